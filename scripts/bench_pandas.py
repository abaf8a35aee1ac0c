"""The questions of counting in pandas, vectorised: the baseline of `scripts/bench --counting`.

It gets the same work done ahead as the engine does: ids as numbers, terms as categories, links walked to their end, the
days of assertions. It gives the same answers; the bench compares them.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from muster.query.cells import KINDS, Grid
from muster.query.derived import GRID_BITS
from muster.query.selection import Selection

PRESENT, PLANNED, ANSWER, OTHER = 1, 2, 3, 0
LINKS = ("informants", "datings", "wholes", "around", "inside", "updates", "opposed")
DAY_COLUMNS = ("event_start", "event_end", "known_earliest", "known_latest", "disputed_from", "denied_from")
UNUSED = ("claim_id", "lat", "lon", "place_text", "attribution", "count_hedge")
OPEN_START, OPEN_END = -(10**6), 10**6


def number_of(day: date) -> int:
    """Return whole days since 1970."""
    return (day - date(1970, 1, 1)).days


class Claims:
    """All claims as one data frame, days as numbers (NaN for none), and the links beside it."""

    def __init__(self, folder: Path) -> None:
        frame = pd.read_parquet(folder / "claims", partitioning=None)
        frame = frame.drop(columns=[c for c in UNUSED if c in frame])
        for column in DAY_COLUMNS:
            frame[column] = _numbers(frame[column])
        for column in frame.columns:
            if frame[column].dtype == object or str(frame[column].dtype) in {"str", "string"}:
                frame[column] = frame[column].astype("category")
        self.claims = frame.sort_values("position", ignore_index=True)
        for name in LINKS:
            table = pd.read_parquet(folder / f"{name}.parquet")
            for column in ("since", "until", "first_day", "last_day", "of_from", "by_from"):
                if column in table:
                    table[column] = _numbers(table[column])
            setattr(self, name, table)

    # What the tally and the lists go by.

    def masks(self, s: Selection) -> dict[str, Any]:
        c = self.claims
        no = np.zeros(len(c), dtype=bool)
        undated = c.event_start.isna() & c.event_end.isna() if s.asks_window else no
        outside = no.copy()
        if s.event_from:
            outside |= (c.event_end < number_of(s.event_from)).to_numpy()
        if s.event_to:
            outside |= (c.event_start > number_of(s.event_to)).to_numpy()
        unknown = (c.known_earliest > number_of(s.as_of)).to_numpy() if s.as_of else no
        dateless = no if s.undated else undated
        return {
            "background": (c.tier == "secondary").to_numpy(),
            "not_yet_known": unknown,
            "no_place": ~c.has_place.to_numpy(),
            "no_date": np.asarray(dateless),
            "outside": outside,
        }

    def tally(self, s: Selection) -> dict[str, int]:
        masks = self.masks(s)
        bins = np.select(list(masks.values()), range(len(masks)), default=len(masks))
        counted = np.bincount(bins, minlength=len(masks) + 1)
        return dict(zip((*masks, "shown"), counted.tolist(), strict=True))

    def listed(self, s: Selection) -> pd.DataFrame:
        masks = self.masks(s)
        return self.claims[~(masks["not_yet_known"] | masks["no_date"] | masks["outside"])]

    def said(self, s: Selection) -> pd.DataFrame:
        listed = self.listed(s)
        return listed[(listed.tier != "secondary") & listed.assertion_id.notna()]

    def shown(self, s: Selection) -> pd.DataFrame:
        masks = self.masks(s)
        shown = self.claims[~np.logical_or.reduce(list(masks.values()))]
        d = self.datings
        as_of = number_of(s.as_of) if s.as_of else None
        holds = d.until.isna() if as_of is None else (d.since <= as_of) & (d.until.isna() | (d.until > as_of))
        days = d[holds].drop(columns=["since", "until"]).assign(is_dated=True)
        shown = shown.merge(days, on=["assertion_id", "role"], how="left")
        dated = shown.is_dated.notna()
        outside = np.zeros(len(shown), dtype=bool)
        if s.event_from:
            outside |= (shown.last_day < number_of(s.event_from)).to_numpy()
        if s.event_to:
            outside |= (shown.first_day > number_of(s.event_to)).to_numpy()
        shown["is_elsewhere"] = dated & outside
        shown["first_day"] = shown.first_day.where(dated, shown.event_start)
        shown["last_day"] = shown.last_day.where(dated, shown.event_end)
        last = shown.known_latest.fillna(shown.known_earliest)
        shown["last_known"] = last if as_of is None else last.clip(upper=as_of)
        for flag, column in (("is_disputed", "disputed_from"), ("is_denied", "denied_from")):
            shown[flag] = shown[column].notna() if as_of is None else shown[column] <= as_of
        return shown

    # Numbers of people.

    @staticmethod
    def first_said(numbers: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
        ordered = numbers.sort_values("said_order")
        opening = ordered.groupby(keys, sort=False, observed=True).statement_id.transform("first")
        together = ordered[ordered.statement_id == opening].sort_values(
            ["size", "position"], ascending=[False, True]
        )
        return together.drop_duplicates(keys)

    @staticmethod
    def combine(standing: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
        low = standing.count_low.fillna(standing.count_best)
        high = standing.count_high.fillna(standing.count_best)
        found = standing.assign(
            low=low, high=high, low2=low.fillna(standing["size"]), high2=high.fillna(standing["size"])
        )
        out = found.groupby(keys, observed=True).agg(
            figures=("size", "size"), low=("low", "min"), high=("high", "max"), low2=("low2", "min"),
            high2=("high2", "max"), least=("count_best", "min"), most=("count_best", "max"), best=("count_best", "count"),
        )  # fmt: skip
        alone = out.figures == 1
        agrees = (out.best == out.figures) & (out.least == out.most)
        return pd.DataFrame(
            {
                "low": out.low.where(alone, out.low2),
                "best": out.least.where(agrees),
                "high": out.high.where(alone, out.high2),
                "figures": out.figures,
            }
        ).reset_index()

    def presence(self, s: Selection) -> list[tuple[Any, ...]]:
        shown = self.shown(s)
        here = shown[(shown.role == PRESENT) & ~shown.is_elsewhere].copy()
        here["key"] = here.assertion_id.fillna(here.group_id)
        by_place = here.groupby("place_id", observed=True)
        base = by_place.agg(
            claims=("position", "size"), statements=("statement_id", "nunique"), assertions=("assertion_id", "nunique"),
            first_event=("first_day", "min"), last_event=("last_day", "max"), first_reported=("known_earliest", "min"),
            last_reported=("last_known", "max"), disputed=("is_disputed", "max"), denied=("is_denied", "max"),
        )  # fmt: skip
        newest = (
            here.groupby(["place_id", "key"], observed=True)
            .known_earliest.min()
            .groupby("place_id", observed=True)
            .max()
        )
        speakers = here.loc[~here.is_alone, ["place_id", "group_id", "originator_id"]].drop_duplicates()
        speakers["originator_id"] = speakers.originator_id.astype(object)
        told = speakers.merge(self.informants, left_on="originator_id", right_on="informant_id")
        led = (
            told[["place_id", "group_id", "source_id"]]
            .rename(columns={"source_id": "originator_id"})
            .drop_duplicates()
        )
        left = speakers.merge(led, how="left", on=["place_id", "group_id", "originator_id"], indicator=True)
        left = left[left["_merge"] == "left_only"]
        origins = (
            left.groupby(["place_id", "group_id"], observed=True)
            .size()
            .groupby("place_id", observed=True)
            .max()
        )
        numbers = here[here.gives_people].copy()
        fineness = numbers.geo_precision.fillna(9)
        numbers = numbers[fineness == fineness.groupby(numbers.key).transform("min")]
        pairs = numbers[["place_id", "key"]].drop_duplicates()
        parts = pairs.merge(self.wholes, left_on="key", right_on="assertion_id")[
            ["place_id", "key", "whole_id"]
        ]
        inner = parts.merge(pairs.rename(columns={"key": "whole_id"}), on=["place_id", "whole_id"])
        out = pd.MultiIndex.from_frame(inner[["place_id", "key"]].drop_duplicates())
        numbers = numbers[~pd.MultiIndex.from_frame(numbers[["place_id", "key"]]).isin(out)]
        ranges = self.combine(self.first_said(numbers, ["place_id", "key"]), ["place_id"]).set_index(
            "place_id"
        )
        base = base.join(ranges).join(newest.rename("newest"))
        base["originators"] = origins.reindex(base.index).fillna(1)
        columns = [
            "claims", "statements", "assertions", "originators", "low", "best", "high", "figures", "first_event",
            "last_event", "first_reported", "last_reported",
        ]  # fmt: skip
        base["figures"] = base.figures.fillna(0)
        return [
            (str(place), *map(whole, row[:-2]), bool(row[-2]), bool(row[-1]))
            for place, *row in base[[*columns, "disputed", "denied"]].itertuples()
        ]

    def numbers(self, s: Selection) -> pd.DataFrame:
        shown = self.shown(s)
        n = shown[
            shown.gives_people
            & shown.assertion_id.notna()
            & shown.role.isin([PRESENT, PLANNED])
            & ~shown.is_elsewhere
        ].copy()
        n["precision"] = n.geo_precision.fillna(9)
        n["on_from"] = np.maximum(n.event_start.fillna(OPEN_START), n.first_day.fillna(OPEN_START))
        n["on_to"] = np.minimum(n.event_end.fillna(OPEN_END), n.last_day.fillna(OPEN_END))
        n["originator_id"] = n.originator_id.astype(object)
        # Present and planned troops of each origin are counted apart.
        n["troops"] = pd.factorize(n.troop_origin)[0] * 4 + n.role
        return n

    def standing(self, numbers: pd.DataFrame) -> pd.DataFrame:
        keys = ["role", "assertion_id"]
        has_fled = numbers.is_desertion
        numbers = numbers[~has_fled | ~numbers.troops.isin(numbers.troops[~has_fled])]
        inner = numbers[keys].drop_duplicates()
        around = inner.merge(self.around, on="assertion_id")
        held = around.merge(inner.rename(columns={"assertion_id": "other_id"}), on=["role", "other_id"])
        out = pd.MultiIndex.from_frame(held[keys].drop_duplicates())
        free = numbers[~pd.MultiIndex.from_frame(numbers[keys]).isin(out)]
        finest = free.groupby(keys).precision.min()
        said = self.first_said(free, keys)
        said = said.assign(is_total=finest.reindex(pd.MultiIndex.from_frame(said[keys])).to_numpy() >= 5)
        totals, local = said[said.is_total], said[~said.is_total]
        largest = totals.groupby("troops")["size"].max()
        local = local[local["size"] > local.troops.map(largest).fillna(-1)]
        local = local.sort_values(["size", "position"], ascending=[False, True])
        local = local.drop_duplicates(["troops", "originator_id"])
        tops = pd.concat([totals, local])
        told = tops.merge(self.informants, left_on="originator_id", right_on="source_id")
        other = tops[["role", "group_id", "size", "originator_id"]].rename(
            columns={"originator_id": "informant_id"}
        )
        repeats = told.merge(other, on=["role", "group_id", "size", "informant_id"]).position
        tops = tops[~tops.position.isin(repeats)]
        bounded = tops[tops.count_low.isna() & tops.count_best.isna()]
        pairs = (
            bounded[["role", "assertion_id"]]
            .rename(columns={"assertion_id": "whole_id"})
            .merge(self.inside, on="whole_id")
        )
        wide = numbers[numbers.precision >= 5]
        wide = wide[wide.assertion_id.isin(pairs.assertion_id)]
        if len(wide):
            parts = pairs.merge(self.first_said(wide, keys)[[*keys, "size"]], on=keys)
            least = parts.groupby(["role", "whole_id"])["size"].max()
            index = pd.MultiIndex.from_frame(tops[keys])
            part = least.reindex(index).to_numpy()
            is_bounded = (tops.count_low.isna() & tops.count_best.isna()).to_numpy()
            tops = tops.assign(count_low=tops.count_low.where(~is_bounded, part))
        return tops

    def strength(self, s: Selection) -> list[tuple[Any, ...]]:
        ranges = self.combine(self.standing(self.numbers(s)), ["role"])
        return [
            tuple(map(whole, row))
            for row in ranges[["role", "low", "best", "high", "figures"]].itertuples(index=False)
        ]

    def series(self, s: Selection) -> list[tuple[Any, ...]]:
        numbers = self.numbers(s)
        found = []
        day = s.event_from
        while day is not None and s.event_to is not None and day <= s.event_to:
            n = number_of(day)
            here = numbers[(numbers.on_from <= n) & (numbers.on_to >= n)]
            ranges = self.combine(self.standing(here), ["role"])
            rows = ranges[["role", "low", "best", "high", "figures"]].itertuples(index=False)
            found += [(str(day), *map(whole, row)) for row in rows]
            day += timedelta(days=1)
        return found

    # Lists.

    def echoes(self, s: Selection) -> tuple[int, list[tuple[int, int]]]:
        counted = self.said(s).groupby("assertion_id").size()
        return len(counted), [(int(key), int(n)) for key, n in counted.head(100).items()]

    def opposed_listed(self, s: Selection) -> pd.DataFrame:
        pairs = self.opposed
        if s.as_of:
            pairs = pairs[(pairs.of_from <= number_of(s.as_of)) & (pairs.by_from <= number_of(s.as_of))]
        listed = self.listed(s)
        assertions = listed.assertion_id.dropna().unique()
        is_listed = (
            pairs.of_id.isin(assertions)
            | (pairs.by_position.isna() & pairs.by_id.isin(assertions))
            | pairs.by_position.isin(listed.position)
        )
        return pairs[is_listed]

    def disagreements(self, s: Selection) -> tuple[int, list[tuple[str, int]]]:
        found = self.opposed_listed(s).sort_values("place_in_order")
        return len(found), [
            (str(k), int(o)) for k, o in found[["kind", "of_id"]].head(100).itertuples(index=False)
        ]

    def news(self, s: Selection, since: date) -> tuple[int, ...]:
        said = self.said(s)
        is_fresh = said.known_earliest > number_of(since)
        new = said[is_fresh].assertion_id.unique()
        old = said[~is_fresh].assertion_id
        carried = np.isin(new, old[old.isin(new)].unique())
        fresh = new[~carried]
        updates = self.updates[self.updates.assertion_id.isin(fresh)]
        changed = updates[updates.old_id.isin(said.assertion_id)].assertion_id.nunique()
        sides = ["kind", "of_id", "by_key"]
        before = Selection(s.event_from, s.event_to, since, undated=s.undated)
        stood = pd.MultiIndex.from_frame(self.opposed_listed(before)[sides])
        after = pd.MultiIndex.from_frame(self.opposed_listed(s)[sides])
        return len(fresh), int(changed), int(carried.sum()), int((~after.isin(stood)).sum())

    def sources(self, s: Selection) -> list[tuple[Any, ...]]:
        listed = self.listed(s)
        said = listed[listed.tier != "secondary"]
        base = said.groupby("originator_id", observed=True).agg(
            claims=("position", "size"), assertions=("assertion_id", "nunique"), first=("known_earliest", "min")
        )  # fmt: skip
        matter = said.assertion_id.astype("float64").fillna(-1.0 - said.position)
        opened = said.known_earliest.groupby([said.originator_id, matter], observed=True).min()
        base["last"] = opened.groupby(level=0, observed=True).max()
        asserting = said[said.stance.isin(["asserts", "confirms"])]
        days = (
            asserting.groupby(["group_id", "originator_id"], observed=True)
            .known_earliest.min()
            .rename("day")
            .reset_index()
        )
        days["originator_id"] = days.originator_id.astype(object)
        shared = days[days.groupby("group_id").originator_id.transform("size") > 1]
        both = shared.merge(shared, on="group_id", suffixes=("", "_other"))
        both = both[both.originator_id != both.originator_id_other]
        pairs = pd.concat(
            [
                self.informants,
                self.informants.rename(columns={"source_id": "informant_id", "informant_id": "source_id"}),
            ]
        )
        tied = pd.MultiIndex.from_frame(pairs)
        both["apart"] = ~pd.MultiIndex.from_frame(both[["originator_id", "originator_id_other"]]).isin(tied)
        both["beaten"] = both.day.isna() | (both.day_other < both.day)
        both["later"] = both.apart & (both.day <= both.day_other)
        each = (
            both.groupby(["group_id", "originator_id"])
            .agg(beaten=("beaten", "max"), apart=("apart", "max"), later=("later", "max"))
            .reset_index()
        )
        counted = each.groupby("originator_id").agg(
            first=("beaten", lambda b: (~b).sum()), beside=("apart", "sum"), later=("later", "sum")
        )
        matters = days.groupby("originator_id").size()
        out = []
        for key, claims, assertions, first, last in base.itertuples():
            row = counted.loc[key] if key in counted.index else {"first": 0, "beside": 0, "later": 0}
            alone = int(matters.get(key, 0)) - int(row["beside"])
            out.append(
                (
                    str(key),
                    int(claims),
                    int(assertions),
                    whole(first),
                    whole(last),
                    int(row["first"]),
                    alone,
                    int(row["later"]),
                )
            )
        return out

    def cells(self, s: Selection, grid: Grid) -> tuple[list[Any], list[Any]]:
        shown = self.shown(s)
        placed = shown[shown.grid_x.notna()]
        shift = 1 << (GRID_BITS - grid.level)
        x, y = placed.grid_x // shift, placed.grid_y // shift
        inside = (x >= grid.west) & (x <= grid.east) & (y >= grid.north) & (y <= grid.south)
        placed = placed[inside].assign(x=x[inside], y=y[inside])
        vague = shown[shown.grid_x.isna() & shown.place_id.notna()]
        return self._counted(placed, ["x", "y"]), self._counted(vague, ["place_id"])

    def _counted(self, rows: pd.DataFrame, keys: list[str]) -> list[Any]:
        answer = rows.role == ANSWER
        away = rows.is_elsewhere & ~answer
        rows = rows.assign(
            present=(rows.role == PRESENT) & ~away, planned=(rows.role == PLANNED) & ~away,
            answers=(answer | (rows.role == OTHER)) & ~away, elsewhere=away,
        )  # fmt: skip
        base = rows.groupby(keys, observed=True).agg(
            claims=("position", "size"), present=("present", "sum"), planned=("planned", "sum"),
            answers=("answers", "sum"), elsewhere=("elsewhere", "sum"),
        )  # fmt: skip
        speakers = rows.loc[rows.present, [*keys, "originator_id"]].drop_duplicates()
        speakers["originator_id"] = speakers.originator_id.astype(object)
        told = speakers.merge(self.informants, left_on="originator_id", right_on="informant_id")
        led = told[[*keys, "source_id"]].rename(columns={"source_id": "originator_id"}).drop_duplicates()
        left = speakers.merge(led, how="left", on=[*keys, "originator_id"], indicator=True)
        origins = left[left["_merge"] == "left_only"].groupby(keys, observed=True).size()
        kinds = rows[[*keys, "originator_kind", "present"]].drop_duplicates()
        kinds["bit"] = kinds.originator_kind.astype(object).map(
            {kind: 1 << i for i, kind in enumerate(KINDS)}
        )
        here = kinds[kinds.present].groupby(keys, observed=True).bit.sum()
        other = kinds[~kinds.present].groupby(keys, observed=True).bit.sum()
        base["origins"] = origins.reindex(base.index).fillna(0)
        base["kinds"] = here.reindex(base.index).where(base.present > 0, other.reindex(base.index))
        index = base.index.tolist()
        return sorted(
            (*(map(whole, key) if isinstance(key, tuple) else (str(key),)), *map(int, row))
            for key, row in zip(index, base.itertuples(index=False), strict=True)
        )


def whole(value: Any) -> int | None:
    """Return a number as a whole one, None for none."""
    return None if value is None or pd.isna(value) else int(value)


def _numbers(column: pd.Series) -> pd.Series:
    days = pd.to_datetime(column, errors="coerce").astype("datetime64[s]")
    found = (days - pd.Timestamp("1970-01-01")) / pd.Timedelta(days=1)
    return found.where(column.notna()).fillna(
        pd.Series(np.where(column.notna(), OPEN_START, np.nan), index=column.index)
    )
