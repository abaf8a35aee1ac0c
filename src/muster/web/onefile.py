"""The interactive map as one file that opens from a memory stick: folium, layer, base map, fonts and claims all inside.

Its policy lets nothing be fetched and no script run but those that are in it, by their hashes. Text from data stands in
JSON that is read as data and reaches the page through `textContent` alone.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import html
import json
import math
import re
from collections.abc import Iterable
from typing import Any

from muster import paths
from muster.figures.palette import THEMES, family_of
from muster.figures.save import encoded
from muster.figures.spec import FigureSpec
from muster.figures.words import CREDIT, FigureWords, words_of
from muster.geo.places import exact_shape
from muster.model import Claim, Dataset
from muster.query.standing import standing_words
from muster.vocabulary import Bin, Tier
from muster.web import folium_map
from muster.web.assets_index import ASSETS, BUNDLE, bundle
from muster.web.order import selection_order
from muster.web.payload import claims_document
from muster.words import event_words, figure_words, said_words

_TILE, _MOST_TILES = 15, 40
_FACE = re.compile(
    r"@font-face \{.*?url\(\"(?P<file>[^\"]+)\"\).*?unicode-range: (?P<range>[^;]+);\s*\}", re.DOTALL
)
_MAP_ID = re.compile(r"map_[0-9a-f]{32}")
_BINS = {**{name.value: name.label for name in Bin}, "total": "All claims"}
_MOST_SWITCHES = 40


def page_of(dataset: Dataset, spec: FigureSpec) -> bytes:
    """Return the map that shows a spec's selection and theme, as HTML; the same bytes each time.

    Raises SelectionError for a selection that the data set cannot be asked.
    """
    words = words_of(dataset, spec)
    document = claims_document(dataset)
    inline = {
        "muster:claims": document,
        "muster:basemap/world.json": _basemap("world.json"),
        "muster:basemap/labels.json": _basemap("labels.json"),
    }
    tiles = _tiles(document)
    inline["muster:basemap/tiles/index.json"] = [
        name.removeprefix("tiles/").removesuffix(".json") for name in tiles
    ]
    inline |= {f"muster:basemap/{name}": _basemap(name) for name in tiles}
    coarse = [key for key, shape in document["shapes"].items() if shape["coarse"]]
    inline |= {f"muster:shapes/{key}.json": exact_shape(dataset, key) for key in coarse}
    speakers = _speakers(dataset)
    page = {
        "claims": [_claim(dataset, claim, spec) for claim in dataset.claims],
        "places": [place["name"] for place in document["places"]],
        "bins": _BINS,
        "switches": [_switch(dataset, key, spec) for key in speakers],
    }
    everything = json.dumps([page, words.all], ensure_ascii=False)
    fonts = _fonts(everything + " " + "".join(map(chr, range(32, 127))))
    scripts = {
        "inside": _inside(dataset, spec, speakers),
        "outside": (ASSETS / "onefile.js").read_text("utf-8"),
    }
    return _page(
        words,
        spec,
        {"page": page, "inline": inline, "fonts": fonts, "about": encoded(dataset, spec)},
        scripts,
    ).encode()


def _page(words: FigureWords, spec: FigureSpec, parts: dict[str, Any], scripts: dict[str, str]) -> str:
    theme = "dark" if spec.theme == "dark" else "light"
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
        for text in scripts.values()
    )
    policy = (
        f"default-src 'none'; script-src {hashes}; script-src-attr 'none'; style-src 'unsafe-inline'; img-src data: blob:; font-src data:; "
        "connect-src 'none'; frame-src 'self'; base-uri 'none'; form-action 'none'; object-src 'none'"
    )
    held = "\n".join(
        f'<script type="application/json" data-url="{html.escape(url)}">{_json(value)}</script>'
        for url, value in parts["inline"].items()
    )
    handling = _handling(words.handling)
    lines = " ".join(
        f"<p>{html.escape(text)}</p>"
        for text in (words.subtitle, words.happened, words.said, words.filters, words.note)
        if text
    )
    inner = _frame(theme, parts["fonts"], scripts["inside"])
    styles = parts["fonts"] + (ASSETS / "onefile.css").read_text("utf-8")
    return f"""<!DOCTYPE html>
<html lang="en" data-theme="{theme}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{html.escape(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{html.escape(words.title)}</title>
<style>{styles}</style>
<script type="application/json" id="muster-figure">{_escaped(parts["about"])}</script>
</head>
<body>
<header><h1>{html.escape(words.title)}</h1> {lines} {handling}</header>
{held}
<script type="application/json" id="muster-page">{_json(parts["page"])}</script>
<main><iframe id="muster-map" title="Map of reported presence" srcdoc="{html.escape(inner)}"></iframe></main>
<aside aria-label="Claims">
<h2 id="muster-list-title" aria-live="polite"></h2><ul id="muster-list"></ul>
<h2>Who says so</h2><div class="st-key-who" id="muster-who"></div>
</aside>
<footer><b>{html.escape(words.caveat)}</b> <span>{html.escape(words.tally)}</span> <span>{html.escape(words.sources)}</span>
<span>{html.escape(words.version)} · {html.escape(CREDIT)}</span> {handling}</footer>
<script>{scripts["outside"]}</script>
</body>
</html>
"""


def _frame(theme: str, fonts: str, script: str) -> str:
    ground = THEMES[theme].page
    styles = "\n".join(
        (ASSETS / name).read_text("utf-8") for name in ("vendor/leaflet/leaflet.css", "muster.css")
    )
    # Leaflet's pictures of controls that this map does not have.
    styles += "\n.muster-link.muster-card { display: none; }\n"
    styles = re.sub(r"url\((?!data:)[^)]*\)", "none", styles)
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><style>:root {{ --background-color: {ground}; }}\n{fonts}\n{styles}</style></head>'
        f'<body><div id="parent"><div id="map_div"></div></div><script>{script}</script></body></html>'
    )


def _inside(dataset: Dataset, spec: FigureSpec, speakers: list[str]) -> str:
    config = {"data": "muster:claims", "shapes": "muster:shapes/", "basemap": "muster:basemap/"}
    composed = folium_map.compose_with(config)
    root: Any = composed.get_root()
    root.render()
    script = _MAP_ID.sub("map_div", root.script.render())
    return "\n;\n".join(
        [
            (ASSETS / "onefile_map.js").read_text("utf-8"),
            bundle(BUNDLE).decode(),
            script,
            f"muster.command({json.dumps(_order(dataset, spec, speakers), sort_keys=True)});",
        ]
    ).replace("</script", "<\\/script")


def _order(dataset: Dataset, spec: FigureSpec, speakers: list[str]) -> dict[str, Any]:
    asked = spec.selection
    sources = list(dataset.sources)
    order = {
        "selection": selection_order(dataset, asked),
        "undated": asked.undated,
        "present": False,
        "push": {
            "id": 1,
            "from": asked.event_from.isoformat() if asked.event_from else "",
            "to": asked.event_to.isoformat() if asked.event_to else "",
            "place": -1,
            "bin": "",
            "as_of": asked.as_of.isoformat() if asked.as_of else "",
        },
        "switches": [sources.index(key) for key in speakers],
        "token": "onefile",
    }
    folium_map.check_order(order)
    return order


def _speakers(dataset: Dataset) -> list[str]:
    said = {claim.originator_id for claim in dataset.claims if claim.tier is not Tier.SECONDARY}
    found = [key for key in dataset.sources if key in said]
    return found if len(found) <= _MOST_SWITCHES else []


def _switch(dataset: Dataset, key: str, spec: FigureSpec) -> dict[str, Any]:
    source, theme = dataset.sources[key], THEMES["dark" if spec.theme == "dark" else "light"]
    on = not spec.selection.originators or key in spec.selection.originators
    return {
        "name": source.called,
        "colour": family_of(source.kind).colour(theme),
        "on": on,
    }


def _claim(dataset: Dataset, claim: Claim, spec: FigureSpec) -> dict[str, str]:
    source, theme = dataset.sources[claim.originator_id], THEMES["dark" if spec.theme == "dark" else "light"]
    standing = standing_words(dataset, claim, spec.selection.as_of)
    what = [claim.kind.label.lower(), figure_words(dataset, claim), standing]
    return {
        "who": source.called,
        "colour": family_of(source.kind).colour(theme),
        "what": " · ".join(part for part in what if part),
        "summary": claim.summary,
        "when": f"{event_words(claim)} · {said_words(dataset, claim)}",
    }


def _handling(text: str) -> str:
    if not text:
        return ""
    label = text.upper().replace(" ", "")
    tlp = f' data-tlp="{html.escape(label[4:])}"' if label.startswith("TLP:") else ""
    return f'<span class="handling"{tlp}>{html.escape(text)}</span>'


def _json(value: Any) -> str:
    return _escaped(json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False))


def _escaped(text: str) -> str:
    """Return JSON that cannot end the element that it stands in, nor begin a comment."""
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


@functools.lru_cache(maxsize=64)
def _basemap(name: str) -> Any:
    return json.loads((paths.BASEMAP / name).read_text("utf-8"))


def _tiles(document: dict[str, Any]) -> list[str]:
    """Return the fine tiles of the quick extents, and of all that is drawn where that is little."""
    boxes = [extent["bounds"] for extent in document["extents"] if extent["bounds"]]
    whole = document["bounds"]
    if whole and len(_tiles_of([whole])) <= _MOST_TILES // 2:
        boxes.append(whole)
    return _tiles_of(boxes)[:_MOST_TILES]


def _tiles_of(boxes: Iterable[list[float]]) -> list[str]:
    names: dict[str, None] = {}
    for west, south, east, north in boxes:
        for x in range(math.floor((west - 2 + 180) / _TILE), math.floor((east + 2 + 180) / _TILE) + 1):
            for y in range(math.floor((south - 2 + 90) / _TILE), math.floor((north + 2 + 90) / _TILE) + 1):
                name = f"tiles/{x % (360 // _TILE)}_{y}.json"
                if (paths.BASEMAP / name).is_file():
                    names[name] = None
    return sorted(names)


def _fonts(text: str) -> str:
    """Return the faces that the page's text needs, their files inside."""
    letters = set(map(ord, text))
    rules = []
    for face in _FACE.finditer((ASSETS / "vendor" / "fonts.css").read_text("utf-8")):
        if letters & _codes(face["range"]):
            body = base64.b64encode((ASSETS / "vendor" / face["file"]).read_bytes()).decode()
            rules.append(face[0].replace(face["file"], f"data:font/woff2;base64,{body}"))
    return "\n".join(rules)


@functools.lru_cache(maxsize=256)
def _codes(ranges: str) -> frozenset[int]:
    found: set[int] = set()
    for part in ranges.split(","):
        first, _, last = part.strip().removeprefix("U+").partition("-")
        found |= set(range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(found)
