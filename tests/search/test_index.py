"""The files of the index: small, the same at every build, and holding what the entries say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from site_plugins.guideline.model import StatementKind
from site_plugins.search.entries import Entry, ResultKind
from site_plugins.search.index import ROWS_SIZE, TERMS_SIZE, write_index
from tests.search.files import Files, read_files, read_numbers

MOVE = Entry(
    kind=StatementKind.DO,
    url="guidelines/backs/index.html#move",
    title="Keep moving.",
    section="Activity",
    place="Backs",
    fields=((4, "Keep moving."), (1, "Activity")),
    text="Do not stay in bed.",
    also="stay active",
    warning="Rests on a retracted work.",
    language="he rtl",
    rests_on=("backs/smith", "backs/jones"),
)
SMITH = Entry(
    kind=ResultKind.REFERENCE,
    url="references/backs/smith/index.html",
    title="Smith A. On backs.",
    section="",
    place="Backs",
    fields=((3, "Smith"), (1, "Smith A. On backs.")),
    key="backs/smith",
)
JONES = replace(SMITH, url="references/backs/jones/index.html", title="Jones B. On beds.", key="backs/jones")


def written(entries: list[Entry]) -> dict[str, str]:
    files: dict[str, str] = {}
    write_index(entries, files.__setitem__)
    return files


def files_of(*entries: Entry) -> Files:
    return read_files(written(list(entries)))


def many(count: int) -> list[Entry]:
    return [
        replace(
            MOVE,
            url=f"page-{number}.html",
            title=f"Number {number}",
            fields=((4, f"Number {number} common"), (1, "x" * (number % 7) + "z")),
            text="words " * (number % 90),
            rests_on=(),
        )
        for number in range(count)
    ]


def test_every_word_leads_to_its_entry_and_counts_more_where_the_entry_is_about_it() -> None:
    terms = files_of(MOVE, SMITH, JONES).terms
    assert {term for term, entries in terms.items() if 0 in entries} == {"keep", "moving", "activity"}
    assert set(terms["smith"]) == {1, 2}
    assert terms["moving"][0] > terms["activity"][0]


def test_a_word_tells_more_about_a_short_text() -> None:
    long = replace(MOVE, fields=((4, "moving " + "other words " * 200),), rests_on=())
    terms = files_of(replace(MOVE, rests_on=()), long).terms
    assert terms["moving"][0] > terms["moving"][1]


def test_a_row_shows_an_entry_and_what_it_rests_on() -> None:
    assert files_of(MOVE, SMITH, JONES).rows[0] == [
        "guidelines/backs/index.html#move",
        "Keep moving.",
        "Backs",
        "Do not stay in bed.",
        "stay active",
        "Rests on a retracted work.",
        "he rtl",
        "1,2",
    ]


def test_white_space_in_a_text_does_not_break_its_row() -> None:
    [row] = files_of(replace(MOVE, text="Do not\nstay\tin bed.", rests_on=())).rows
    assert row[3] == "Do not stay in bed."


def test_kinds_sections_and_citing_statements_stand_together() -> None:
    files = files_of(MOVE, replace(MOVE, kind=StatementKind.DONT, rests_on=("backs/jones",)), SMITH, JONES)
    [name] = [name for name in files.data if name.startswith("entries-")]
    kinds, names, runs, ratings, rated, *cited = files.data[name].split("\n")
    assert (ratings, rated) == ("", "")
    assert kinds == "dnRR"
    assert names.split("\t") == ["Activity", ""]
    assert read_numbers(runs) == [0, 2, 1, 2]
    assert {line.split(" ")[0]: read_numbers(line.split(" ")[1]) for line in cited} == {"2": [0], "3": [0, 1]}


def test_the_entries_of_a_rating_stand_behind_its_name() -> None:
    strong, low = "GRADE: recommendation strong", "GRADE: certainty low"
    files = files_of(MOVE, replace(MOVE, ratings=(strong, low)), replace(MOVE, ratings=(low,)), SMITH, JONES)
    [name] = [name for name in files.data if name.startswith("entries-")]
    ratings, rated = files.data[name].split("\n")[3:5]
    assert ratings.split("\t") == [strong, low]
    assert [read_numbers(code) for code in rated.split("\t")] == [[1], [1, 1]]


def test_the_same_entries_give_the_same_files() -> None:
    assert written(many(500)) == written(many(500))


def test_what_has_changed_has_another_name_and_nothing_else_has() -> None:
    before = written(many(500))
    after = written([*many(499), replace(many(500)[-1], text="something else")])
    changed = set(before) ^ set(after)
    # The last file of rows, and the manifest that names it.
    assert len(changed) == 4
    assert {name.split("/")[-1].split("-")[0] for name in changed} == {"manifest", "rows"}
    assert all(before[name] == after[name] for name in before.keys() & after.keys())


def test_no_file_is_large_and_every_line_is_in_one() -> None:
    files = files_of(*many(3000))
    manifest = files.manifest
    assert manifest["size"] == len(files.rows) == 3000
    assert len(manifest["terms"]) >= 3
    assert len(manifest["rows"]) > 3
    longest = max(len(row) for row in files.lines("rows"))
    for _first, name in manifest["rows"]:
        assert len(files.data[name]) < ROWS_SIZE + 2 * longest
    sizes = [len(files.data[name]) for _first, name in manifest["terms"]]
    common = next(len(line) for line in files.lines("terms") if line.startswith("common "))
    assert max(sizes) < TERMS_SIZE + common + 100


def test_files_are_named_by_what_stands_first_in_them() -> None:
    files = files_of(*many(3000))
    for first, name in files.manifest["terms"]:
        assert files.data[name].startswith(f"{first} ")
    for first, name in files.manifest["rows"]:
        assert files.data[name].startswith(f"page-{first}.html\t")


def test_terms_stand_in_the_order_in_which_javascript_compares() -> None:
    # By code points the second would come first; by JavaScript's halves of it the first.
    words = "\U00020000 \ufa0e abc z"
    terms = list(files_of(replace(MOVE, fields=((1, words),), rests_on=())).terms)
    assert terms == ["abc", "z", "\U00020000", "\ufa0e"]


def test_a_site_without_entries_has_an_index_too() -> None:
    assert files_of().manifest["size"] == 0


def test_what_nothing_holds_cannot_be_rested_on() -> None:
    with pytest.raises(KeyError, match="backs/smith"):
        files_of(MOVE)
