"""What was said about a work after it was published: retracted, corrected, of concern, taken back."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from site_plugins.diagnostics.problems import Place
from site_plugins.references.record import Record, SignedOff, Status
from site_plugins.references.retractions import (
    EditorialNotice,
    NoticeKind,
    find_retraction_problems,
    is_retracted,
    read_notices,
)
from tests.references.retraction_file import retraction_file, row, text_file

WORK: dict[str, Any] = {"id": "a", "type": "book", "title": "A", "DOI": "10.5555/work", "PMID": "99900002"}
OTHER: dict[str, Any] = {"id": "b", "type": "book", "title": "B", "DOI": "10.5555/other"}
DAY = date(2019, 1, 31)


def test_a_notice_says_what_when_and_why(tmp_path: Path) -> None:
    notices = read_notices(retraction_file(tmp_path, row()), [WORK, OTHER])
    assert notices.of(WORK) == (
        EditorialNotice(
            NoticeKind.RETRACTION, DAY, "10.5555/notice", "99900001", ("Error in Data", "Unreliable Results")
        ),
    )
    assert (notices.is_retracted(WORK), notices.of(OTHER), notices.is_retracted(OTHER)) == (True, (), False)


@pytest.mark.parametrize(
    "given",
    [
        {"OriginalPaperPubMedID": "0"},
        {"OriginalPaperDOI": "unavailable"},
        {"OriginalPaperDOI": "10.5555/WORK", "OriginalPaperPubMedID": ""},
        {"OriginalPaperDOI": " https://doi.org/10.5555/work ", "OriginalPaperPubMedID": "0"},
    ],
)
def test_a_work_is_matched_by_doi_or_by_pmid(tmp_path: Path, given: dict[str, str]) -> None:
    file = retraction_file(tmp_path, row(**given))
    assert read_notices(file, [WORK]).is_retracted(WORK)
    assert read_notices(file, [WORK | {"DOI": "10.5555/Work"}]).is_retracted(WORK)


@pytest.mark.parametrize("none", ["unavailable", "Unavailable", "0", "", " "])
def test_what_stands_for_no_identifier_matches_nothing(tmp_path: Path, none: str) -> None:
    file = retraction_file(tmp_path, row(OriginalPaperDOI=none, OriginalPaperPubMedID=none, RetractionDOI=none))
    bare: dict[str, Any] = {"id": "a", "type": "book", "title": "A"}
    notices = read_notices(file, [WORK, bare])
    assert (notices.of(WORK), notices.of(bare)) == ((), ())


def test_a_notice_without_identifiers_of_its_own_has_none(tmp_path: Path) -> None:
    given = {"RetractionDOI": "Unavailable", "RetractionPubMedID": "0", "Reason": ""}
    [notice] = read_notices(retraction_file(tmp_path, row(**given)), [WORK]).of(WORK)
    assert (notice.doi, notice.pmid, notice.reasons) == (None, None, ())


@pytest.mark.parametrize(
    ("nature", "kind"),
    [
        ("Retraction", NoticeKind.RETRACTION),
        ("Correction", NoticeKind.CORRECTION),
        ("Expression of concern", NoticeKind.CONCERN),
        ("Expression of Concern ", NoticeKind.CONCERN),
        ("Reinstatement", NoticeKind.REINSTATEMENT),
    ],
)
def test_the_four_kinds_are_told_apart(tmp_path: Path, nature: str, kind: NoticeKind) -> None:
    notices = read_notices(retraction_file(tmp_path, row(RetractionNature=nature)), [WORK])
    assert [notice.kind for notice in notices.of(WORK)] == [kind]
    assert notices.is_retracted(WORK) == (kind is NoticeKind.RETRACTION)


def test_only_a_reinstatement_after_it_takes_a_retraction_back() -> None:
    """Every order of up to four notices, compared with going through them day by day."""
    for length in range(5):
        for kinds in product(NoticeKind, repeat=length):
            notices = [
                EditorialNotice(kind, DAY + timedelta(day), None, None, ()) for day, kind in enumerate(kinds)
            ]
            retracted = False
            for kind in kinds:
                if kind is NoticeKind.RETRACTION:
                    retracted = True
                elif kind is NoticeKind.REINSTATEMENT:
                    retracted = False
            random.Random(length).shuffle(notices)
            assert is_retracted(notices) == retracted


@pytest.mark.parametrize(
    "order",
    [
        (NoticeKind.REINSTATEMENT, NoticeKind.RETRACTION),
        (NoticeKind.RETRACTION, NoticeKind.REINSTATEMENT),
        (NoticeKind.RETRACTION, NoticeKind.CORRECTION, NoticeKind.REINSTATEMENT, NoticeKind.RETRACTION),
    ],
    ids="-".join,
)
def test_of_one_day_the_reinstatement_came_second_in_any_order(
    order: tuple[NoticeKind, ...],
) -> None:
    notices = [EditorialNotice(kind, DAY, None, None, ()) for kind in order]
    assert not is_retracted(notices)
    earlier = EditorialNotice(NoticeKind.RETRACTION, DAY - timedelta(1), None, None, ())
    assert not is_retracted([*notices, earlier])
    assert not is_retracted([earlier, *notices])


@pytest.mark.parametrize("order", [("Retraction", "Reinstatement"), ("Reinstatement", "Retraction")])
def test_a_work_retracted_and_reinstated_on_one_day_may_be_cited(tmp_path: Path, order: tuple[str, str]) -> None:
    file = retraction_file(tmp_path, *(row(RetractionNature=nature) for nature in order))
    notices = read_notices(file, [WORK])
    assert len(notices.of(WORK)) == 2
    assert not notices.is_retracted(WORK)
    assert find_retraction_problems([(record(), ["#move"])], notices) == []


def test_notices_are_told_from_the_oldest_on_each_once(tmp_path: Path) -> None:
    concern = row(RetractionNature="Expression of concern", RetractionDate="12/1/2018 0:00")
    by_doi_alone = row(OriginalPaperPubMedID="0", RetractionDate="2/1/2019 0:00")
    file = retraction_file(tmp_path, by_doi_alone, row(), row(), concern)
    found = read_notices(file, [WORK]).of(WORK)
    assert [(notice.kind, notice.on.isoformat()) for notice in found] == [
        (NoticeKind.CONCERN, "2018-12-01"),
        (NoticeKind.RETRACTION, "2019-01-31"),
        (NoticeKind.RETRACTION, "2019-02-01"),
    ]


def test_the_file_can_tell_up_to_its_newest_entry_whatever_that_is_about(tmp_path: Path) -> None:
    other = row(OriginalPaperDOI="10.5555/else", OriginalPaperPubMedID="0", RetractionDate="11/2/2026 0:00")
    assert read_notices(retraction_file(tmp_path, row(), other), [WORK]).newest == date(2026, 11, 2)
    assert read_notices(retraction_file(tmp_path, other, row()), []).newest == date(2026, 11, 2)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1"])
def test_a_letter_in_another_encoding_hides_no_row(tmp_path: Path, encoding: str) -> None:
    text = retraction_file(tmp_path, row(Author="José Müller"), row()).read_text(encoding="utf-8")
    file = text_file(tmp_path, text, encoding)
    assert read_notices(file, [WORK]).is_retracted(WORK)


def record(name: str = "a", **given: Any) -> Record:
    place = Place("references.json", 7, 11, f'    "id": "{name}"')
    return Record(
        **{"id": name, "csl": WORK, "status": Status.CONFIRMED, "suggested": None, "place": place} | given
    )


def problems(tmp_path: Path, one: Record, *citing: str) -> list[str]:
    notices = read_notices(retraction_file(tmp_path, row()), [WORK])
    return [str(problem) for problem in find_retraction_problems([(one, citing)], notices)]


def test_citing_what_was_retracted_says_when_by_whom_and_what_to_do(tmp_path: Path) -> None:
    [said] = problems(tmp_path, record(), "#move", "#bed")
    assert said.split("\n") == [
        "references.json:7:11: “a” was retracted on 2019-01-31, notice 10.5555/notice, and is cited by #move, "
        "#bed: take it out, or say under custom who keeps it and since when: "
        '"acknowledged": {"by": "…", "on": "YYYY-MM-DD"}.',
        '    "id": "a"',
        "          ^",
    ]


def test_a_retracted_work_that_is_only_suggested_is_said_too(tmp_path: Path) -> None:
    one = record(
        csl={"id": "a", "type": "document", "title": "Reference 2"}, status=Status.UNLISTED, suggested=WORK
    )
    [said] = problems(tmp_path, one, "#move")
    assert "The work suggested for “a” was retracted on 2019-01-31" in said


@pytest.mark.parametrize(("day", "accepted"), [(DAY, True), (date(2027, 5, 23), True), (date(2019, 1, 30), False)])
def test_an_acknowledgement_is_of_the_retractions_up_to_its_day(tmp_path: Path, day: date, accepted: bool) -> None:
    assert (problems(tmp_path, record(acknowledged=SignedOff("B. Lee", day)), "#move") == []) == accepted


@pytest.mark.parametrize(
    "one",
    [
        record(csl=OTHER),
        record(csl=OTHER, acknowledged=SignedOff("B. Lee", DAY)),
        record(status=Status.UNLISTED),
    ],
)
def test_nothing_is_said_of_what_is_not_known_to_be_retracted(tmp_path: Path, one: Record) -> None:
    assert problems(tmp_path, one, "#move") == []


def test_nothing_is_said_of_a_retracted_work_that_nobody_cites(tmp_path: Path) -> None:
    assert problems(tmp_path, record()) == []
