"""The routes that answer for the bulk layers of a site. All of it read-only; bad input is refused in one clear line."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from muster.errors import GeoError, LayerError, MusterError, SelectionError, shorten
from muster.query.bulk import Layer
from muster.query.layers import layer_folders, layer_named
from muster.query.selection import Selection
from muster.web.answers import missing, send
from muster.web.layer_places import shape_of_place
from muster.web.layers import (
    Answers,
    about_document,
    areas_document,
    cells_document,
    days_document,
    read_grid,
    read_selection,
    strength_document,
    tally_document,
)

AT_ONCE = 2
"""How many questions of cells are worked on at once, and of other things half as many: whoever moves the map never waits
for those. The rest wait their turn, and are let go when whoever asked has left."""
LONGEST_QUERY = 30_000
CLIENT_LEFT = 499

_answers = Answers()
_counting_cells, _counting = asyncio.Semaphore(AT_ONCE), asyncio.Semaphore(AT_ONCE // 2)

Make = Callable[[Layer, dict[str, str]], object]


def _cells(layer: Layer, params: dict[str, str]) -> object:
    grid = read_grid(params)
    return cells_document(layer, read_selection(layer, params), grid)


def _of_selection(document: Callable[[Layer, Selection], object]) -> Make:
    return lambda layer, params: document(layer, read_selection(layer, params))


def _about(layer: Layer, params: dict[str, str]) -> object:
    read_selection(layer, params)
    return about_document(layer)


QUESTIONS: dict[str, Make] = {
    "about": _about,
    "cells": _cells,
    "areas": _of_selection(areas_document),
    "tally": _of_selection(tally_document),
    "strength": _of_selection(strength_document),
    "days": _of_selection(days_document),
}


def warm() -> None:
    """Open the layers of this site and prepare what a first view of each asks. Faults are left for the page to show."""
    with contextlib.suppress(MusterError):
        for name in layer_folders():
            layer = layer_named(name)
            for asked, make in QUESTIONS.items():
                if make is not _cells:  # those depend on the view
                    _answers.made((name, layer.version, asked), partial(make, layer, {}))


async def question(request: Request) -> Response:
    """Answer one of `QUESTIONS` for a layer of this site, under the version that the page was made with."""
    asked = QUESTIONS.get(request.path_params["question"])
    if asked is None:
        return missing(f"No such question of a layer; there are: {', '.join(QUESTIONS)}.")
    try:
        return await _answered(request, asked, _params_of(request))
    except SelectionError as error:
        more = len(error.problems) - 1
        words = error.problems[0] + (f" (and {more} more)" if more else "")
        return PlainTextResponse(" ".join(words.split()), status_code=400)
    except LayerError as error:
        return missing(str(error))
    except MusterError as error:
        return PlainTextResponse(str(error), status_code=503)


def _params_of(request: Request) -> dict[str, str]:
    """Return the parameters by name, in one order however they came. Raises SelectionError."""
    if len(request.url.query) > LONGEST_QUERY:
        words = f"The query has {len(request.url.query):,} characters; {LONGEST_QUERY:,} are the most."
        raise SelectionError([words])
    twice = [key for key in request.query_params if len(request.query_params.getlist(key)) > 1]
    if twice:
        raise SelectionError([f"{shorten(twice[0])} is given more than once; join its values by commas."])
    return {key: value for key, value in sorted(request.query_params.items()) if value}


async def _answered(request: Request, asked: Make, params: dict[str, str]) -> Response:
    name, version = request.path_params["name"], request.path_params["version"]
    layer = await run_in_threadpool(layer_named, name)
    if layer.version != version:
        return missing("The layer has changed since this page was made: reload it.")
    key = (name, version, request.path_params["question"], *(f"{k}={v}" for k, v in params.items()))
    prepared = _answers.held(key)
    if prepared is None:
        async with _counting_cells if asked is _cells else _counting:
            if await request.is_disconnected():
                return Response(status_code=CLIENT_LEFT)
            prepared = await run_in_threadpool(_answers.made, key, lambda: asked(layer, params))
    return send(request, prepared)


def shape(request: Request) -> Response:
    """Serve the outline of one place of a layer, by its number."""
    name, version, number = (request.path_params[key] for key in ("name", "version", "place"))
    try:
        layer = layer_named(name)
        if layer.version != version:
            return missing("The layer has changed since this page was made: reload it.")
        exact = request.query_params.get("exact") == "1"
        key = (name, version, "shape", str(number), str(exact))
        return send(request, _answers.made(key, lambda: shape_of_place(layer, number, exact=exact)))
    except (GeoError, LayerError) as error:
        return missing(str(error))


LAYER_ROUTES = [
    Route("/api/layers/{name}/{version}/shapes/{place:int}.json", shape),
    Route("/api/layers/{name}/{version}/{question}.json", question),
]
