"""The evidence page as Streamlit runs it, with answers worked by hand from the five documents."""

from __future__ import annotations

from opening import open_at, texts
from streamlit.testing.v1 import AppTest

from muster.ui.places_to_go import EVIDENCE, GAZETTEER, MAP


def open_page(app: AppTest, **params: str) -> AppTest:
    return open_at(app, EVIDENCE, **params)


def ids(app: AppTest) -> list[str]:
    return list(app.dataframe[0].value["claim_id"])


def tally(app: AppTest) -> list[str]:
    return next(group for group in app.button_group if group.key == "ledger").options


def test_every_claim_is_in_the_table_and_the_tally_stands_above_it(app: AppTest) -> None:
    open_page(app)
    assert len(ids(app)) == 93
    assert "Shown 42" in tally(app)
    assert "Background 42" in tally(app)
    assert "No place 9" in tally(app)
    assert "All claims 93" in tally(app)


def test_a_bin_of_the_tally_opens_its_rows(app: AppTest) -> None:
    open_page(app, open="no_place")
    assert len(ids(app)) == 9
    assert "B12a" in ids(app)


def test_a_search_finds_words_places_sources_and_ids_without_case_or_accents(app: AppTest) -> None:
    assert ids(open_page(app, q="УССУРИЙСК pictured")) == ["A05a", "B13b"]
    app.query_params["q"] = "suspilne-18"
    app.run()
    assert set(ids(app)) == {"C07a", "C07b"}


def test_a_search_without_hits_says_so_and_offers_the_way_back(app: AppTest) -> None:
    open_page(app, q="atlantis")
    assert "None of the 93 claims here fits the search and what they are narrowed by." in texts(app)
    app.button(key="undo-all").click().run()
    assert len(ids(app)) == 93
    assert "q" not in app.query_params


def test_facets_narrow_count_what_the_others_leave_and_can_be_undone(app: AppTest) -> None:
    open_page(app, only="stance.doubts")
    assert set(ids(app)) == {"A07a", "A07b", "C08a"}
    kinds = next(group for group in app.button_group if group.key == "facet-kind")
    assert kinds.options == ["Assessment 3"]
    stances = next(group for group in app.button_group if group.key == "facet-stance")
    assert "Denies 1" in stances.options
    app.button(key="chip-stance-doubts").click().run()
    assert len(ids(app)) == 93


def test_a_grade_apart_narrows_as_any_other_and_both_groups_stand_in_one_address(app: AppTest) -> None:
    open_page(app, only="grade.F2")
    assert len(ids(app)) == 3
    apart = next(group for group in app.button_group if group.key == "facet-grade-apart")
    assert apart.value == ["F2"]
    apart.set_value(["F2", "F6"]).run()
    assert app.query_params["only"] == "grade.F2,grade.F6"
    assert len(ids(app)) == 93


def test_grades_that_cannot_be_judged_say_so_and_sort_before_the_best_not_behind_the_worst(
    app: AppTest,
) -> None:
    open_page(app)
    shown = app.dataframe[0].value
    assert set(shown["reliability"]) == {"(F) cannot be judged"}
    graded = set(shown["credibility"])
    assert graded == {"(6) cannot be judged", "2 probably true"}
    assert min(graded) == "(6) cannot be judged"


def test_both_clocks_narrow_the_rows_and_the_tally_follows(app: AppTest) -> None:
    open_page(app, asof="2024-10-19")
    known = [words for words in tally(app) if words.startswith("Not yet known")]
    assert known != ["Not yet known 0"]
    assert "E01a" not in ids(app)
    assert "D02a" in ids(app)


def test_a_place_as_known_on_a_day_lists_nothing_that_was_published_later(app: AppTest) -> None:
    open_page(app, asof="2024-10-24", at="khabarovsk")
    assert set(ids(app)) == {"A02a", "A06a", "A07b"}  # B13c came out on 6 November
    assert "1 more about this place is not in this view (not yet known 1)." in texts(app)
    assert app.query_params["asof"] == "2024-10-24"
    command = next(code.value for code in app.code if code.value.startswith("muster export"))
    assert "--as-of 2024-10-24" in command
    app.query_params["at"] = "vladivostok"
    app.run()
    assert not app.dataframe
    assert any(words.startswith("No claim stands here under these filters") for words in texts(app))


def test_a_document_as_known_before_it_came_out_lists_nothing(app: AppTest) -> None:
    open_page(app, asof="2024-10-24", doc="001-troop-deployment")
    assert not app.dataframe
    assert any("more about this document are not in this view" in words for words in texts(app))


def test_the_trail_as_known_on_a_day_names_nothing_that_was_said_later(app: AppTest) -> None:
    open_page(app, row="E08a", asof="2024-10-24")
    shown = "\n".join(texts(app))
    assert "Claim E08a" in shown
    assert not any("Officers in occupied" in button.label for button in app.button)
    del app.query_params["asof"]
    app.run()
    assert any("Officers in occupied" in button.label for button in app.button)


def test_days_in_the_wrong_order_are_told_and_what_was_asked_stands(app: AppTest) -> None:
    open_page(app, **{"from": "2024-10-16"})
    app.date_input(key="clock-event_to").set_value("2024-10-01").run()
    assert any("from 2024-10-16 is after to 2024-10-01" in words for words in texts(app))
    assert "to" not in app.query_params
    app.button(key="undo-days").click().run()
    assert not any("is after to" in words for words in texts(app))


def test_a_day_of_knowledge_in_the_future_is_told_with_the_days_there_are(app: AppTest) -> None:
    open_page(app, asof="2190-01-01")
    assert any("lies in the future" in words and "2024-10-18 to 2024-11-24" in words for words in texts(app))


def test_an_unknown_claim_or_facet_is_told_with_what_exists(app: AppTest) -> None:
    open_page(app, row="A055", only="kind.rumour", claim="Z99z")
    shown = texts(app)
    assert any("row: 'A055' does not exist; did you mean A05a" in words for words in shown)
    assert any("'kind.rumour' narrows nothing here" in words for words in shown)
    assert any("claim: 'Z99z' does not exist" in words for words in shown)


def test_the_card_tells_the_whole_trail_and_who_set_the_grades(app: AppTest) -> None:
    open_page(app, row="C01a")
    shown = "\n".join(texts(app))
    assert "Claim C01a" in shown
    assert (
        "source F: reliability cannot be judged\nset by nobody: row 5 of sources.csv leaves it unjudged"
        in shown
    )
    assert "claim 2: probably true\nset by the data set, row 49 of claims.csv" in shown
    assert "said: 23 Oct 2024" in shown
    assert "Bears out" in shown
    app.button(key="opens_bearsout_0").click().run()
    assert app.query_params["row"] == "A08a"


def test_the_1500_is_one_origin_carried_by_four_documents(app: AppTest) -> None:
    open_page(app, part="echoes")
    assert "one origin, carried by 4 documents" in texts(app)
    assert any(
        "NATO: deployment confirmed, informed by US Defense Secretary" in words for words in texts(app)
    )
    assert "place made coarser: Russian Far East → Russia" in texts(app)


def test_echoes_as_known_on_a_day_say_that_the_note_speaks_of_all(app: AppTest) -> None:
    open_page(app, part="echoes", asof="2024-10-24")
    shown = texts(app)
    assert "one origin, carried by 3 documents" in shown
    assert any(
        words.startswith("note, of all that the data hold: One statement of the NIS") for words in shown
    )


def test_a_denial_about_ukraine_visibly_does_not_deny_kursk(app: AppTest) -> None:
    open_page(app, part="disagreements")
    shown = texts(app)
    assert "Contradicts it: both cannot hold" in shown
    assert any(words.startswith("It does not reach Kursk Oblast") for words in shown)
    assert any("leaves Kursk and the Far East untouched" in words for words in shown)


def test_the_nis_spoke_first_in_two_matters_and_nobody_set_its_grade(app: AppTest) -> None:
    open_page(app, part="sources")
    nis = app.dataframe[0].value.iloc[0]
    assert (nis["source"], nis["claims"], nis["first"]) == (
        "National Intelligence Service of South Korea",
        21,
        2,
    )
    assert nis["reliability"] == "(F) cannot be judged"
    assert nis["set_by"].startswith("set by nobody")


def test_a_source_that_is_chosen_in_the_table_is_filtered_by_only_when_asked(app: AppTest) -> None:
    open_page(app, part="sources")
    key = next(str(table.key) for table in app.dataframe)
    app.session_state[key] = {"selection": {"rows": [], "columns": [], "cells": [(0, "kind")]}}
    app.run()
    assert "originator" not in app.query_params
    app.button(key="ask-speaker").click().run()
    assert app.query_params["originator"] == "nis"
    assert "1 originator, background apart." in " ".join(texts(app))


def test_the_news_between_two_days_is_told_by_what_it_does(app: AppTest) -> None:
    open_page(app, part="news", since="2024-10-18", until="2024-10-24")
    shown = texts(app)
    assert any(words.startswith("After 18 Oct 2024 and by 24 Oct 2024:") for words in shown)
    assert "in place of: First 1,500 troops sent to Russia" in shown
    app.query_params["since"] = "2024-12-01"
    app.run()
    assert any("put the earlier day first" in words for words in texts(app))


def test_filters_go_along_from_page_to_page_and_a_detour_loses_none(app: AppTest) -> None:
    app.query_params["kind"] = "training"
    app.query_params["asof"] = "2024-10-30"
    app.run()
    app.query_params.clear()
    app.switch_page(str(EVIDENCE)).run()
    assert app.query_params["kind"] == "training"
    assert app.query_params["asof"] == "2024-10-30"
    app.query_params.clear()
    app.switch_page(str(GAZETTEER)).run()
    app.query_params.clear()
    app.switch_page(str(MAP)).run()
    assert app.query_params["kind"] == "training"


def test_a_link_of_another_data_version_says_so_and_shows_the_view(app: AppTest) -> None:
    open_page(app, v="0123456789ab", q="ussuriysk")
    assert any("made on another version of the data (0123456789ab;" in words for words in texts(app))
    assert len(ids(app)) > 0
    assert app.query_params["v"] == "0123456789ab"
    app.button(key="accept-version").click().run()
    assert "v" not in app.query_params
