"""Imports run one way, and Streamlit and folium stay where they belong (docs/architecture.md)."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]
PACKAGE = REPOSITORY / "src" / "muster"
LEVELS = (
    {"paths", "suggest", "whole"},
    {"errors", "vocabulary", "dates"},
    {"model"},
    {"words", "tables"},
    {"geo"},
    {"gazetteer"},
    {"check", "store"},
    {"curate", "query"},
    {"figures", "ingest", "export", "stories"},
    {"web"},
    {"terminal"},
    {"tabled"},
    {"layered"},
    {"questions", "keeping", "laying"},
    {"drawing"},
    {"ui", "cli"},
    {"__main__"},
)
LEVEL_OF = {name: level for level, names in enumerate(LEVELS) for name in names}
ONE_FILE = "muster.web.onefile"
MODULES = sorted(PACKAGE.rglob("*.py"))


def imported(file: Path) -> Iterator[str]:
    """Yield the full name of everything that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: imports are absolute"
            yield from (f"{node.module}.{name.name}" for name in node.names)


def part_of(file: Path) -> str:
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_a_module_imports_only_what_stands_before_it(file):
    part = part_of(file)
    if part == "__init__":
        assert not [name for name in imported(file) if name.startswith("muster")]
        return
    assert part in LEVEL_OF, f"{part} has no level yet: give it one here and in docs/architecture.md"
    for name in imported(file):
        if name.startswith("muster."):
            other = name.split(".")[1]
            is_before = LEVEL_OF[other] < LEVEL_OF[part]
            is_beside = LEVEL_OF[other] == LEVEL_OF[part] == LEVEL_OF["errors"]
            assert other == part or is_before or is_beside, f"{part} must not import {other}"


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_streamlit_is_imported_in_ui_alone_and_folium_in_web_alone(file):
    roots = {name.split(".")[0] for name in imported(file)}
    if part_of(file) != "ui":
        assert not roots & {"streamlit"}
    if part_of(file) != "web":
        assert not roots & {"folium", "branca"}


def test_the_core_starts_without_anything_of_the_screen():
    seen, waiting = set(), ["muster.cli"]
    while waiting:
        name = waiting.pop()
        file = PACKAGE.joinpath(*name.split(".")[1:])
        source = file / "__init__.py" if file.is_dir() else file.with_suffix(".py")
        if name == ONE_FILE:  # the map as one HTML file: asked for by name, and imported then
            continue
        if name in seen or not source.is_file():
            continue
        seen.add(name)
        for other in imported(source):
            parts = other.split(".")
            assert parts[0] not in {"streamlit", "folium", "branca", "streamlit_folium"}
            if parts[0] == "muster":
                waiting += [".".join(parts[:length]) for length in range(2, len(parts) + 1)]
    assert "muster.query.engine" in seen
