"""The answers as plain values for JSON: days as YYYY-MM-DD, what is not known as None, nothing left out."""

from __future__ import annotations

from typing import Any

from muster.model import Dataset
from muster.query.disagreements import Disagreement, disagreements
from muster.query.echoes import echoes
from muster.query.engine import answer
from muster.query.news import News, NewsItem
from muster.query.presence import presence
from muster.query.selection import Selection
from muster.query.speakers import sources
from muster.query.strength import strength, strength_by_day
from muster.query.totals import Range
from muster.vocabulary import Known


def tally_json(dataset: Dataset, selection: Selection) -> dict[str, int]:
    """Return the codebook's bins by name, in its order, and `total`."""
    found = answer(dataset, selection)
    return {**{name.value: count for name, count in found.tally.items()}, "total": found.total}


def presence_json(dataset: Dataset, selection: Selection) -> dict[str, Any]:
    """Return `places` (several kinds of status are joined by a comma) and `tally`."""
    places = [
        {
            "place_id": row.place_id,
            "claims": row.claims,
            "statements": row.statements,
            "assertions": row.assertions,
            "originators": row.originators,
            "count_low": row.people.low,
            "count_best": row.people.best,
            "count_high": row.people.high,
            "status": ", ".join(status.value for status in row.status),
            "first_event": iso(row.first_event),
            "last_event": iso(row.last_event),
            "first_reported": iso(row.first_reported),
            "last_reported": iso(row.last_reported),
        }
        for row in presence(dataset, selection)
    ]
    return {"places": places, "tally": tally_json(dataset, selection)}


def strength_json(dataset: Dataset, selection: Selection) -> dict[str, Any]:
    """Return `present` and `planned` as ranges with their claims, and the `series` of both by day."""
    whole = strength(dataset, selection)
    series = [
        {
            "day": step.day.isoformat(),
            "present": range_json(step.strength.present),
            "planned": range_json(step.strength.planned),
        }
        for step in strength_by_day(dataset, selection)
    ]
    return {"present": range_json(whole.present), "planned": range_json(whole.planned), "series": series}


def range_json(people: Range) -> dict[str, Any]:
    """Return one range with the claims that gave it."""
    return {"low": people.low, "best": people.best, "high": people.high, "claims": list(people.claim_ids)}


def echoes_json(dataset: Dataset, selection: Selection) -> list[dict[str, Any]]:
    """Return each assertion with all that carry it and what each changed."""
    return [
        {
            "assertion_id": echo.assertion_id,
            "originator": echo.originator_id,
            "documents": list(echo.documents),
            "claims": list(echo.claim_ids),
            "first_published": iso(echo.first_published),
            "changes": [
                {
                    "claim_id": change.claim_id,
                    "document_id": change.document_id,
                    "change": change.change,
                    "from": change.before or None,
                    "to": change.after or None,
                }
                for change in echo.changes
            ],
        }
        for echo in echoes(dataset, selection)
    ]


def disagreements_json(dataset: Dataset, selection: Selection) -> list[dict[str, str]]:
    """Return each disagreement with its scope."""
    return [_disagreement(found) for found in disagreements(dataset, selection)]


def _disagreement(found: Disagreement) -> dict[str, str]:
    return {"kind": found.kind, "of": found.of, "by": found.by, "scope": found.scope}


def news_json(found: News) -> dict[str, Any]:
    """Return what is new, changed, carried again, contradicted and possibly new."""

    def item(one: NewsItem) -> dict[str, Any]:
        return {
            "assertion_id": one.assertion_id,
            "originator": one.originator_id,
            "label": one.label,
            "claims": list(one.claim_ids),
            "updates": list(one.updates),
            "known": (Known.KNOWN if one.is_sure else Known.POSSIBLY).value,
        }

    return {
        "new": [item(one) for one in found.new],
        "changed": [item(one) for one in found.changed],
        "carried": [item(one) for one in found.carried],
        "contradicted": [_disagreement(one) for one in found.contradicted],
        "possibly_new": [item(one) for one in found.possibly_new],
    }


def sources_json(dataset: Dataset, selection: Selection) -> list[dict[str, Any]]:
    """Return who spoke when, with kind and reliability (F: cannot be judged)."""
    return [
        {
            "source_id": row.source_id,
            "kind": dataset.sources[row.source_id].kind.value,
            "reliability": dataset.sources[row.source_id].reliability.value,
            "claims": row.claims,
            "assertions": row.assertions,
            "first_said": iso(row.first_said),
            "last_said": iso(row.last_said),
            "first": row.first,
            "alone": row.alone,
            "corroborated_later": row.corroborated_later,
        }
        for row in sources(dataset, selection)
    ]


def iso(day: Any) -> str | None:
    """Return a day as YYYY-MM-DD, None for none."""
    return None if day is None else day.isoformat()
