from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from import_files import FILES

from muster import paths
from muster.check import load_checked
from muster.cli import cli
from muster.ingest.asking import Options
from muster.ingest.preview import Preview, preview
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


@pytest.fixture
def muster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Run a command of `muster` with --json on a store of its own; return its answer."""
    monkeypatch.setenv("MUSTER_STORE", str(tmp_path / "cli.sqlite"))
    monkeypatch.setenv("MUSTER_WHO", "Ada")

    def run(*arguments: str, code: int = 0) -> Any:
        done = CliRunner().invoke(cli, [*arguments, "--json"])
        assert done.exit_code == code, (done.output, done.exception)
        return json.loads(done.stdout) if done.stdout else None

    return run
