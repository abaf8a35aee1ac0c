"""What is decided on the draft in hand: the fields, and under them, always in sight, the buttons and their keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from muster.errors import AlreadyEditedError, MusterError
from muster.ingest import review as reviewing
from muster.ingest.draft import Draft
from muster.ingest.fit import faults_of
from muster.ingest.places import place_of
from muster.ingest.review import Waiting
from muster.model import Dataset
from muster.store import State, Store
from muster.ui.contribute import form
from muster.ui.contribute import visit as visiting
from muster.ui.contribute.differences import show_differences
from muster.ui.contribute.visit import Visit
from muster.vocabulary import Stance

REASONS = (
    "It does not say who was where",
    "Another draft or claim says the same",
    "It was read wrongly",
    "It is not to be believed",
)
"""What is chosen by one key; any other reason is written."""
UNSETTLED = "Your changes stand beside it: keep them on top or drop them before you decide."


def show(dataset: Dataset, store: Store, visit: Visit, waiting: Waiting, after: str) -> None:
    """Draw the draft's fields, or what a newer file proposes, with what can be decided; `after` is the next draft."""
    changes: dict[str, Any] = {}
    opens: list[str] = []
    if waiting.is_withdrawn:
        st.text("A newer file no longer has this claim.")
    elif waiting.proposed is not None:
        st.text("A newer file says this otherwise.")
        names = ("as it stands", "newer file")
        show_differences(waiting.draft.to_plain(), waiting.proposed.to_plain(), names)
        opens = [_in_words(fault) for fault in waiting.faults]
    else:
        changes, opens = _fields(dataset, waiting)
    if waiting.revision.item_id in visit.mine:
        opens = [UNSETTLED, *opens]
    if not visiting.who():
        visiting.ask_who()
    with st.container(key="decision"):
        if opens:
            with st.container(key="opens"):
                for line in opens:
                    st.text(line)
        _buttons(dataset, store, visit, waiting, changes, is_open=bool(opens), after=after)
        if visit.refusing == waiting.revision.item_id and waiting.revision.item_id not in visit.mine:
            _reasons(store, visit, waiting, after)


def _fields(dataset: Dataset, waiting: Waiting) -> tuple[dict[str, Any], list[str]]:
    if waiting.revision.state is State.ACCEPTED:
        st.text("Accepted before, but it no longer fits the data and is not shown. Correct it, or reject it.")
    changes, opens = form.show(dataset, waiting.draft, item_key(waiting))
    try:
        faults = faults_of(form.changed_draft(waiting.draft, changes), dataset)
    except MusterError as error:
        faults = [str(error)]
    if not waiting.draft.to_plain().keys() - {
        "locator"
    }:  # it could not be read: what stands there is no draft
        faults = list(waiting.faults)
    return changes, [*opens, *(_in_words(fault) for fault in faults)]


def _buttons(  # noqa: PLR0913 - one row of buttons
    dataset: Dataset, store: Store, visit: Visit, waiting: Waiting, changes: dict[str, Any], *, is_open: bool,
    after: str,
) -> None:  # fmt: skip
    is_newer = waiting.proposed is not None or waiting.is_withdrawn
    is_held = waiting.revision.item_id in visit.mine
    take = "Withdraw it" if waiting.is_withdrawn else "Take it over"
    # While words are asked for, a letter is no decision: only Reject and the four reasons keep their keys.
    is_asked = visit.refusing == waiting.revision.item_id
    with st.container(key="decide", horizontal=True, vertical_alignment="center"):
        st.button(
            take if is_newer else "Correct and accept" if changes else "Accept",
            key="accept",
            type="primary",
            shortcut=None if is_asked else "a",
            disabled=is_held or (is_open and not waiting.is_withdrawn),
            on_click=_accept,
            args=(dataset, store, visit, waiting, changes, after),
        )
        if changes:
            st.button(
                "Keep the changes", key="correct", shortcut=None if is_asked else "s", disabled=is_held,
                on_click=correct, args=(store, visit, waiting, changes),
            )  # fmt: skip
        st.button(
            "Leave as it is" if is_newer else "Reject", key="reject", shortcut="x", disabled=is_held,
            on_click=_ask_why, args=(visit, waiting.revision.item_id),
        )  # fmt: skip
        if visiting.who():
            visiting.ask_who()


def _reasons(store: Store, visit: Visit, waiting: Waiting, after: str) -> None:
    """Ask why: by one of four keys, or in words."""
    why_key = f"why-{item_key(waiting)}"
    with st.container(key="reasons"):
        st.text("Why not? It is kept with the decision.")
        with st.container(key="reason_keys"):
            for number, reason in enumerate(REASONS, 1):
                st.button(
                    reason, key=f"reason-{number}", shortcut=str(number), width="stretch",
                    on_click=_reject, args=(store, visit, waiting, reason, after),
                )  # fmt: skip
        with st.form(key="refuse", border=False, enter_to_submit=True):
            st.text_input(
                "Another reason", key=why_key, max_chars=500, placeholder="Or in your own words, then Enter",
                label_visibility="collapsed",
            )  # fmt: skip
            st.form_submit_button(
                "Reject for this", key="reject-why", on_click=_reject_in_words,
                args=(store, visit, waiting, why_key, after),
            )  # fmt: skip


def _ask_why(visit: Visit, item_id: str) -> None:
    visit.hush()
    visit.refusing = "" if visit.refusing == item_id else item_id


def item_key(waiting: Waiting) -> str:
    """Return what names a draft at its version, for the keys of its widgets."""
    return f"{waiting.revision.item_id}-{waiting.revision.number}"


def _in_words(fault: str) -> str:
    return f"{fault[:1].upper()}{fault[1:].rstrip('.')}."


def taking_back(store: Store, visit: Visit, item_id: str, number: int) -> Callable[[str], str]:
    """Return what takes one decision back and has its draft in hand again."""

    def take_back(who: str) -> str:
        store.ledger.undo(item_id, number=number, who=who)
        visit.item_id = item_id
        return "Taken back: it waits again."

    return take_back


def _ready(visit: Visit, waiting: Waiting) -> str:
    """Return who decides; "" where they are not named yet, or changes of theirs would be lost: a key may be quicker than the page."""
    visit.hush()
    if waiting.revision.item_id in visit.mine:
        visit.trouble = UNSETTLED
        return ""
    return _named(visit)


def _named(visit: Visit) -> str:
    who = visiting.who()
    if not who:
        visit.trouble = "Write your name: a decision says who made it."
    return who


def _accept(  # noqa: PLR0913, PLR0917 - one call of one button
    dataset: Dataset, store: Store, visit: Visit, waiting: Waiting, changes: dict[str, Any], after: str
) -> None:
    who = _ready(visit, waiting)
    if not who:
        return
    item_id, number = waiting.revision.item_id, waiting.revision.number
    try:
        row = reviewing.accept(store, dataset, item_id, number=number, who=who, changes=changes)
    except AlreadyEditedError as error:
        _lost(visit, waiting, changes, error)
        return
    except MusterError as error:
        visit.trouble = str(error)
        return
    visit.item_id, visit.refusing, visit.last = after, "", (row.item_id, row.number)
    if row.state is State.ACCEPTED:
        draft = Draft.from_plain(row.content)
        made = None if draft.place_id else place_of(draft)  # a row's own coordinate makes a place
        visit.on_map, visit.is_on_map = made.place_id if made else draft.place_id, True
        visit.said = _accepted_words(draft)
    else:
        visit.said = "Withdrawn."


def _accepted_words(draft: Draft) -> str:
    if not draft.place_id and place_of(draft) is None:
        return "Accepted: it is in the data."
    place = draft.place_text or "It"
    if draft.stance in {Stance.ASSERTS, Stance.CONFIRMS}:
        return f"Accepted: {place} is on the map."
    return (
        f"Accepted: {place} is marked on the map; what it {_ANSWERING[draft.stance]} is not drawn as present."
    )


_ANSWERING = {
    Stance.DENIES: "denies",
    Stance.DOUBTS: "doubts",
    Stance.DECLINES: "does not comment on",
}


def correct(store: Store, visit: Visit, waiting: Waiting, changes: dict[str, Any]) -> None:
    """Keep the changes; the draft waits on. Where somebody else was first, they are told and the changes stay in hand."""
    if _ready(visit, waiting):
        keep_changes(store, visit, waiting, changes)


def keep_changes(store: Store, visit: Visit, waiting: Waiting, changes: dict[str, Any]) -> None:
    """Keep changes as `correct` does, also those that stand beside what somebody else changed meanwhile."""
    visit.hush()
    who = _named(visit)
    if not who:
        return
    try:
        reviewing.correct(store, waiting.revision.item_id, changes, number=waiting.revision.number, who=who)
    except AlreadyEditedError as error:
        _lost(visit, waiting, changes, error)
        return
    except MusterError as error:
        visit.trouble = str(error)
        return
    visit.mine.pop(waiting.revision.item_id, None)
    visit.said = "Kept. It still waits."


def _reject_in_words(store: Store, visit: Visit, waiting: Waiting, why_key: str, after: str) -> None:
    _reject(store, visit, waiting, str(st.session_state.get(why_key) or "").strip(), after)


def _reject(store: Store, visit: Visit, waiting: Waiting, why: str, after: str) -> None:
    who = _ready(visit, waiting)
    if not who:
        return
    if not why:
        visit.trouble = "Say why not: the reason is kept."
        return
    try:
        row = reviewing.reject(
            store, waiting.revision.item_id, number=waiting.revision.number, who=who, why=why
        )
    except AlreadyEditedError as error:
        _lost(visit, waiting, {}, error)
        return
    except MusterError as error:
        visit.trouble = str(error)
        return
    is_left = row.state is State.ACCEPTED
    visit.item_id, visit.refusing, visit.last = after, "", (row.item_id, row.number)
    visit.said = "Left as it is." if is_left else "Rejected. It is under “Decided”, and can be taken back."


def _lost(visit: Visit, waiting: Waiting, changes: dict[str, Any], error: AlreadyEditedError) -> None:
    """Somebody was first: say who, and keep what this visitor wanted."""
    visit.trouble = (
        f"{error.who} was first: that draft was changed or decided meanwhile. Nothing of yours was written."
    )
    if changes:
        visit.mine[waiting.revision.item_id] = changes
