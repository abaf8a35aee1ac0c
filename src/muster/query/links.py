"""How assertions and sources hang together, walked to the end: what no engine is asked to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TypeVar

from muster.model import Dataset

Key = TypeVar("Key", str, int)


def reach(start: Key, links: Mapping[Key, Iterable[Key]]) -> frozenset[Key]:
    """Return all that is linked from `start`, at any remove; `start` itself only where the links come back to it."""
    found: set[Key] = set()
    waiting = list(links.get(start, ()))
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting.extend(links.get(key, ()))
    return frozenset(found)


@lru_cache(maxsize=4)
def linked(dataset: Dataset) -> Mapping[str, str]:
    """Return for every assertion the first id of those that `supports` joins it with, at any remove."""
    lead = {key: key for key in dataset.assertions}

    def find(key: str) -> str:
        while lead[key] != key:
            key = lead[key]
        return key

    for assertion in dataset.assertions.values():
        for other in assertion.supports:
            first, second = sorted((find(assertion.assertion_id), find(other)))
            lead[second] = first
    return {key: find(key) for key in lead}


@lru_cache(maxsize=4)
def replaced_by(dataset: Dataset) -> Mapping[str, frozenset[str]]:
    """Return for every assertion those that replace it as newer knowledge, at any remove."""
    newer: dict[str, list[str]] = {key: [] for key in dataset.assertions}
    for key, assertion in dataset.assertions.items():
        for old in assertion.updates:
            newer[old].append(key)
    return {key: reach(key, newer) for key in newer}


@lru_cache(maxsize=4)
def wholes_of(dataset: Dataset) -> Mapping[str, frozenset[str]]:
    """Return for every assertion the larger totals that it is inside of, at any remove."""
    return {key: dataset.wholes(key) for key in dataset.assertions}


@lru_cache(maxsize=4)
def allies(dataset: Dataset) -> Mapping[str, tuple[str, ...]]:
    """Return the assertions that claims carry, by the lead of those that `supports` joins."""
    lead = linked(dataset)
    carried = dict.fromkeys(claim.assertion_id for claim in dataset.claims if claim.assertion_id)
    groups: dict[str, list[str]] = {}
    for key in carried:
        groups.setdefault(lead[key], []).append(key)
    return {key: tuple(members) for key, members in groups.items()}


def informants(dataset: Dataset) -> list[tuple[str, str]]:
    """Return each source with each other source that informs it, at any remove, in the order of the table."""
    told = {key: source.informed_by for key, source in dataset.sources.items()}
    return [(key, other) for key in told for other in sorted(reach(key, told)) if other != key]
