"""Data sets for the tests: the shipped one, and a made-up deployment elsewhere in the world."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from pathlib import Path

import pytest
from hypothesis import settings

from muster.model import Dataset
from muster.tables import load

REPOSITORY = Path(__file__).resolve().parents[1]
# A slow machine makes no test fail: how long things take is measured by `scripts/bench`.
settings.register_profile("muster", deadline=None)
settings.load_profile("muster")
SECOND_DEPLOYMENT = Path(__file__).parent / "data" / "second_deployment"


@pytest.fixture
def store_clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Return what sets the moment (ISO, UTC) at which the store writes down what comes next."""

    def set_to(text: str) -> None:
        class Clock(datetime):
            @classmethod
            def now(cls, tz: tzinfo | None = None) -> datetime:
                del tz
                return datetime.fromisoformat(text).replace(tzinfo=UTC)

        for module in ("revisions", "importing"):
            monkeypatch.setattr(f"muster.store.{module}.datetime", Clock)

    return set_to


@pytest.fixture(scope="session")
def shipped() -> Dataset:
    return load(REPOSITORY)


@pytest.fixture(scope="session")
def elsewhere() -> Dataset:
    return load(SECOND_DEPLOYMENT)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the second deployment that a test may break."""
    copy = tmp_path / "second_deployment"
    shutil.copytree(SECOND_DEPLOYMENT, copy)
    return copy


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the browser's tests last: its driver keeps an event loop running, and others start their own."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)
