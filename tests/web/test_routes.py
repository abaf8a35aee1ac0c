"""What the app serves beside Streamlit: exact files under exact versions, and nothing else on the disk."""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from asgi import Answer, ask
from starlette.applications import Starlette

from muster.model import Dataset
from muster.web import site
from muster.web.answers import FOREVER, Prepared
from muster.web.assets_index import BUNDLE, SCRIPTS, STYLES, asset_names, assets_version
from muster.web.payload import encode_claims
from muster.web.routes import ROUTES

APP = Starlette(routes=ROUTES)
ASSETS = f"/api/assets/{assets_version()}/"
BASEMAP = f"/api/basemap/{site.basemap_version()}/"

ESCAPES = [
    "../routes.py",
    "../../web/routes.py",
    "vendor/../frame.js",
    "./frame.js",
    "vendor//leaflet/leaflet.js",
    "%2e%2e/routes.py",
    "%2e%2e%2froutes.py",
    "..%2f..%2f..%2f..%2fgazetteer.csv",
    "%252e%252e/routes.py",
    "..%5croutes.py",
    "..\\routes.py",
    "/etc/passwd",
    "%2fetc%2fpasswd",
    "frame.js%00",
    "frame.js%00.css",
    "FRAME.JS",
    "frame.js/",
    "tiles/../../claims.csv",
    "tiles/../labels.json",
    "../claims.csv",
    "..%2fclaims.csv",
    "....//claims.csv",
    "tiles",
    "",
]


@pytest.fixture
def claims_path(shipped: Dataset) -> str:
    return f"/api/claims/{shipped.version}.json"


@pytest.fixture
def own_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Serve a copy of the second deployment, which a test may break."""
    monkeypatch.setenv("MUSTER_DATA", str(folder))
    yield folder
    site._STATE.clear()
    site._PREPARED.clear()


def test_every_file_that_the_map_loads_is_served() -> None:
    types = {".js": "text/javascript", ".css": "text/css"}
    for name in (*SCRIPTS, *STYLES):
        answer = ask(APP, ASSETS + name)
        assert answer.status == 200
        assert answer.headers["content-type"].split(";")[0] == types[Path(name).suffix]
        assert answer.headers["cache-control"] == FOREVER
        assert answer.body


def test_fonts_are_served_as_fonts() -> None:
    fonts = sorted(name for name in asset_names() if name.endswith(".woff2"))
    assert fonts
    answer = ask(APP, ASSETS + fonts[0])
    assert answer.headers["content-type"] == "font/woff2"
    assert answer.body.startswith(b"wOF2")


@pytest.mark.parametrize("name", ESCAPES)
@pytest.mark.parametrize("base", [ASSETS, BASEMAP], ids=["assets", "basemap"])
def test_no_name_leads_out_of_its_folder(base: str, name: str) -> None:
    answer = ask(APP, base + name)
    assert answer.status == 404
    assert len(answer.body) < 200


@pytest.mark.parametrize(
    "name", ["..%2f..%2fgeodata", "../kursk-oblast", "nowhere", "{{7*7}}", "%3Cscript%3E", "vladivostok"]
)
def test_a_place_without_an_outline_is_missing(shipped: Dataset, name: str) -> None:
    answer = ask(APP, f"/api/shapes/{shipped.version}/{name}.json")
    assert answer.status == 404
    assert answer.headers["content-type"].startswith("text/plain")


@pytest.mark.parametrize(
    "path",
    [
        "/api/assets/000000000000/frame.js",
        "/api/assets//frame.js",
        "/api/basemap/000000000000/labels.json",
        "/api/basemap/000000000000/tiles/index.json",
        "/api/claims/000000000000.json",
        "/api/claims/.json",
        "/api/shapes/000000000000/kursk-oblast.json",
        "/api/claims/%7B%7B7*7%7D%7D.json",
    ],
)
def test_another_version_is_missing(path: str) -> None:
    answer = ask(APP, path)
    assert answer.status == 404
    assert "cache-control" not in answer.headers
    assert "etag" not in answer.headers


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
@pytest.mark.parametrize(
    "path", [ASSETS + "frame.js", BASEMAP + "labels.json", "/api/claims/0.json", "/api/shapes/0/x.json"]
)
def test_everything_is_read_only(path: str, method: str) -> None:
    answer = ask(APP, path, method=method)
    assert answer.status == 405
    assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD"}


def test_claims_are_sent_compressed_to_those_who_take_it(shipped: Dataset, claims_path: str) -> None:
    packed = ask(APP, claims_path, accept_encoding="br, gzip;q=0.8")
    plain = ask(APP, claims_path)
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert gzip.decompress(packed.body) == plain.body == encode_claims(shipped)
    assert len(packed.body) * 2 < len(plain.body)
    for answer in (packed, plain):
        assert answer.headers["vary"] == "Accept-Encoding"
        assert answer.headers["content-type"] == "application/json"
        assert int(answer.headers["content-length"]) == len(answer.body)
    assert packed.headers["etag"] == plain.headers["etag"]


@pytest.mark.parametrize("accepted", ["", "identity", "br", "gzip;q=0", "gzip; q=0.000, br", "x-gzip-ish"])
def test_claims_are_sent_plain_to_those_who_do_not(claims_path: str, accepted: str) -> None:
    answer = ask(APP, claims_path, accept_encoding=accepted)
    assert "content-encoding" not in answer.headers
    assert json.loads(answer.body)


def test_what_the_browser_has_is_not_sent_again(claims_path: str) -> None:
    for path in (claims_path, ASSETS + "frame.js", BASEMAP + "labels.json", BASEMAP + "tiles/index.json"):
        etag = ask(APP, path).headers["etag"]
        assert etag.startswith('"')
        for held in (etag, f"W/{etag}", f'"older", {etag}', "*"):
            again = ask(APP, path, if_none_match=held, accept_encoding="gzip")
            assert (again.status, again.body) == (304, b"")
            assert again.headers["etag"] == etag
            assert again.headers["cache-control"] == FOREVER


@pytest.mark.parametrize(
    "shorten", [lambda tag: tag[:-2] + '"', lambda tag: tag.strip('"'), lambda tag: f'"x{tag[1:]}']
)
def test_another_tag_is_no_match(claims_path: str, shorten: object) -> None:
    held = shorten(ask(APP, claims_path).headers["etag"])  # type: ignore[operator]
    assert ask(APP, claims_path, if_none_match=held).status == 200


def test_equal_bytes_are_prepared_equally() -> None:
    one, other = Prepared.of(b"same" * 99, "application/json"), Prepared.of(b"same" * 99, "application/json")
    assert one == other
    assert one.etag != Prepared.of(b"else", "application/json").etag


def test_the_tile_index_lists_the_tiles_that_are_there() -> None:
    listed = json.loads(ask(APP, BASEMAP + "tiles/index.json").body)
    assert len(listed) > 100
    for name in (listed[0], listed[-1]):
        assert json.loads(ask(APP, f"{BASEMAP}tiles/{name}.json").body)


def test_an_exact_outline_is_sent_for_a_region(shipped: Dataset) -> None:
    answer = ask(APP, f"/api/shapes/{shipped.version}/kursk-oblast.json")
    assert answer.status == 200
    assert json.loads(answer.body)


def test_changed_data_is_served_under_its_new_version_alone(own_folder: Path) -> None:
    before = site.dataset().version
    assert ask(APP, f"/api/claims/{before}.json").status == 200
    table = own_folder / "claims.csv"
    table.write_text(table.read_text("utf-8").replace("600 soldiers", "600 men"), "utf-8")
    after = site.dataset().version
    assert after != before
    assert ask(APP, f"/api/claims/{before}.json").status == 404
    assert json.loads(ask(APP, f"/api/claims/{after}.json").body)["version"] == after


def faulty(answer: Answer) -> None:
    assert answer.status in {404, 503}
    assert answer.headers["content-type"].startswith("text/plain")
    assert b"nothing was loaded" in answer.body
    assert b"Traceback" not in answer.body


def test_faulty_data_is_not_served_and_mended_data_is(own_folder: Path) -> None:
    version = site.dataset().version
    table, kept = own_folder / "claims.csv", own_folder / "kept"
    shutil.copy(table, kept)
    table.write_text(table.read_text("utf-8").replace("puerto-acosta", "puerto-nada"), "utf-8")
    faulty(ask(APP, f"/api/claims/{version}.json"))
    faulty(ask(APP, f"/api/shapes/{version}/bolivia.json"))
    shutil.copy(kept, table)
    assert ask(APP, f"/api/claims/{version}.json").status == 200


def test_the_one_script_file_holds_every_script_in_order() -> None:
    whole = ask(APP, ASSETS + BUNDLE).body
    places = [whole.find(ask(APP, ASSETS + name).body) for name in SCRIPTS]
    assert -1 not in places
    assert places == sorted(places)
