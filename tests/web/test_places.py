"""One place for the gazetteer's map: how it is drawn, and what an order may carry."""

from __future__ import annotations

import json

import pytest
import shapely
from asgi import ask
from starlette.applications import Starlette

from muster.errors import GeoError, MusterError
from muster.geo.measure import distance_m
from muster.geo.places import shape_of
from muster.model import Dataset
from muster.web import site
from muster.web.folium_map import compose_command, compose_places_map
from muster.web.places import order_for, order_item, place_document, prepared_place
from muster.web.routes import ROUTES

APP = Starlette(routes=ROUTES)


@pytest.mark.parametrize(
    ("place_id", "drawn"),
    [
        ("ussuriysk", "circle"),
        ("sergeevka-pogranichny", "circle"),
        ("kursk-oblast", "polygon"),
        ("russian-far-east", "hatch"),
        ("russia-near-ukraine", "hatch"),
        ("russia", "outline"),
        ("russia-ukraine-border", "line"),
    ],
)
def test_each_kind_of_place_is_drawn_as_what_it_is(shipped: Dataset, place_id: str, drawn: str) -> None:
    document = place_document(shipped, shipped.places[place_id])
    assert document["draw"] == drawn
    assert (document["shape"] is None) == (drawn == "circle")
    assert document["name"] == shipped.places[place_id].name
    assert document["anchor"] is not None


def test_a_circle_carries_its_radius_in_metres_and_a_region_none_that_would_be_drawn(
    shipped: Dataset,
) -> None:
    place = shipped.places["ussuriysk"]
    document = place_document(shipped, place)
    assert (document["radius_m"], document["lat"], document["lon"]) == (7400, place.lat, place.lon)
    circle = shape_of(shipped, place).geometry
    assert isinstance(circle, shapely.Polygon)
    lon, lat = circle.exterior.coords[0]
    assert distance_m(place.lat, place.lon, lat, lon) == pytest.approx(7400, abs=1)


def test_a_place_is_served_under_its_version_and_an_unknown_one_is_one_line(shipped: Dataset) -> None:
    answer = ask(APP, f"/api/places/{site.places_version()}/ussuriysk.json")
    assert answer.status == 200
    assert json.loads(answer.body)["id"] == "ussuriysk"
    assert "immutable" in answer.headers["cache-control"]
    assert ask(APP, f"/api/places/{site.places_version()}/nowhere.json").status == 404
    assert ask(APP, "/api/places/000000000000/ussuriysk.json").status == 404
    hostile = ask(APP, f"/api/places/{site.places_version()}/%7B%7B7*7%7D%7D%3Cimg%20src=x%3E.json")
    assert hostile.status == 404
    assert b"49" not in hostile.body
    assert hostile.headers["content-type"].startswith("text/plain")
    with pytest.raises(GeoError):
        prepared_place(shipped, "nowhere")


def test_the_exact_outline_of_a_region_is_served_and_a_village_has_none(shipped: Dataset) -> None:
    answer = ask(APP, f"/api/places/{site.places_version()}/kursk-oblast/outline.json")
    assert answer.status == 200
    assert json.loads(answer.body)["t"] == "polygon"
    assert ask(APP, f"/api/places/{site.places_version()}/ussuriysk/outline.json").status == 404


def test_an_order_is_numbers_and_ids_alone() -> None:
    items = [
        order_item(1, place_id="ussuriysk", radius_m=7400.4),
        order_item(2, at=(44.337491, -131.661421), radius_m=3e3),
    ]
    assert items == [
        {"n": 1, "id": "ussuriysk", "radius_m": 7400},
        {"n": 2, "at": [4433749, -13166142], "radius_m": 3000},
    ]
    order = order_for(items, chosen=2, state="empty")
    m = compose_places_map(data_version="0123456789ab", basemap_version="0123456789ab")
    compose_command(order).add_to(m)
    script = m.get_root().render()
    assert "muster.command(" in script
    assert "4433749" in script


@pytest.mark.parametrize("text", ["{{7*7}}", "<img src=x>", "${alert(1)}", "Сергеевка", "a b"])
def test_text_that_could_be_from_data_is_refused_by_the_order(text: str) -> None:
    with pytest.raises(MusterError, match="may not enter the map's script"):
        compose_command(order_for([order_item(1, place_id=text)], chosen=1, state="empty"))


def test_the_map_asks_the_app_itself_for_its_files() -> None:
    m = compose_places_map(data_version="0123456789ab", basemap_version="0123456789ab")
    addresses = [url for _, url in (*m.default_js, *m.default_css)]
    assert all(url.startswith("../../api/assets/") for url in addresses)
    assert [name for name, _ in m.default_js] == ["places.bundle.js"]
    for url in addresses:
        assert ask(APP, url.removeprefix("../..")).status == 200
