import hashlib
import json
import math
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
import shapely

from muster.geo.boundaries import load_boundaries
from muster.geo.shapes import decode_points

ROOT = Path(__file__).resolve().parents[1]
GEODATA = ROOT / "geodata"
TILES = GEODATA / "basemap" / "tiles"
VENDOR = ROOT / "src" / "muster" / "web" / "assets" / "vendor"
POLYGONS = ("land", "lakes")
LINES = ("coast", "rivers", "countries", "admin1", "disputed")


@pytest.fixture(scope="module")
def world():
    return json.loads((GEODATA / "basemap" / "world.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def tiles():
    return {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(TILES.glob("*.json"))}


@pytest.fixture(scope="module")
def labels():
    return json.loads((GEODATA / "basemap" / "labels.json").read_text("utf-8"))


def rings(layers):
    return [ring for name in POLYGONS for polygon in layers[name] for ring in polygon]


def lines(layers):
    return [line for name in LINES for line in layers[name]]


def polygons(layers, name):
    return [
        shapely.make_valid(shapely.Polygon(points[0], points[1:]))
        for points in ([decode_points(ring, layers["q"]) for ring in rings] for rings in layers[name])
    ]


def drawn(layers, name):
    return shapely.MultiLineString([decode_points(line, layers["q"]) for line in layers[name]])


def test_world_and_tiles_have_one_format(world, tiles):
    assert world["q"] == 100
    assert {tile["q"] for tile in tiles.values()} == {1000}
    for layers in (world, *tiles.values()):
        assert set(layers) == {"q", *POLYGONS, *LINES}
        assert all(len(ring) >= 6 and len(ring) % 2 == 0 for ring in rings(layers))
        assert all(len(line) >= 4 and len(line) % 2 == 0 for line in lines(layers))


def test_no_segment_jumps_over_the_world_and_every_point_is_on_it(world, tiles):
    for layers in (world, *tiles.values()):
        for deltas in rings(layers) + lines(layers):
            points = np.cumsum(np.array(deltas).reshape(-1, 2), axis=0) / layers["q"]
            assert abs(points[:, 0]).max() <= 180
            assert abs(points[:, 1]).max() <= 90
        for deltas in lines(layers):
            assert abs(np.array(deltas[2::2])).max() / layers["q"] < 90


def test_the_cut_at_180_degrees_and_the_pole_are_no_coast(world, tiles):
    for layers in (world, *tiles.values()):
        for deltas in layers["coast"]:
            points = np.cumsum(np.array(deltas).reshape(-1, 2), axis=0) / layers["q"]
            along = (abs(points[:-1, 0]) == 180) & (abs(points[1:, 0]) == 180)
            assert not along.any()
            assert points[:, 1].min() > -89


def test_tiles_lie_where_their_name_says_and_lines_end_at_the_edge(tiles):
    for name, tile in tiles.items():
        x, y = map(int, name.split("_"))
        west, south = x * 15 - 180, y * 15 - 90
        edges = Counter()
        for deltas in lines(tile):
            points = np.cumsum(np.array(deltas).reshape(-1, 2), axis=0) / 1000
            assert points.min(axis=0) == pytest.approx(np.maximum(points.min(axis=0), [west, south]))
            assert points.max(axis=0) == pytest.approx(
                np.minimum(points.max(axis=0), [west + 15, south + 15])
            )
        for deltas in tile["coast"]:
            points = np.cumsum(np.array(deltas).reshape(-1, 2), axis=0) / 1000
            for axis, edge in ((0, west), (0, west + 15), (1, south), (1, south + 15)):
                on_edge = (points[:-1, axis] == edge) & (points[1:, axis] == edge)
                edges[axis, edge] += int(on_edge.sum())
        assert sum(edges.values()) <= 2, name


def test_land_covers_the_same_ground_in_the_world_the_tiles_and_the_countries(world, tiles):
    boundaries = load_boundaries(GEODATA / "boundaries.parquet")
    countries = sum(boundaries.polygon(row.geometry_id).area for row in boundaries if row.level == "country")
    coarse = sum(polygon.area for polygon in polygons(world, "land"))
    fine = 0.0
    for name, tile in tiles.items():
        x, y = map(int, name.split("_"))
        box = shapely.box(x * 15 - 180, y * 15 - 90, x * 15 - 165, y * 15 - 75)
        fine += shapely.intersection(shapely.union_all(polygons(tile, "land")), box).area
    assert math.isclose(coarse, countries, rel_tol=0.002)
    assert math.isclose(fine, countries, rel_tol=0.0005)


def test_borders_are_drawn_in_the_tiles_where_the_boundaries_have_them(tiles):
    boundaries = load_boundaries(GEODATA / "boundaries.parquet")
    kursk = boundaries.polygon("RU-KRS").boundary
    near = [tiles["14_9"], tiles["14_10"]] if "14_10" in tiles else [tiles["14_9"]]
    borders = shapely.union_all([drawn(tile, name) for tile in near for name in ("countries", "admin1")])
    assert kursk.difference(borders.buffer(0.002)).length == pytest.approx(0, abs=1e-6)


def test_crimea_is_dashed_from_the_mainland_and_the_border_with_russia_is_not(world):
    disputed, borders = drawn(world, "disputed"), drawn(world, "countries")
    perekop = shapely.Point(33.9, 46.15).buffer(0.2)
    assert disputed.intersects(perekop)
    assert not borders.intersects(perekop)
    sudzha = shapely.Point(35.1, 51.2).buffer(0.2)
    assert borders.intersects(sudzha)
    assert not disputed.intersects(sudzha)


def test_no_stretch_is_drawn_twice(world):
    for one, other in (
        ("countries", "disputed"),
        ("countries", "coast"),
        ("countries", "admin1"),
        ("admin1", "disputed"),
    ):
        assert shapely.intersection(drawn(world, one), drawn(world, other)).length < 0.1


def test_lakes_lie_on_land_and_the_caspian_is_sea(world):
    lakes, land = shapely.union_all(polygons(world, "lakes")), shapely.union_all(polygons(world, "land"))
    assert lakes.contains(shapely.Point(108, 53.5))
    assert lakes.contains(shapely.Point(132.4, 45.0))
    assert not land.contains(shapely.Point(50.5, 42))
    assert not lakes.contains(shapely.Point(50.5, 42))


def test_labels_are_sorted_unique_and_on_the_map(labels):
    assert labels == sorted(
        labels, key=lambda label: (label["z"], label["r"], label["t"], label["x"], label["y"])
    )
    assert {label["k"] for label in labels} == {"country", "admin1", "city"}
    assert all(set(label) == {"t", "k", "x", "y", "z", "r"} and label["t"].strip() for label in labels)
    assert all(abs(label["x"]) <= 180 and abs(label["y"]) <= 90 and 2 <= label["z"] <= 10 for label in labels)


def test_labels_of_countries_and_divisions_lie_inside_them(labels):
    boundaries = load_boundaries(GEODATA / "boundaries.parquet")
    by_name = {label["t"]: label for label in labels if label["k"] != "city"}
    for geometry_id in ("RU", "UA", "KP", "KR", "JP", "FJ", "RU-KRS", "RU-PRI", "RU-KHA", "UA-14", "KP-10"):
        label = by_name[boundaries.boundary(geometry_id).name]
        assert boundaries.polygon(geometry_id).contains(shapely.Point(label["x"], label["y"]))


def test_no_division_has_the_word_for_its_type_twice(labels):
    boundaries = load_boundaries(GEODATA / "boundaries.parquet")
    assert boundaries.boundary("RU-KAM").name == "Kamchatka Krai"
    assert boundaries.boundary("RU-ZAB").name == "Zabaykalsky Krai"
    assert boundaries.boundary("RU-KRS").name == "Kursk Oblast"
    names = [label["t"] for label in labels if label["k"] == "admin1"]
    assert {"Kamchatka Krai", "Zabaykalsky Krai", "Kursk Oblast", "Minsk Region"} <= set(names)
    types = {"Krai", "Oblast", "Okrug", "Republic", "Region", "Province"}
    assert [name for name in names if len([word for word in name.split() if word in types]) > 1] == []


def test_capitals_and_large_cities_show_early(labels):
    zooms = {label["t"]: label["z"] for label in labels if label["k"] == "city"}
    assert zooms["Kyiv"] == zooms["Pyongyang"] == 4
    assert zooms["Moscow"] == 3
    assert zooms["Kursk"] == 5
    assert zooms["Ussuriysk"] == 7


@pytest.mark.parametrize("root", [GEODATA, VENDOR], ids=["geodata", "vendor"])
def test_files_are_those_that_the_readme_lists(root):
    listed = re.findall(
        r"^\| `([^`]+)` \| (\d+) \| `([0-9a-f]{64})` \|$",
        (root / "README.md").read_text("utf-8"),
        re.MULTILINE,
    )
    assert listed
    for name, size, sha256 in listed:
        content = (root / name).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (int(size), sha256), name


@pytest.mark.parametrize("script", ["build_geodata", "vendor_assets"])
def test_the_scripts_find_nothing_changed(script):
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / script, "--check"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_style_sheets_name_only_files_that_are_there():
    for sheet in (VENDOR / "fonts.css", VENDOR / "leaflet" / "leaflet.css"):
        names = re.findall(r"url\(\"?([^)\"]+)\"?\)", sheet.read_text("utf-8"))
        assert names
        for name in names:
            assert name.startswith("#") or (sheet.parent / name).is_file(), name


def test_fonts_have_the_letters_of_the_places():
    sheet = (VENDOR / "fonts.css").read_text("utf-8")
    ranges = {"Inter": [], "Noto Sans KR": []}
    for family, codes in re.findall(r'font-family: "([^"]+)".*?unicode-range: ([^;]+);', sheet, re.DOTALL):
        for code in codes.split(","):
            first, _, last = code.strip()[2:].partition("-")
            ranges[family].append((int(first, 16), int(last or first, 16)))
    for family, text in (
        ("Inter", "Kursk Київ Ґ Уссурийск ё Ōsaka"),
        ("Noto Sans KR", "우수리스크러시아쿠르스크"),
    ):
        for letter in text:
            assert any(low <= ord(letter) <= high for low, high in ranges[family]), (family, letter)
