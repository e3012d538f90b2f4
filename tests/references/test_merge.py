"""Merging: what is one work, what is filled in, and that nothing is ever changed."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_plugins.references.csl import check_record
from site_plugins.references.exchange import ImportedRecord
from site_plugins.references.merging import MergeAction, MergeResult, describe_decision, merge
from site_plugins.references.merging.comparison import are_titles_similar
from tests.references.exchange_works import stored_works

LEE: dict[str, Any] = {
    "id": "lee2013",
    "type": "article-journal",
    "title": "Resting the spine of a paperback: a randomised trial",
    "author": [{"family": "Lee", "given": "J. G."}],
    "issued": {"date-parts": [[2013]]},
    "page": "112-120",
    "DOI": "10.5555/Spine",
    "PMID": "99000001",
    "custom": {"status": "confirmed"},
}
TITLED = {field: LEE[field] for field in ("type", "title", "author", "issued")}
BEDS: dict[str, Any] = {"id": "beds", "type": "book", "title": "A very short book about beds and desks"}
UNLISTED: dict[str, Any] = {
    "id": "source-4",
    "type": "document",
    "title": "Reference 4 of the source",
    "custom": {"status": "unlisted", "suggested": BEDS | {"DOI": "10.5555/beds"}},
}
PLACEHOLDER: dict[str, Any] = {
    "id": "source-5",
    "type": "document",
    "title": "Reference 5 of the source",
    "custom": {"status": "unlisted"},
}


def incoming(csl: dict[str, Any], line: int = 1) -> ImportedRecord:
    return ImportedRecord(csl, "in.bib", line)


def merged(csl: dict[str, Any], *stored: dict[str, Any]) -> tuple[MergeResult, str]:
    """Merge one record; return the result and what is said of it."""
    result = merge(stored or (LEE,), [incoming(csl)])
    (decision,) = result.decisions
    return result, describe_decision(decision)


@pytest.mark.parametrize(
    ("csl", "by"),
    [
        ({"type": "article-journal", "title": "Resting the spine", "DOI": "10.5555/sPINE"}, "DOI"),
        ({"type": "article-journal", "title": "Resting the spine", "PMID": "99000001"}, "PMID"),
        (TITLED, "title"),
        (TITLED | {"title": "RESTING the Spine of a Paperback – A Randomised Trial."}, "title"),
        (TITLED | {"title": "Resting the spine of a paper-back: a randomized trial"}, "title"),
        (TITLED | {"title": "Rēsting the spíne of a <i>paperback</i>: a randomised trial"}, "title"),
        ({field: TITLED[field] for field in ("type", "title")}, "title"),
        (TITLED | {"type": "document"}, "title"),
    ],
)
def test_one_work_is_recognised(csl: dict[str, Any], by: str) -> None:
    result, said = merged(csl)
    assert len(result.records) == 1
    assert f"same as “lee2013” by {by}" in said


@pytest.mark.parametrize(
    ("csl", "but"),
    [
        (TITLED | {"DOI": "10.5555/another"}, "it has another DOI"),
        (TITLED | {"PMID": "99000002"}, "it has another PMID"),
        (TITLED | {"issued": {"date-parts": [[2014]]}}, "it is of 2014, the other of 2013"),
        (TITLED | {"title": f"Erratum: {LEE['title']}"}, "one of them is about the other"),
        (TITLED | {"title": f"{LEE['title']}: reply"}, "one of them is about the other"),
        (TITLED | {"title": f"{LEE['title']} 2"}, "its title has another number"),
        (TITLED | {"type": "article"}, "it is of the type article, the other of the type article-journal"),
    ],
)
def test_another_work_with_nearly_the_same_title_is_added_and_that_is_said(csl: dict[str, Any], but: str) -> None:
    result, said = merged(csl)
    assert result.records[0] == LEE
    assert len(result.records) == 2
    assert f"its title is nearly that of “lee2013”, but {but}" in said


def test_other_works_are_added() -> None:
    for title in ("Resting the spine of a hardback: a case report", "Glue"):
        assert len(merged(TITLED | {"title": title})[0].records) == 2


def test_a_short_title_is_that_of_many_works() -> None:
    short = {"id": "a", "type": "article-journal", "title": "Low back pain", "author": [{"family": "Lee"}]}
    assert len(merged(short | {"author": [{"family": "Lee"}]}, short)[0].records) == 1
    result, said = merged(short | {"author": [{"family": "Chen"}]}, short)
    assert len(result.records) == 2
    assert "its first author is another" in said


def test_a_lack_is_filled_and_nothing_else_is_touched() -> None:
    stored = copy.deepcopy(LEE)
    new = TITLED | {"DOI": "10.5555/spine", "volume": "12", "PMCID": "PMC9900001", "page": "1-9", "note": "mine"}
    result, said = merged(new, stored)
    assert stored == LEE
    (record,) = result.records
    assert record == LEE | {"volume": "12", "PMCID": "PMC9900001"}
    # In the store's order, with `custom` last.
    assert list(record) == [
        *("id", "type", "title", "author", "issued", "volume", "page", "DOI", "PMID", "PMCID", "custom"),
    ]
    assert said == (
        "in.bib:1: “Resting the spine of a paperback: a randomised trial”: same as “lee2013” by DOI; filled in "
        "volume, PMCID; left as it is where it differs: page (stored “112-120”, here “1-9”)."
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("author", [{"family": "LEE", "given": "John Gordon"}]),
        ("author", [{"family": "Lee", "given": "JG"}]),
        ("author", [{"family": "Lee", "given": "J"}]),
        ("title", "Resting the Spine of a Paperback. A Randomised Trial"),
        ("page", "112–120"),
        ("DOI", "10.5555/SPINE"),
    ],
)
def test_another_way_of_writing_is_no_difference(field: str, value: object) -> None:
    _, said = merged(TITLED | {"DOI": "10.5555/spine"} | {field: value})
    assert "differs" not in said


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("author", [{"family": "Lee", "given": "K."}], "author (stored “Lee, J. G.”, here “Lee, K.”)"),
        ("issued", {"date-parts": [[2012]]}, "issued (stored “2013”, here “2012”)"),
        ("type", "book", "type (stored “article-journal”, here “book”)"),
        ("PMID", "99000009", "PMID (stored “99000001”, here “99000009”)"),
    ],
)
def test_every_difference_is_said(field: str, value: object, said: str) -> None:
    assert said in merged(TITLED | {"DOI": "10.5555/spine"} | {field: value})[1]


def test_an_identifier_of_quite_another_work_fills_in_nothing() -> None:
    result, said = merged({"type": "book", "title": "Elephants at play", "DOI": "10.5555/spine", "volume": "7"})
    assert result.records == (LEE,)
    assert result.decisions[0].action is MergeAction.REFUSED
    assert "refused: its DOI is that of “lee2013”, which has a very different title, “Resting the spine" in said


def test_one_pmid_with_two_dois_is_refused() -> None:
    result, said = merged(TITLED | {"DOI": "10.5555/another", "PMID": "99000001", "volume": "7"})
    assert result.records == (LEE,)
    assert "refused: its PMID is that of “lee2013”, and its DOI is another: one of them is wrong." in said


def test_identifiers_of_two_stored_works_are_refused() -> None:
    other = BEDS | {"PMID": "99000007"}
    result, said = merged(TITLED | {"DOI": "10.5555/spine", "PMID": "99000007"}, LEE, other)
    assert result.records == (LEE, other)
    assert "refused: its DOI is that of “lee2013” and its PMID is that of “beds”" in said


def test_a_suggested_work_is_not_added_and_how_to_confirm_it_is_said() -> None:
    for csl in ({"type": "book", "title": "A very short book", "DOI": "10.5555/beds"}, BEDS):
        result, said = merged(csl, LEE, UNLISTED)
        assert result.records == (LEE, UNLISTED)
        assert "this is what “source-4” is suggested to be" in said
        assert "put the suggested record in the place of “source-4”, keep the id “source-4”" in said


@pytest.mark.parametrize("stored", [PLACEHOLDER, UNLISTED])
def test_an_unlisted_reference_that_was_exported_does_not_come_back_as_a_work(stored: dict[str, Any]) -> None:
    exported = {field: stored[field] for field in ("id", "type", "title")} | {"note": "It is not listed."}
    result, said = merged(exported, stored)
    assert result.records == (stored,)
    assert f"this is the unlisted reference “{stored['id']}”, and no work" in said


def test_the_titles_of_unlisted_references_do_not_make_them_one() -> None:
    other = PLACEHOLDER | {"id": "source-6", "title": "Reference 6 of the source"}
    assert merge([PLACEHOLDER, other], []).duplicates == ()


def test_what_is_twice_in_the_store_is_said() -> None:
    (duplicate,) = merge([LEE, TITLED | {"id": "again"}, UNLISTED], []).duplicates
    assert (duplicate.keys, duplicate.matched_by, duplicate.suggested) == (("lee2013", "again"), "title", False)
    (duplicate,) = merge([BEDS, UNLISTED], []).duplicates
    assert (duplicate.keys, duplicate.suggested) == (("beds", "source-4"), True)


def test_one_work_in_two_files_is_added_once_and_completed_by_the_second() -> None:
    first, second = BEDS | {"volume": "1"}, BEDS | {"id": "other", "PMID": "99000005"}
    result = merge([], [incoming(first), incoming(second)])
    assert result.records == (BEDS | {"volume": "1", "PMID": "99000005"},)
    assert [decision.action for decision in result.decisions] == [MergeAction.ADDED, MergeAction.SAME]


@pytest.mark.parametrize(
    ("csl", "key"),
    [
        ({"id": "Owen2020", "title": "T"}, "Owen2020"),
        ({"id": "lee2013", "title": "T"}, "lee2013b"),
        ({"id": "", "title": "T", "author": LEE["author"], "issued": {"date-parts": [[2013]]}}, "lee2013b"),
        (
            {"title": "T", "author": [{"family": "Fernández-Rodríguez"}], "issued": {"date-parts": [[2022]]}},
            "fernandez2022",
        ),
        ({"title": "T", "author": [{"literal": "National Institute for Health and Care Excellence"}]}, "nihce"),
        ({"title": "T", "author": [{"literal": "NICE"}], "issued": {"date-parts": [[2016, 11]]}}, "nice2016"),
        (
            {"id": "http://zotero.org/users/1/items/A", "title": "On the glue", "issued": {"literal": "n.d."}},
            "glue",
        ),
        ({"id": "17", "title": "骨"}, "work"),
        ({"id": "no spaces, please", "title": "Paste"}, "paste"),
    ],
)
def test_a_new_record_gets_a_key_that_can_be_cited_and_is_its_own(csl: dict[str, Any], key: str) -> None:
    result, said = merged({"type": "report"} | csl)
    assert result.records[1]["id"] == key
    assert check_record(result.records[1], key) == []
    assert f"added as “{key}”" in said


@settings(max_examples=60, deadline=None)
@given(st.lists(stored_works(), max_size=5), st.lists(stored_works(), max_size=5))
def test_merging_once_more_changes_nothing(stored: list[dict[str, Any]], new: list[dict[str, Any]]) -> None:
    by_id = {work["id"]: work | {"custom": {"status": "confirmed"}} for work in stored}
    before = copy.deepcopy(list(by_id.values()))
    once = merge(before, map(incoming, new))
    twice = merge(once.records, map(incoming, new))
    assert twice.records == once.records
    assert MergeAction.ADDED not in {decision.action for decision in twice.decisions}
    # Every stored record is still there, in its place, with all that it had.
    assert before == list(by_id.values())
    for old, now in zip(before, once.records, strict=False):
        assert now.items() >= old.items()
    ids = [record["id"] for record in once.records]
    assert len(set(ids)) == len(ids)


def test_british_and_american_spelling_make_no_two_works() -> None:
    british = "A randomised multicentre trial of behavioural treatment and anaesthesia for low back pain in adults"
    american = "A randomized multicenter trial of behavioral treatment and anesthesia for low-back pain in adults"
    assert are_titles_similar(british, american)
    assert not are_titles_similar(british, british.replace("low back", "neck and shoulder"))
