"""The project's own fields of a record: how sure it is which work it is, who said so, the kind of study."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from site_plugins.references.record import SignedOff, Status
from tests.references.record_file import SOUND, THIRD, check, read

KNOWN = "status, suggested, cited-for, study, confirmed, acknowledged, number, further-reading"
WORK: dict[str, Any] = {"id": "x", "type": "book", "title": "X"}
DAY = "a day YYYY-MM-DD that exists"

# What stands under `custom`: where the caret stands, and what is said.
REFUSED: dict[str, tuple[Any, list[tuple[str, str]]]] = {
    "no object": ("unlisted", [('"unlisted"', "custom of “third” is 'unlisted'; allowed: an object.")]),
    "a status that is neither": (
        {"status": "unlistd"},
        [
            (
                '"unlistd"',
                "custom.status of “third” is 'unlistd'; allowed: confirmed, unlisted. Did you mean “unlisted”?",
            )
        ],
    ),
    "a status that is a number": (
        {"status": 1},
        [("1", "custom.status of “third” is 1; allowed: confirmed, unlisted.")],
    ),
    "a mistyped status, which would pass for confirmed": (
        {"stauts": "unlisted"},
        [('"stauts"', f"custom.stauts of “third” is not known; allowed: {KNOWN}. Did you mean “status”?")],
    ),
    "a suggestion beside confirmed": (
        {"status": "confirmed", "suggested": WORK},
        [
            (
                '"suggested"',
                "custom.suggested of “third” stands beside status 'confirmed'; allowed beside: unlisted.",
            )
        ],
    ),
    "a suggestion without a status, which is confirmed": (
        {"suggested": WORK},
        [
            (
                '"suggested"',
                "custom.suggested of “third” stands beside status 'confirmed'; allowed beside: unlisted.",
            )
        ],
    ),
    "a suggestion that is only a text": (
        {"status": "unlisted", "suggested": "Casazza 2012"},
        [('"Casazza', "custom.suggested of “third” is 'Casazza 2012'; allowed: an object.")],
    ),
    "a suggestion that is no valid record": (
        {"status": "unlisted", "suggested": WORK | {"title": "", "author": [{"family": "Lee", "given": 5}]}},
        [
            ('""', "title of the work suggested for “third” is ''; allowed: some text."),
            ("5", "given of author of the work suggested for “third” is 5; allowed: some text."),
        ],
    ),
    "a confirmation of what is unlisted": (
        {"status": "unlisted", "confirmed": {"by": "B. Lee", "on": "2027-05-23"}},
        [
            (
                '"confirmed"',
                "custom.confirmed of “third” stands beside status 'unlisted'; allowed beside: confirmed.",
            )
        ],
    ),
    "a confirmation that is only a name": (
        {"confirmed": "B. Lee"},
        [
            (
                '"B. Lee"',
                "custom.confirmed of “third” is 'B. Lee'; allowed: an object such as "
                '{"by": "B. Lee", "on": "2027-05-23"}.',
            )
        ],
    ),
    "a confirmation by nobody on no day": (
        {"confirmed": {}},
        [
            ("{}", "custom.confirmed.by of “third” is missing; allowed: a name."),
            ("{}", f"custom.confirmed.on of “third” is missing; allowed: {DAY}."),
        ],
    ),
    "an acknowledgement on a day that does not exist": (
        {"acknowledged": {"by": " ", "on": "2027-02-29"}},
        [
            ('" "', "custom.acknowledged.by of “third” is ' '; allowed: a name."),
            ('"2027-02-29"', f"custom.acknowledged.on of “third” is '2027-02-29'; allowed: {DAY}."),
        ],
    ),
    "a day in another form": (
        {"acknowledged": {"by": "B. Lee", "on": "20270523"}},
        [('"20270523"', f"custom.acknowledged.on of “third” is '20270523'; allowed: {DAY}.")],
    ),
    "a mistyped name within": (
        {"confirmed": {"by": "B. Lee", "on": "2027-05-23", "bye": "C"}},
        [('"bye"', "custom.confirmed.bye of “third” is not known; allowed: by, on. Did you mean “by”?")],
    ),
    "a study that is no text": (
        {"study": ["trial"]},
        [('["trial"]', "custom.study of “third” is ['trial']; allowed: some text.")],
    ),
    "nothing that it is cited for": (
        {"cited-for": ""},
        [('""', "custom.cited-for of “third” is ''; allowed: some text.")],
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_record_is_refused_for(tmp_path: Path, name: str) -> None:
    custom, expected = REFUSED[name]
    records = read(tmp_path, SOUND, THIRD | {"custom": custom})
    check(records.problems, 3, expected)
    assert list(records.by_id) == ["first"]


def test_what_is_confirmed_says_by_whom_and_when(tmp_path: Path) -> None:
    signed = {"by": "B. Lee", "on": "2027-05-23"}
    custom = {"status": "confirmed", "confirmed": signed, "acknowledged": signed, "study": "Randomised trial"}
    record = read(tmp_path, THIRD | {"custom": custom}).by_id["third"]
    expected = SignedOff("B. Lee", date(2027, 5, 23))
    assert (record.status, record.confirmed, record.acknowledged) == (Status.CONFIRMED, expected, expected)
    assert (record.study, record.work, record.csl) == ("Randomised trial", THIRD, THIRD)


def test_a_record_without_custom_is_confirmed_by_nobody_in_particular(tmp_path: Path) -> None:
    record = read(tmp_path, THIRD).by_id["third"]
    assert (record.status, record.confirmed, record.acknowledged, record.study) == (Status.CONFIRMED, *3 * [None])


def test_the_work_of_an_unlisted_record_is_the_suggested_one(tmp_path: Path) -> None:
    custom = {"status": "unlisted", "suggested": WORK, "study": "trial", "cited-for": "heat"}
    record = read(tmp_path, THIRD | {"custom": custom}).by_id["third"]
    assert (record.status, record.work, record.study) == (Status.UNLISTED, WORK, "trial")


def test_the_work_of_an_unlisted_record_without_suggestion_is_not_known(tmp_path: Path) -> None:
    assert read(tmp_path, THIRD | {"custom": {"status": "unlisted"}}).by_id["third"].work is None
