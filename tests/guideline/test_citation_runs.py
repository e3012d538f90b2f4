"""Numbers in the text: in the author's order, three or more in a row as one run, and no mark lost in a run."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import html

from site_plugins.guideline.addresses import reference_anchor
from tests.guideline.render import render
from tests.guideline.tiny import Tiny
from tests.references.retraction_file import retraction_file, row
from tests.site.html import Element, with_class, words

ELSEWHERE = "about/index.html"
OTHERS_PAGE = "guidelines/backs/index.html"
LAST = 12
UNLISTED, SUGGESTED, RETRACTED = 5, 11, 8
MARKED = {UNLISTED, SUGGESTED, RETRACTED}
"""What carries a mark: a run must not swallow it."""

REPEATABLE = settings(max_examples=150, deadline=None, derandomize=True)


@pytest.fixture(scope="module")
def twelve(tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    """A guideline whose one statement cites twelve references, so that r1 is number 1, and so on."""
    tiny = Tiny(tmp_path_factory.mktemp("runs") / "content")
    tiny.wording(None)
    records: list[dict[str, object]] = [
        {"id": key(number), "type": "book", "title": f"Book {number}", "DOI": f"10.5555/book{number}"}
        for number in range(1, LAST + 1)
    ]
    work = records[SUGGESTED - 1] | {"id": "maybe"}
    records[UNLISTED - 1] = unlisted(UNLISTED)
    records[SUGGESTED - 1] = unlisted(SUGGESTED, suggested=work)
    tiny.records(records)
    retraction_file(tiny.content, row(OriginalPaperDOI=f"10.5555/book{RETRACTED}", OriginalPaperPubMedID="0"))
    tiny.body(f"Rest. {cite(range(1, LAST + 1))} {{: #all .fact }}\n")
    return tiny


def key(number: int) -> str:
    return f"r{number}"


def unlisted(number: int, **custom: object) -> dict[str, object]:
    return {
        "id": key(number),
        "type": "document",
        "title": f"Reference {number} of the source",
        "custom": {"status": "unlisted", **custom},
    }


def cite(numbers: Sequence[int]) -> str:
    return f"[{'; '.join(f'@{key(number)}' for number in numbers)}]"


def shown(tiny: Tiny, numbers: Sequence[int], page: str = ELSEWHERE) -> Element:
    """The numbers as a page has them that cites these references at one place."""
    text = render(tiny, f"See there. {cite(numbers)}\n", page=page)
    return next(with_class(html.fragment_fromstring(text, create_parent="article"), "citations"))


def may_stand_together(numbers: Sequence[int]) -> bool:
    in_a_row = all(later == earlier + 1 for earlier, later in pairwise(numbers))
    return len(numbers) == 1 or (len(numbers) >= 3 and in_a_row and not MARKED & set(numbers))


def fewest_entries(numbers: Sequence[int]) -> list[Sequence[int]]:
    """Of all ways to cut the numbers into single ones and runs, in their order, the one with the fewest entries."""
    between = range(1, len(numbers))
    for cuts_made in range(len(numbers)):
        for cuts in combinations(between, cuts_made):
            edges = [0, *cuts, len(numbers)]
            entries = [numbers[start:end] for start, end in pairwise(edges)]
            if all(map(may_stand_together, entries)):
                return entries
    raise AssertionError("single numbers are always possible")


def as_read(entries: Sequence[Sequence[int]]) -> str:
    return ", ".join(str(e[0]) if len(e) == 1 else f"{e[0]}-{e[-1]}" for e in entries)


# Runs that go up are rare among lists of numbers at random.
pieces = st.one_of(
    st.integers(1, LAST).map(lambda number: [number]),
    st.tuples(st.integers(1, LAST), st.integers(2, 5)).map(
        lambda run: [*range(run[0], min(LAST, run[0] + run[1] - 1) + 1)]
    ),
    st.tuples(st.integers(3, LAST), st.integers(2, 4)).map(
        lambda run: [*range(run[0], max(0, run[0] - run[1]), -1)]
    ),
)
lists = st.lists(pieces, min_size=1, max_size=4).map(
    lambda found: [number for piece in found for number in piece][:9]
)


@REPEATABLE
@example([1, 2, 3])
@example([1, 2])
@example([2, 3, 4, 5])
@example([3, 2, 1])
@example([6, 7, 8, 9, 10])
@example([9, 10, 11])
@example([1, 2, 3, 4, 1, 2, 3])
@given(lists)
def test_numbers_read_as_the_fewest_entries_that_keep_order_and_marks(twelve: Tiny, numbers: list[int]) -> None:
    assert words(shown(twelve, numbers)) == as_read(fewest_entries(numbers))


@REPEATABLE
@given(lists)
def test_no_reference_is_lost_whatever_is_drawn_together(twelve: Tiny, numbers: list[int]) -> None:
    mark = shown(twelve, numbers)
    links = list(mark.iter("a"))
    # Each end of a run stands for all of it; what stands for the same is said once.
    said: list[list[str]] = []
    for place, link in enumerate(links):
        of_link = link.get("data-references").split()
        ends_a_run = place > 0 and (links[place - 1].tail or "").strip() == "-"
        assert not ends_a_run or of_link == said[-1]
        said += [] if ends_a_run else [of_link]
    assert [each for group in said for each in group] == [f"ref:{key(number)}" for number in numbers]
    assert [group for group in said if len(group) == 2] == []


@pytest.mark.parametrize("number", range(1, LAST + 1))
def test_a_number_that_carries_a_mark_shows_it_between_any_neighbours(twelve: Tiny, number: int) -> None:
    around = [each for each in range(number - 3, number + 4) if 1 <= each <= LAST]
    alone = {
        int(words(link)): (link.get("class") or "").split()
        for link in shown(twelve, around).iter("a")
        if len(link.get("data-references").split()) == 1
    }
    marks = {
        UNLISTED: ["citation--unlisted"],
        SUGGESTED: ["citation--unlisted"],
        RETRACTED: ["citation--retracted"],
    }
    for each in MARKED & set(around):
        assert alone[each] == marks[each]
    assert [each for each, classes in alone.items() if classes and each not in MARKED] == []


def test_a_marked_number_says_in_words_what_its_mark_means(twelve: Tiny) -> None:
    names = {words(link): link.get("aria-label") for link in shown(twelve, [4, *sorted(MARKED)]).iter("a")}
    assert names == {
        "4": "Reference 4",
        "5": "Reference 5, which the source does not list",
        "8": "Reference 8, which was retracted",
        "11": "Reference 11, which the source does not list",
    }


def test_the_ends_of_a_run_say_which_references_it_stands_for(twelve: Tiny) -> None:
    [first, last] = shown(twelve, [1, 2, 3, 4]).iter("a")
    assert (first.get("aria-label"), last.get("aria-label")) == (
        "References 1 to 4: Reference 1",
        "References 1 to 4: Reference 4",
    )
    ends = [f"#{reference_anchor(key(number))}" for number in (1, 4)]
    assert [first.get("href"), last.get("href")] == ends


def test_every_number_is_a_reference_mark_for_a_program_that_reads_aloud(twelve: Tiny) -> None:
    links = list(shown(twelve, [1, 2, 3, 5, 8, 10]).iter("a"))
    assert [words(link) for link in links] == ["1", "3", "5", "8", "10"]
    assert {link.get("role") for link in links} == {"doc-noteref"}


@pytest.mark.parametrize("where", ["a statement", "a note", "another page"])
def test_a_run_is_drawn_together_wherever_it_stands(tmp_path: Path, where: str) -> None:
    tiny = Tiny(tmp_path / "content")
    tiny.wording(None)
    tiny.records([{"id": key(n), "type": "book", "title": f"Book {n}"} for n in range(1, 5)])
    body = (
        f"All. {cite([1, 2, 3, 4])} {{: #all .fact }}\n\n/// editors-note | On it\n    about: [all]\n\n"
        f"Said. {cite([2, 3, 4])}\n///\n"
    )
    tiny.body(body)
    text, expected, page = {
        "a statement": (body, "1-4", OTHERS_PAGE),
        "a note": (body, "2-4", OTHERS_PAGE),
        "another page": (f"See. {cite([1, 2, 3])}\n", "1-3", ELSEWHERE),
    }[where]
    article = html.fragment_fromstring(render(tiny, text, page=page), create_parent="article")
    assert expected in [words(mark) for mark in with_class(article, "citations")]


def test_a_run_goes_by_the_numbers_and_not_by_the_order_of_the_records(tmp_path: Path) -> None:
    tiny = Tiny(tmp_path / "content")
    tiny.wording(None)
    tiny.records([{"id": name, "type": "book", "title": name.upper()} for name in "abc"])
    body = "".join(
        f"{cites} {{: #{name} .fact }}\n\n"
        for name, cites in (
            ("one", "C first. [@c]"),
            ("two", "Then. [@a; @b; @c]"),
            ("three", "All. [@c; @a; @b]"),
        )
    )
    tiny.body(body)
    article = html.fragment_fromstring(render(tiny, body), create_parent="article")
    statements = {each.get("id"): each for each in with_class(article, "statement")}
    assert [words(next(with_class(statements[name], "citations"))) for name in ("one", "two", "three")] == [
        "1",
        "2, 3, 1",
        "1-3",
    ]
