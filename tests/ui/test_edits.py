"""Our own tables as they stood at an earlier moment, on the pages of a view: asked, told, linked to, and left again."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from opening import open_at, texts
from streamlit.testing.v1 import AppTest

from muster.dates import parse_moment
from muster.figures.save import metadata
from muster.figures.spec import FigureSpec
from muster.figures.words import words_of
from muster.ingest import review
from muster.ingest.asking import Options
from muster.ingest.preview import preview
from muster.paths import REPOSITORY
from muster.query import Selection
from muster.store import Store
from muster.ui import edits
from muster.ui.evidence.download import command_of as export_command
from muster.ui.present.asked import command_of as figure_command
from muster.vocabulary import Kind
from muster.web import site

PAGES = REPOSITORY / "pages"
FILE = REPOSITORY / "tests" / "data" / "imports" / "acled_new_order.csv"
BETWEEN = "2024-11-05T12:00"
TOLD = "Our own tables as they stood at 12:00 on 5 Nov 2024 (UTC): 6 later edits left out."


@pytest.fixture
def store(app: AppTest, tmp_path: Path, store_clock: Callable[[str], None]) -> Store:
    """Of seven drafts one is accepted on Tuesday, the other six on Wednesday."""
    del app  # it says where the store lies
    store, shipped = Store(str(tmp_path / "store.sqlite")), site.shipped()
    store_clock("2024-11-04T09:00:00")
    with preview(FILE, shipped, store, options=Options(kind=Kind.PRESENCE)) as made:
        import_id = made.accept(store, who="Ada").import_id
    store_clock("2024-11-05T10:00:00")
    first = next(review.queue(store, shipped)).revision.item_id
    review.accept(store, shipped, first, number=1, who="Bo")
    store_clock("2024-11-06T10:00:00")
    review.accept_all(store, shipped, str(import_id), who="Bo", kind=Kind.PRESENCE)
    return store


def listed(app: AppTest) -> str:
    """Return how many claims the evidence page says that there are."""
    (tally,) = [group for group in app.button_group if group.key == "ledger"]
    return next(option for option in tally.options if option.startswith("All claims"))


@pytest.mark.usefixtures("store")
def test_a_link_brings_an_earlier_state_back_and_says_so(app: AppTest) -> None:
    now = len(site.dataset().claims)
    open_at(app, PAGES / "evidence.py", editsasof=BETWEEN)
    assert TOLD in texts(app)
    assert listed(app) == f"All claims {now - 6}"
    assert app.query_params["editsasof"] == BETWEEN
    app.button(key="edits-now").click().run()
    assert listed(app) == f"All claims {now}"
    assert "editsasof" not in app.query_params
    assert not [line for line in texts(app) if line.startswith("Our own tables")]


@pytest.mark.usefixtures("store")
def test_the_moment_goes_along_from_page_to_page_and_stays_behind_where_people_add(app: AppTest) -> None:
    open_at(app, PAGES / "evidence.py", editsasof=BETWEEN)
    for page in ("timeline", "map", "present"):
        app.query_params.clear()  # the links between pages carry no parameters
        app.switch_page(str(PAGES / f"{page}.py")).run()
        assert not app.exception
        assert TOLD in texts(app)
        assert app.query_params["editsasof"] == BETWEEN
    app.query_params.clear()
    app.switch_page(str(PAGES / "contribute.py")).run()
    assert TOLD not in texts(app)


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    ("day", "time", "said"),
    [
        (date(2024, 11, 5), "", "Our own tables as they stood at the end of 5 Nov 2024 (UTC): 6 later edits left out."),
        (date(2024, 11, 5), "09:00", "Our own tables as they stood at 09:00 on 5 Nov 2024 (UTC): 7 later edits left out."),
        (date(2024, 11, 6), "10:00", "Our own tables as they stood at 10:00 on 6 Nov 2024 (UTC): no edit came later."),
        (date(2024, 11, 6), "9h", "'2024-11-06T9h' is no moment that can be read; write it as 2024-10-18 or 2024-10-18T16:25, in UTC."),
        (date(2199, 1, 1), "", "'2199-01-01' is still to come; choose a moment that is past."),
        (None, "10:00", "Choose a day."),
    ],
)  # fmt: skip
def test_a_moment_is_asked_beside_the_filters(app: AppTest, day: date | None, time: str, said: str) -> None:
    open_at(app, PAGES / "evidence.py")
    app.date_input(key="edits-day-side").set_value(day)
    app.text_input(key="edits-time-side").set_value(time)
    app.button(key="edits-show-side").click().run()
    assert not app.exception
    assert said in texts(app)


@pytest.mark.usefixtures("store")
def test_a_moment_that_cannot_be_is_told_in_one_line_and_now_is_shown(app: AppTest) -> None:
    open_at(app, PAGES / "evidence.py", editsasof="soon")
    told = (
        "editsasof: 'soon' is no date that can be read; write it as 2024-10-18 or 2024-10-18T16:25, in UTC."
    )
    assert told in texts(app)
    assert listed(app) == f"All claims {len(site.dataset().claims)}"


@pytest.mark.usefixtures("store")
def test_a_filter_by_what_came_later_is_told_and_dropped(app: AppTest) -> None:
    last = site.dataset().claims[-1]
    open_at(app, PAGES / "evidence.py", claim=last.claim_id)
    app.date_input(key="edits-day-side").set_value(date(2024, 11, 4))
    app.button(key="edits-show-side").click().run()
    assert not app.exception
    assert any(line.startswith(f"claim: '{last.claim_id}' does not exist") for line in texts(app))


def test_where_nothing_was_ever_added_nothing_is_asked(app: AppTest) -> None:
    open_at(app, PAGES / "evidence.py")
    assert not [box for box in app.date_input if str(box.key).startswith("edits")]


def test_the_map_before_a_decision_is_one_click_away(app: AppTest, store: Store) -> None:
    item_id = store.ledger.latest(["accepted"], count=1)[0].item_id
    open_at(app, PAGES / "contribute.py", part="decided")
    app.button(key=f"then-{item_id}").click().run()
    assert app.query_params["editsasof"] == "2024-11-06T09:59:59"


def test_the_second_before_a_moment_holds_nothing_of_what_was_done_at_it() -> None:
    at = datetime(2024, 11, 6, 10, 0, 0, 5, UTC)
    moment = edits.before(at)
    assert moment == parse_moment("2024-11-06T09:59:59", now=datetime.now(UTC))
    assert moment.last < at


def test_an_earlier_state_is_served_to_the_map_beside_that_of_now(store: Store) -> None:
    del store
    now, then = site.dataset(), site.dataset(parse_moment(BETWEEN, now=datetime.now(UTC)))
    assert len({now.version, then.version, site.shipped().version}) == 3
    assert site.version_in_use(then.version) is then
    assert site.prepared_claims(then).etag != site.prepared_claims().etag
    assert site.version_in_use("0" * 12) is None
    for minute in range(10):
        site.dataset(parse_moment(f"2024-11-05T11:{minute:02}", now=datetime.now(UTC)))
    assert site.dataset() is now


def test_a_figure_its_file_and_its_command_say_which_moment_they_are_of(store: Store) -> None:
    del store
    then = site.dataset(parse_moment(BETWEEN, now=datetime.now(UTC)))
    spec = FigureSpec()
    assert words_of(then, spec).version == f"Data {then.version}, edits as of 2024-11-05T12:00 UTC"
    assert metadata(then, spec)["edits_as_of"] == BETWEEN
    assert "edits_as_of" not in metadata(site.dataset(), spec)
    asked_for = ["--edits-as-of", BETWEEN]
    assert shlex.split(figure_command(then, spec, ".png"))[-2:] == asked_for
    assert shlex.split(export_command(then, Selection(), "csv"))[-2:] == asked_for
    assert asked_for[0] not in export_command(site.dataset(), Selection(), "csv")
