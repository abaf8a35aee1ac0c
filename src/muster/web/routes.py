"""What the app serves beside Streamlit: the claims, the base map, the browser's files. All of it read-only."""

from __future__ import annotations

import functools
import json
import mimetypes
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from muster import paths
from muster.errors import MusterError
from muster.model import Dataset
from muster.web import site
from muster.web.answers import Prepared, missing, send
from muster.web.assets_index import ASSETS, BUNDLES, asset_names, assets_version, bundle
from muster.web.layer_routes import LAYER_ROUTES
from muster.web.places import prepared_outline, prepared_place


@functools.lru_cache(maxsize=256)
def _asset(name: str, _version: str) -> Prepared:
    if name in BUNDLES:
        return Prepared.of(bundle(name), "text/javascript")
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Prepared.of((ASSETS / name).read_bytes(), media_type)


TILE_INDEX = "tiles/index.json"


@functools.lru_cache(maxsize=512)
def _basemap(name: str) -> Prepared:
    if name == TILE_INDEX:
        tiles = sorted(
            n.removeprefix("tiles/").removesuffix(".json") for n in site.basemap_names() if "/" in n
        )
        return Prepared.of(json.dumps(tiles).encode(), "application/json")
    return Prepared.of((paths.BASEMAP / name).read_bytes(), "application/json")


def asset(request: Request) -> Response:
    """Serve one vendored or own file under the version that the page was made with."""
    name = request.path_params["name"]
    if request.path_params["version"] != assets_version() or name not in {*BUNDLES, *asset_names()}:
        return missing("No such file in this version: reload the page.")
    return send(request, _asset(name, assets_version()))


def basemap(request: Request) -> Response:
    """Serve one file of the base map, under the version that the page was made with."""
    name = request.path_params["name"]
    if request.path_params["version"] != site.basemap_version():
        return missing("The base map has changed since this page was made: reload it.")
    if name != TILE_INDEX and name not in site.basemap_names():
        return missing("No such part of the base map.")
    return send(request, _basemap(name))


def data(request: Request) -> Response:
    """Serve the claims of the data set in use, as columns, under its version."""
    asked = request.path_params["version"]
    try:
        dataset = site.version_in_use(asked)
        if dataset is None:
            return missing("The data has changed since this page was made: reload it.")
        prepared = site.prepared_claims(dataset)
    except MusterError as error:
        return PlainTextResponse(str(error), status_code=503)
    return send(request, prepared)


def shape(request: Request) -> Response:
    """Serve the exact outline of one place, for views that are close."""
    try:
        dataset = site.version_in_use(request.path_params["version"])
        if dataset is None:
            return missing("The data has changed since this page was made: reload it.")
        return send(request, site.prepared_shape(request.path_params["place"], dataset))
    except MusterError as error:
        return missing(str(error))


def place(request: Request) -> Response:
    """Serve one place of the gazetteer with its extent, for the gazetteer's map."""
    return _of_place(request, prepared_place)


def outline(request: Request) -> Response:
    """Serve the exact outline of one place of the gazetteer, for views that are close."""
    return _of_place(request, prepared_outline)


def _of_place(request: Request, prepare: Callable[[Dataset, str], Prepared]) -> Response:
    try:
        dataset = site.dataset()
        if request.path_params["version"] != site.places_version():
            return missing("The data has changed since this page was made: reload it.")
        return send(request, prepare(dataset, request.path_params["place"]))
    except MusterError as error:
        return missing(str(error))


ROUTES = [
    Route("/api/assets/{version}/{name:path}", asset),
    Route("/api/basemap/{version}/{name:path}", basemap),
    Route("/api/claims/{version}.json", data),
    Route("/api/shapes/{version}/{place}.json", shape),
    Route("/api/places/{version}/{place}.json", place),
    Route("/api/places/{version}/{place}/outline.json", outline),
    *LAYER_ROUTES,
]
