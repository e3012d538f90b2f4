"""The summary for a QR code: short, in ASCII, complete enough for a clinician, whatever was answered."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from calculator.core.quick_entry import read_answers
from calculator.exports.qr_code import LIMIT, summary_text
from calculator.start_back import START_BACK
from calculator.start_back.instrument import COPYRIGHT
from tests.results import FLAGS, NO_FLAGS, published, result_of, sheet

SHEETS = ["".join(letters) for letters in itertools.product(*["AD"] * 8, "NSMVE")]
SITUATIONS: tuple[dict[str, Any], ...] = (
    {},
    {"today": "2026-11-23"},
    {
        "today": "2199-12-31",
        "first_session": "2199-09-30",
        "weeks_since_onset": 1040,
        "sessions_attended": 500,
        "improving": "unsure",
        "nsaid": "cannot-take",
    },
)


@pytest.fixture(scope="module")
def guideline(site: Path) -> dict[str, Any]:
    """The guideline as published."""
    return published(site)


def held(text: str) -> bool:
    """Whether a summary is what every summary must be."""
    return (
        len(text) <= LIMIT == 300
        and text.isascii()
        and "Not a diagnosis." in text
        and COPYRIGHT.removeprefix("Copyright ") in text
        and "Calculator 1.1.0, guideline 1.0.0" in text
        and "{" not in text
    )


def test_every_complete_sheet_in_every_situation(guideline: dict[str, Any]) -> None:
    assert len(SHEETS) == 1280
    for letters, situation in itertools.product(SHEETS, SITUATIONS):
        result = result_of(guideline, sheet(letters) | situation)
        text = summary_text(result)
        assert held(text), text
        score = result.score
        assert score is not None
        assert score.band is not None
        assert (
            f"Group: {score.band.id} risk. Total {score.total} of 9, distress {score.points('distress')} of 5"
            in text
        )
        assert f"Answers 1-9: {letters} " in text
        assert text.startswith(situation.get("today", "No date"))


def _incomplete() -> Iterator[str]:
    for letters, gaps in itertools.product(("AAAAAAAAE", "DDDDDDDDN", "ADADADADV"), range(1, 512)):
        yield "".join("?" if gaps >> place & 1 else letter for place, letter in enumerate(letters))
    yield from ("".join(letters) for letters in itertools.product(*["AD?"] * 5, "NV?"))


def test_every_set_of_missing_answers_and_the_6_item_form(guideline: dict[str, Any]) -> None:
    for letters in _incomplete():
        text = summary_text(result_of(guideline, sheet(letters) | {"today": "2026-11-23"}))
        assert held(text), text
        code = text.partition("Answers ")[2].partition(": ")[2].split()[0]
        assert code == letters
        form = "start-back-9" if len(letters) == 9 else "start-back-6"
        assert set(read_answers(code, START_BACK.instrument_by_id[form]).values()) != {None} or set(code) == {"?"}
        assert ("No score: answers missing" in text) is ("?" in letters)
        assert ("Total" in text) is ("?" not in letters)


def test_every_set_of_red_flags_says_where_to_go_and_why_and_no_more(guideline: dict[str, Any]) -> None:
    for answers in itertools.product((False, True, "unsure"), repeat=5):
        flags = {flag: answer is not False for flag, answer in zip(FLAGS, answers, strict=True)}
        if not any(flags.values()):
            continue
        unsure = tuple(flag for flag, answer in zip(FLAGS, answers, strict=True) if answer == "unsure")
        request = {"red_flags": flags, "today": "2026-11-23", **sheet("AAAAAAAAE")}
        text = summary_text(result_of(guideline, request, unsure))
        assert held(text), text
        emergency = flags["cauda-equina"]
        assert ("Go to an emergency department now" in text) is emergency
        assert ("Contact a clinician today" in text) is not emergency
        for flag in FLAGS:
            name = flag.replace("-", " ")
            said = {key: names for key, _, names in (line.partition(": ") for line in text.splitlines())}
            assert (name in said.get("Not sure", "")) is (flag in unsure)
            assert (name in said.get("Yes", "")) is (flags[flag] and flag not in unsure)
        assert not any(word in text for word in ("Group", "Total", "AAAAAAAAE"))


def test_a_group_known_from_elsewhere_and_no_group_at_all(guideline: dict[str, Any]) -> None:
    assert "Group: high risk, known beforehand; no answers" in summary_text(
        result_of(guideline, {"risk_group": "high"})
    )
    text = summary_text(result_of(guideline, {"red_flags": NO_FLAGS}))
    assert held(text)
    assert "Group: not known; no answers" in text
    assert "No red flag reported" in text
