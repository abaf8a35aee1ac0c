"""The right of the page: the candidates on the map, each with its extent, and the same in a table."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st
from streamlit_folium import st_folium

from muster.model import Dataset
from muster.ui.gazetteer.visit import Visit
from muster.ui.gazetteer.words import MINOR, Offer
from muster.web import site
from muster.web.folium_map import compose_command, compose_places_map
from muster.web.places import find_place, order_for, order_item

HEIGHT_PX = 560
ROW_PX, MOST_ROWS = 31, 5
_KEY = "places-map"


@dataclass(frozen=True, slots=True)
class Shown:
    """What the left asks the right to show. `state` names what an empty map says; see `places.js`.

    `title` is the name as written, where the left shows several. `preview` is (lat, lon, radius in metres) of a place that no gazetteer has yet.
    """

    item_id: str = ""
    offers: tuple[Offer, ...] = ()
    state: str = "empty"
    preview: tuple[float, float, float] | None = None
    title: str = ""


def show(dataset: Dataset, visit: Visit, shown: Shown) -> None:
    """Draw map and table for what the left shows, and listen for a number that is clicked."""
    visit.offered = (shown.item_id, tuple(offer.place_id for offer in shown.offers))

    def heard() -> None:
        visit.heard(st.session_state.get(_KEY))

    with st.container(key="board_map"):
        st_folium(
            compose_places_map(data_version=site.places_version(), basemap_version=site.basemap_version()),
            key=_KEY,
            height=HEIGHT_PX,
            use_container_width=True,
            returned_objects=[],
            feature_group_to_add=compose_command(_order(dataset, visit, shown)),
            on_change=heard,
        )
    if shown.offers:
        with st.container(key="board_table"):
            if shown.title:
                st.text(shown.title)
            _table(shown.offers)


def _order(dataset: Dataset, visit: Visit, shown: Shown) -> dict[str, Any]:
    best = max((offer.score for offer in shown.offers if offer.score is not None), default=0.0)
    items = [
        _item(dataset, n, offer, is_minor=offer.score is not None and offer.score < MINOR * best)
        for n, offer in enumerate(shown.offers, start=1)
    ]
    if shown.preview is not None:
        lat, lon, radius_m = shown.preview
        items.append(order_item(1, at=(lat, lon), radius_m=radius_m))
    picked = visit.picked(shown.item_id)
    ids = [offer.place_id for offer in shown.offers]
    chosen = ids.index(picked[0]) + 1 if picked and picked[0] in ids else -1
    order = order_for(items, chosen=chosen, state=shown.state)
    order["token"] = hashlib.sha256(json.dumps(order, sort_keys=True).encode()).hexdigest()[:16]
    return order


def _item(dataset: Dataset, n: int, offer: Offer, *, is_minor: bool) -> dict[str, Any]:
    radius_m = offer.radius_m
    if find_place(dataset, offer.place_id) is not None:
        return order_item(n, place_id=offer.place_id, radius_m=radius_m, is_minor=is_minor)
    at = None if offer.lat is None or offer.lon is None else (offer.lat, offer.lon)
    return order_item(n, at=at, radius_m=radius_m, is_minor=is_minor)


def _table(offers: Sequence[Offer]) -> None:
    rows = [
        {
            "№": number,
            "place": offer.name,
            "score": offer.score,
            "kind": offer.kind,
            "division": offer.division,
            "country": offer.country,
            "why": "; ".join(offer.why),
            "radius": f"{offer.radius_m / 1000:,.1f} km" if offer.radius_m else "",
            "lat, lon": _point(offer),
            "id": offer.place_id,
        }
        for number, offer in enumerate(offers, start=1)
    ]
    columns = st.column_config
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        width="stretch",
        height="content" if len(rows) <= MOST_ROWS else ROW_PX * (MOST_ROWS + 1),
        column_config={
            "№": columns.NumberColumn(width=40),
            "place": columns.TextColumn(width=170),
            "score": columns.ProgressColumn(width=110, min_value=0.0, max_value=1.0, format="%.2f"),
            "kind": columns.TextColumn(width=100),
            "division": columns.TextColumn(width=120),
            "country": columns.TextColumn(width=90),
            "why": columns.TextColumn(width=420),
            "radius": columns.TextColumn(width=80),
            "lat, lon": columns.TextColumn(width=140),
        },
    )


def _point(offer: Offer) -> str:
    return "" if offer.lat is None or offer.lon is None else f"{offer.lat:.4f}, {offer.lon:.4f}"
