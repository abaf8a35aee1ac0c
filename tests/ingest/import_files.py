"""Made-up files of every format, and how one is taken in."""

from __future__ import annotations

from pathlib import Path

FILES = Path(__file__).parents[1] / "data" / "imports"


def take(look, store, file="acled_new_order.csv", **options):
    return look(file, store, **options).accept(store, who="Ada", why="weekly export")
