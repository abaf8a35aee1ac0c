"""Where nothing can be written every page is shown, with one line that says so."""

from __future__ import annotations

import pytest
from opening import open_at, texts

from muster.ui import places_to_go as pages


@pytest.mark.parametrize(
    "page",
    [pages.TIMELINE, pages.EVIDENCE, pages.CONTRIBUTE, pages.GAZETTEER, pages.METHOD],
    ids=lambda page: page.stem,
)
def test_a_page_says_that_nothing_can_be_written_and_is_shown(app, page, monkeypatch, tmp_path):
    monkeypatch.setattr("muster.store.database.is_writable", lambda _: False)
    shown = texts(open_at(app, page))
    line = f"Nothing can be written now, as {tmp_path / 'store.sqlite'} may only be read. What is there is shown."
    assert shown.count(line) == 1
    assert not [text for text in shown if "cannot be used" in text]


def test_where_it_can_be_written_nothing_is_said(app):
    assert not [text for text in texts(open_at(app, pages.METHOD)) if "Nothing can be written" in text]
