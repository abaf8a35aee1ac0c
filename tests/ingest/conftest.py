from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from import_files import FILES

from muster import paths
from muster.check import load_checked
from muster.ingest.preview import Options, Preview, preview
from muster.model import Dataset
from muster.store import Store


@pytest.fixture(scope="session")
def shipped() -> Dataset:
    return load_checked(paths.REPOSITORY)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(str(tmp_path / "store" / "store.sqlite"))


@pytest.fixture
def look(shipped: Dataset) -> Iterator[Callable[..., Preview]]:
    """Previews of files, by name or path; all are closed at the end."""
    made: list[Preview] = []

    def open_one(file: str | Path, held: Store | None = None, **options: Any) -> Preview:
        made.append(preview(FILES / file, shipped, held, options=Options(**options)))
        return made[-1]

    yield open_one
    for one in made:
        one.close()
