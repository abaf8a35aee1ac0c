"""The map counts by the same rule as the server: the cases that were worked by hand, in the page's own script."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from app_server import Server
from standing_cases import CASES, dataset_of
from visiting import Visit

from muster.model import Dataset
from muster.web.payload import encode_claims

pytestmark = pytest.mark.browser
SAID = """(documents) => documents.map((data) => {
  const claims = new muster.Claims(data);
  claims.window(null, null, true);
  return [claims.totals(1).map((f) => f.assertion).sort((x, y) => x - y), muster.headline.sentence(claims)];
})"""


def test_the_numbers_that_stand_and_the_words_are_those_of_the_server(
    server: Server, visit: Callable[..., Visit], shipped: Dataset
) -> None:
    v = visit(server.url)
    v.ready()
    documents = [json.loads(encode_claims(dataset_of(shipped, case))) for case in CASES.values()]
    found = v.frame.evaluate(SAID, documents)
    expected = [[sorted(case.standing), case.sentence] for case in CASES.values()]
    assert dict(zip(CASES, found, strict=True)) == dict(zip(CASES, expected, strict=True))


LABEL = """([data, id]) => {
  const claims = new muster.Claims(data), labels = Object.create(muster.Labels.prototype);
  claims.window(null, null, true);
  labels.state = { data };
  return labels.said(claims.placeSummary(data.places.findIndex((place) => place.id === id)), claims).parts;
}"""


def test_a_number_on_the_map_stands_with_its_own_days(
    server: Server, visit: Callable[..., Visit], shipped: Dataset
) -> None:
    v = visit(server.url)
    v.ready()
    dataset = dataset_of(shipped, CASES["two originators at one town disagree"])
    first, second = dataset.claims
    early = replace(second, event_start=date(2024, 10, 1), event_end=date(2024, 10, 3))
    data = json.loads(encode_claims(replace(dataset, claims=(first, early))))
    assert v.frame.evaluate(LABEL, [data, "ussuriysk"])[:3] == [
        "600 (Ukraine GUR)",
        "16 Oct",
        "other figures",
    ]
