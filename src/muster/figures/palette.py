"""Colours of the three themes: those of the web map, and greys for paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields

from muster.vocabulary import SourceKind

FADED = 0.55
"""What is left of the strength of what is possible only, or undated."""


@dataclass(frozen=True, slots=True)
class Family:
    """Kinds of source that share a colour and a sign; `colours` by theme. The sign survives a grey printer."""

    label: str
    kinds: tuple[SourceKind, ...]
    colours: tuple[str, str, str]
    sign: str

    def colour(self, theme: Theme) -> str:
        return self.colours[("light", "dark", "print").index(theme.name)]


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of a theme. `wash` and `solid` are how strongly one origin, and two or more, fill an area."""

    name: str
    page: str
    ink: str
    quiet: str
    rule: str
    accent: str
    planned: str
    water: str
    land: str
    coast: str
    river: str
    admin: str
    country: str
    label: str
    strong_label: str
    casing: str
    wash: float
    solid: float


FAMILIES = (
    Family(
        "Intelligence service",
        (SourceKind.INTELLIGENCE_SERVICE,),
        ("#0072b2", "#56b4e9", "#000000"),
        "circle",
    ),
    Family(
        "Government, military, alliance, lawmaker",
        (SourceKind.GOVERNMENT, SourceKind.MILITARY, SourceKind.ALLIANCE, SourceKind.LAWMAKER),
        ("#d55e00", "#f28e3c", "#4f4f4f"),
        "square",
    ),
    Family("Media", (SourceKind.MEDIA,), ("#009e73", "#2fc79b", "#6e6e6e"), "triangle"),
    Family(
        "Think tank, individual",
        (SourceKind.THINK_TANK, SourceKind.INDIVIDUAL),
        ("#a8518a", "#d98cc0", "#333333"),
        "diamond",
    ),
    Family(
        "Party to it, or not given",
        (SourceKind.PARTY, SourceKind.UNATTRIBUTED),
        ("#6b7075", "#a9b0b6", "#8a8a8a"),
        "bar",
    ),
)
_OF_KIND = {kind: family for family in FAMILIES for kind in family.kinds}

THEMES = {
    theme.name: theme
    for theme in (
        Theme(
            "light", page="#ffffff", ink="#1b2228", quiet="#565e65", rule="#d6d9db", accent="#1f4e79", planned="#747b82",
            water="#dde7ec", land="#f7f6f1", coast="#a9b4b9", river="#cbdbe3", admin="#dcd8ce", country="#a09d93",
            label="#7d7b74", strong_label="#65635d", casing="#ffffff", wash=0.20, solid=0.50,
        ),
        Theme(
            "dark", page="#14191e", ink="#f0f3f5", quiet="#a9b3bb", rule="#37424a", accent="#8fc1ee", planned="#98a2aa",
            water="#0f1519", land="#222b31", coast="#46535c", river="#182026", admin="#303a42", country="#606d77",
            label="#8d99a2", strong_label="#a9b4bc", casing="#14191e", wash=0.26, solid=0.55,
        ),
        Theme(
            "print", page="#ffffff", ink="#000000", quiet="#4a4a4a", rule="#bdbdbd", accent="#000000", planned="#7a7a7a",
            water="#e9e9e9", land="#ffffff", coast="#9a9a9a", river="#dedede", admin="#dddddd", country="#9c9c9c",
            label="#707070", strong_label="#565656", casing="#ffffff", wash=0.18, solid=0.42,
        ),
    )
}  # fmt: skip


def family_of(kind: SourceKind) -> Family:
    """Return the family of a kind of source."""
    return _OF_KIND[kind]


def families_of(kinds: Iterable[SourceKind]) -> tuple[Family, ...]:
    """Return the families of some kinds, each once, in the legend's order."""
    present = {_OF_KIND[kind].label for kind in kinds}
    return tuple(family for family in FAMILIES if family.label in present)


def coded(theme: Theme) -> tuple[str, ...]:
    """Return the colours of a theme that mean something, each once: those of the families, their fills on land, and its own."""
    of_families = [family.colour(theme) for family in FAMILIES]
    fills = [
        _mixed(colour, theme.land, share * faded)
        for colour in of_families
        for share in (theme.wash, theme.wash + 0.06, theme.solid)
        for faded in (1.0, FADED)
    ]
    own = [value for field in fields(theme) if isinstance(value := getattr(theme, field.name), str)]
    return tuple(dict.fromkeys([*of_families, *fills, *(value for value in own if value.startswith("#"))]))


def _mixed(colour: str, ground: str, share: float) -> str:
    """Return a colour as it looks over a ground that it covers to a share."""
    pairs = ((int(colour[at : at + 2], 16), int(ground[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(above * share + below * (1 - share)):02x}" for above, below in pairs)
