"""Stories: files of views that come back the same, are checked whole, and are never overwritten unawares."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.errors import StoryError
from muster.paths import REPOSITORY
from muster.query.selection import PARAMETERS
from muster.stories import (
    LONGEST_TITLE,
    MOST_STEPS,
    Step,
    Story,
    load_stories,
    parse_link,
    problems_of,
    read_story,
    remove_story,
    save_story,
    write_story,
)

KURSK = Step("Kursk", ("An oblast, not the city.",), "map", (("at", "kursk-oblast"), ("as_of", "2024-10-24")))


def test_the_same_view_is_known_again_whatever_it_is_called_and_however_its_parts_stand():
    other = Step("Elsewhere", (), "map", (("at", "khabarovsk"),))
    story = Story("Mine", (other, KURSK))
    assert story.number_of(Step("Another name", (), "map", tuple(reversed(KURSK.params)))) == 2
    assert story.number_of(Step("Kursk", (), "timeline", KURSK.params)) is None
    assert story.number_of(Step("Kursk", (), "map", KURSK.params[:1])) is None


words = st.text(st.characters(categories=("L", "N", "P")), min_size=1, max_size=40)
params = st.lists(
    st.tuples(st.sampled_from(["at", "from", "kind"]), words), max_size=4, unique_by=lambda p: p[0]
)
steps = st.builds(
    Step,
    words,
    st.lists(words, max_size=3).map(tuple),
    st.sampled_from(["map", "evidence"]),
    params.map(tuple),
)


@given(st.builds(Story, words, st.lists(steps, max_size=4).map(tuple), words))
def test_a_story_comes_back_from_its_file(story):
    assert read_story(write_story(story)) == story


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("http://127.0.0.1:8501/?at=kursk-oblast&present=1", "map?at=kursk-oblast"),
        ("https://a.example/muster/evidence?part=echoes&v=abc&story=x&step=3", "evidence?part=echoes"),
        ("http://127.0.0.1:8501", "map"),
        ("map?from=2024-10-16&to=2024-10-16", "map?from=2024-10-16&to=2024-10-16"),
        ("/timeline?map=48.5,135.1,6", "timeline?map=48.5%2C135.1%2C6"),
    ],
)
def test_an_address_is_taken_without_its_host_and_without_how_it_was_looked_at(address, link):
    page, found = parse_link(address)
    assert Step("x", (), page, found).link == link


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "http://a.example/etc/passwd", "gazetteer?q=x", "ftp://a/map"]
)
def test_an_address_of_something_else_is_refused(address):
    with pytest.raises(StoryError, match="is no address of a view"):
        parse_link(address)


def test_everything_wrong_with_a_file_is_said_at_once():
    steps = [{"title": "x" * (LONGEST_TITLE + 1), "link": "map"}, {"lines": "a", "link": "mailto:a"}, 7]
    with pytest.raises(StoryError) as caught:
        read_story(json.dumps({"title": "", "steps": steps}).encode())
    lines = str(caught.value).splitlines()
    assert [line.partition(":")[0] for line in lines] == [
        "title", "step 1, title", "step 2, title", "step 2, lines", "step 2, link", "step 3",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b'{"title": "x"}',
        b'{"title": "x", "steps": 3}',
        b"[" * 100_000,
        b"x" * 1_000_001,
    ],
)
def test_a_file_that_is_no_story_is_one_line(content):
    with pytest.raises(StoryError) as caught:
        read_story(content)
    assert "\n" not in str(caught.value)


def test_more_steps_than_a_story_has_are_refused_and_not_cut_off():
    story = Story("x", (KURSK,) * (MOST_STEPS + 1))
    with pytest.raises(StoryError, match="at most 200"):
        read_story(write_story(story))


def test_steps_move_and_go():
    story = Story("x", tuple(Step(str(n)) for n in range(3)))
    assert [s.title for s in story.moved(0, 2).steps] == ["1", "2", "0"]
    assert [s.title for s in story.moved(2, 1).steps] == ["0", "1", "2"]
    assert [s.title for s in story.without(1).steps] == ["0", "2"]
    assert story.with_step(KURSK).steps[-1] == KURSK


def test_a_view_that_this_data_does_not_have_says_what_is_missing(shipped):
    assert problems_of(shipped, KURSK) == []
    asked = Step("x", (), "map", (("at", "atlantis"), ("originator", "nobody"), ("from", "yesterday")))
    problems = problems_of(shipped, asked)
    assert [p.partition(":")[0] for p in problems] == ["from", "originator", "at"]


def test_a_second_author_is_told_and_nothing_is_lost(tmp_path):
    mine = save_story(tmp_path, Story("Autumn", (KURSK,)))
    assert mine.story_id == "autumn"
    theirs = save_story(tmp_path, Story("Autumn", (KURSK, KURSK)), story_id="autumn", before=mine.digest)
    with pytest.raises(StoryError, match="changed by somebody else"):
        save_story(tmp_path, Story("Autumn"), story_id="autumn", before=mine.digest)
    (found,), problems = load_stories(tmp_path / "none", tmp_path)
    assert (found, problems) == (theirs, [])


def test_a_story_is_deleted_only_as_it_was_seen(tmp_path):
    mine = save_story(tmp_path, Story("Brief", (KURSK,)))
    theirs = save_story(tmp_path, Story("Brief, changed", (KURSK,)), story_id="brief", before=mine.digest)
    for story_id, before in (("brief", mine.digest), ("../brief", theirs.digest), ("gone", theirs.digest)):
        with pytest.raises(StoryError):
            remove_story(tmp_path, story_id, before=before)
    assert (tmp_path / "brief.json").exists()
    remove_story(tmp_path, "brief", before=theirs.digest)
    assert list(tmp_path.iterdir()) == []


def test_two_stories_of_one_title_are_two_files(tmp_path):
    first, second = (save_story(tmp_path, Story("Осень!", (KURSK,))) for _ in range(2))
    assert (first.story_id, second.story_id) == ("story", "story-2")


@pytest.mark.parametrize("story_id", ["../../etc/x", "a/b", "a b", "."])
def test_a_story_is_kept_in_its_folder_alone(tmp_path, story_id):
    with pytest.raises(StoryError, match="is no name"):
        save_story(tmp_path, Story("x", (KURSK,)), story_id=story_id)


def test_one_bad_file_hides_no_other(tmp_path):
    save_story(tmp_path, Story("Good", (KURSK,)))
    (tmp_path / "bad.json").write_text("{", encoding="utf-8")
    stories, problems = load_stories(tmp_path, tmp_path / "none")
    assert [kept.story.title for kept in stories] == ["Good"]
    assert stories[0].is_shipped
    assert [p.partition(":")[0] for p in problems] == ["bad.json"]


def test_where_nothing_can_be_written_it_says_so(tmp_path):
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(StoryError, match="download it instead"):
        save_story(file / "stories", Story("x", (KURSK,)))


def test_every_view_of_the_shipped_story_comes_back_whole(shipped):
    stories, problems = load_stories(REPOSITORY / "geodata" / "stories", REPOSITORY / "none")
    assert problems == []
    (kept,) = stories
    assert len(kept.story.steps) == 8
    for step in kept.story.steps:
        asked = dict(step.params)
        assert set(asked) <= {*PARAMETERS, "at", "open", "doc", "map"}, step.title
        assert problems_of(shipped, step) == [], step.title


def test_the_shipped_story_says_on_which_data_it_was_made(shipped):
    (kept,), problems = load_stories(REPOSITORY / "geodata" / "stories", REPOSITORY / "none")
    assert problems == []
    assert kept.story.data_version == shipped.version, (
        "read it through on this data, then write its version into the file"
    )
