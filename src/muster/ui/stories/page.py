"""The page of stories: tell one, make one, change one, take its file along. Data text by st.text and widgets' values."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from muster.errors import StoryError
from muster.model import Dataset
from muster.stories import (
    LONGEST_LINE,
    LONGEST_TITLE,
    MOST_LINES,
    NEW,
    Kept,
    Step,
    Story,
    parse_link,
    problems_of,
    read_story,
    remove_story,
    save_story,
    write_story,
)
from muster.ui.stories import draft, player, shelf


def show(dataset: Dataset) -> None:
    """Draw the list of stories and, where one is being made, its editor."""
    player.go_on()
    player.apply_style()
    st.header("Stories")
    st.text(
        "A story is a briefing: views in an order, each with a title and a few lines. Tell it full screen with the arrow keys or "
        "a clicker; its file is small and travels by mail."
    )
    editing = draft.current()
    if editing is not None:
        _editor(dataset, editing)
        return
    stories, problems = shelf.every()
    for line in problems:
        st.warning("A file could not be read; the others are shown.", icon=None)
        st.text(line)
    for number, (key, kept) in enumerate(stories.items()):
        _row(dataset, number, key, kept)
    with st.container(key="stories_new", horizontal=True):
        if st.button("New story", type="primary"):
            draft.begin(Story("New story", (), dataset.version))
            st.rerun()
    sent = st.file_uploader("Load a story's file", type=["json"], max_upload_size=1)
    if sent is not None:
        try:
            loaded = read_story(sent.getvalue())
        except StoryError as error:
            st.error("This file was not loaded.", icon=None)
            st.text(str(error))
            return
        if st.button("Look at it and keep it"):
            draft.begin(loaded)
            st.rerun()


def _row(dataset: Dataset, number: int, key: str, kept: Kept) -> None:
    story = kept.story
    with st.container(key=f"story_row_{number}", border=True):
        with st.container(key=f"story_name_{number}"):
            st.text(story.title)
        origin = "ships with the data" if kept.is_shipped else "made here"
        count = len(story.steps)
        words = f"{count} {'view' if count == 1 else 'views'} · {origin}"
        if story.data_version and story.data_version != dataset.version:
            words += " · made on another version of the data"
        st.text(words)
        with st.container(key=f"story_do_{number}", horizontal=True):
            st.button(
                "Tell it",
                key=f"tell-{number}",
                type="primary",
                disabled=not story.steps,
                on_click=player.go,
                args=(key, story, 0),
            )
            if st.button("Copy and change" if kept.is_shipped else "Change", key=f"change-{number}"):
                draft.begin(story, *(("", NEW) if kept.is_shipped else (kept.story_id, kept.digest)))
                st.rerun()
            st.download_button(
                "Download",
                write_story(story),
                f"{kept.story_id}.json",
                "application/json",
                key=f"file-{number}",
            )
            if not kept.is_shipped:
                with st.popover("Delete", type="tertiary"):
                    st.text("Its file is deleted for good; download it first to have it back.")
                    if st.button("Delete it", key=f"delete-{number}"):
                        _delete(kept)


def _delete(kept: Kept) -> None:
    try:
        remove_story(shelf.made_folder(), kept.story_id, before=kept.digest)
    except StoryError as error:
        st.text(str(error))
    else:
        st.rerun()


def _editor(dataset: Dataset, editing: draft.Draft) -> None:
    story = _fields(dataset, editing)
    editing.story = story
    with st.container(key="story_keep", horizontal=True):
        keep = st.button("Keep", type="primary", disabled=not story.steps)
        st.download_button("Download", write_story(story), "story.json", "application/json", key="story-file")
        if st.button("Close without keeping", type="tertiary"):
            draft.end()
            st.rerun()
    if not story.steps:
        st.text(
            "No view yet: paste the address of one above, or choose “Add to story” beside “Copy link” on another page."
        )
    if keep:
        try:
            save_story(shelf.made_folder(), story, story_id=editing.story_id, before=editing.before)
        except StoryError as error:
            st.error("The story was not kept.", icon=None)
            st.text(str(error))
        else:
            draft.end()
            st.rerun()


def _fields(dataset: Dataset, editing: draft.Draft) -> Story:
    story = editing.story
    title = st.text_input(
        "Title of the story", story.title, max_chars=LONGEST_TITLE, key=f"story-title-{editing.generation}"
    )
    steps = [_step(dataset, editing, number) for number in range(len(story.steps))]
    with st.form("story-add", border=False, clear_on_submit=True):
        address = st.text_input("Address of a view", placeholder="http://…/?at=kursk-oblast&asof=2024-10-24")
        name = st.text_input("Its title", max_chars=LONGEST_TITLE)
        if st.form_submit_button("Add this view"):
            try:
                page, params = parse_link(address)
            except StoryError as error:
                st.error("The view was not added.", icon=None)
                st.text(str(error))
            else:
                steps.append(Step(name.strip() or f"View {len(steps) + 1}", (), page, params))
                editing.story = replace(story, title=title, steps=tuple(steps))
                editing.generation += 1
                st.rerun()
    return replace(
        story, title=title.strip() or story.title, steps=tuple(steps), data_version=dataset.version
    )


def _step(dataset: Dataset, editing: draft.Draft, number: int) -> Step:
    step = editing.story.steps[number]
    tag = f"{editing.generation}-{number}"
    with st.container(key=f"story_step_{number}", border=True):
        title = st.text_input(
            f"Title of view {number + 1}", step.title, max_chars=LONGEST_TITLE, key=f"st-{tag}"
        )
        text = st.text_area(
            f"Lines of view {number + 1}",
            "\n".join(step.lines),
            max_chars=MOST_LINES * LONGEST_LINE,
            key=f"sl-{tag}",
            height=100,
            help=f"At most {MOST_LINES} lines.",
        )
        st.text(step.link)
        for line in problems_of(dataset, step):
            st.text(f"Not in this data: {line.partition(' There are: ')[0]}")
        lines = tuple(line for line in (" ".join(row.split()) for row in text.splitlines()) if line)
        if len(lines) > MOST_LINES or any(len(line) > LONGEST_LINE for line in lines):
            st.text(
                f"Too much for one view: at most {MOST_LINES} lines of {LONGEST_LINE} letters; the rest is not kept."
            )
            lines = tuple(line[:LONGEST_LINE] for line in lines[:MOST_LINES])
        changed = replace(step, title=title.strip() or step.title, lines=lines)
        _order(editing, number, changed)
    return changed


def _order(editing: draft.Draft, number: int, changed: Step) -> None:
    last = len(editing.story.steps) - 1
    with st.container(key=f"story_order_{number}", horizontal=True):
        up = st.button("Up", key=f"up-{editing.generation}-{number}", disabled=number == 0)
        down = st.button("Down", key=f"down-{editing.generation}-{number}", disabled=number == last)
        gone = st.button("Remove", key=f"gone-{editing.generation}-{number}", type="tertiary")
        if st.button("Look", key=f"look-{editing.generation}-{number}", type="tertiary"):
            st.switch_page(player.page_file(changed.page), query_params=dict(changed.params))
    if up or down or gone:
        story = editing.story
        story = replace(story, steps=(*story.steps[:number], changed, *story.steps[number + 1 :]))
        editing.story = story.without(number) if gone else story.moved(number, -1 if up else 1)
        editing.generation += 1
        st.rerun()
