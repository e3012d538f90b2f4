"""The referral letter: what was answered and no more, blanks for the rest, and a document that others open."""

from __future__ import annotations

import io
import json
import unicodedata
import zipfile
from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from openxml_audit import OpenXmlValidator

from calculator.exports.letter import letter_document, letter_name, letter_text
from calculator.result.result import result_of as result_of_text
from calculator.start_back import START_BACK
from calculator.start_back.instrument import COPYRIGHT
from tests.exports.results import (
    LONGEST,
    NO_FLAGS,
    OTHER_SHEETS,
    SITUATIONS,
    TODAY,
    Made,
    result_of,
    sheet,
    valid_forms,
)

FLAGS = {
    "cauda-equina": "1 cauda equina",
    "progressive-neurology": "2 progressive neurology",
    "malignancy": "3 malignancy",
    "infection": "4 infection",
    "fracture": "5 fracture",
}
HEADINGS = [
    "Reason for referral",
    "Red flags, as asked and answered",
    "The pain, and what was tried so far",
    "What this tool did not ask",
    "My question to you",
    "From",
]
OF_A_SCORE = ("Risk group", "Total", "distress", "Positive", "Missing items", "possible:", "Keele STarT")
FIELDS = {
    "weeks_since_onset": "Weeks since onset",
    "first_session": "First session",
    "sessions_attended": "Sessions",
    "improving": "Improving",
    "nsaid": "NSAID",
}
TO_FILL_IN = ("To", "Patient", "Date of birth", "Name, practice", "Signature", "Date")


def parts(letter: str) -> dict[str, list[str]]:
    """The lines of a letter by the heading above them, or by their first line."""
    return {head: lines for head, *lines in (block.splitlines() for block in letter.split("\n\n"))}


def is_blank(words: str) -> bool:
    """Whether words are a place to write on."""
    return len(words) >= 16 and set(words) == {"_"}


def values(lines: list[str]) -> dict[str, str]:
    """What stands behind each name."""
    return {name: value for name, colon, value in (line.partition(": ") for line in lines) if colon}


def test_a_whole_letter(made: Made) -> None:
    blank = "_" * 24
    request = sheet("ADAADDDDV") | {
        "weeks_since_onset": 3,
        "improving": "no",
        "nsaid": "not-tried",
        "first_session": "2026-11-16",
        "today": TODAY,
    }
    assert letter_text(made(request)).startswith(
        "Referral letter\n"
        "Answers of 23 November 2026.\n"
        "\n"
        f"To: {blank}\n"
        f"Patient: {blank}\n"
        f"Date of birth: {blank}\n"
        "\n"
        "Reason for referral\n"
        "The Keele STarT Back Screening Tool, 9 items.\n"
        "Risk group: medium. Total 4 of 9, distress 1 of 5.\n"
        "Positive: 1 leg pain, 3 disability (walking), 4 disability (dressing), 9 bothersomeness.\n"
        "Item 9 (bothersomeness): Very much.\n"
        "\n"
        "Red flags, as asked and answered\n"
        "1 cauda equina: No\n"
        "2 progressive neurology: No\n"
        "3 malignancy: No\n"
        "4 infection: No\n"
        "5 fracture: No\n"
    )
    assert letter_name(made(request)) == "Back pain - letter - 23 November 2026.docx"


@pytest.mark.parametrize("situation", SITUATIONS, ids=range(len(SITUATIONS)))
@pytest.mark.parametrize("answers", [*map(sheet, ("DDDDDDDDN", "AAAADDDDN", "AAAAAAAAE")), *OTHER_SHEETS], ids=str)
def test_it_holds_what_was_answered_and_blanks_for_the_rest(
    made: Made, answers: dict[str, Any], situation: dict[str, Any]
) -> None:
    request = answers | situation
    result = made(request)
    letter = letter_text(result)
    found = parts(letter)
    assert "{" not in letter
    assert "None" not in letter
    assert [head for head in found if head in HEADINGS] == HEADINGS
    written = values(letter.splitlines())
    assert all(is_blank(written[name]) for name in TO_FILL_IN)
    assert all(map(is_blank, found["My question to you"]))
    for name, label in FIELDS.items():
        instead = name == "first_session" and request.get("weeks_since_first_session") is not None
        answered = request.get(name) is not None
        if not (instead and not answered):
            assert is_blank(values(found["The pain, and what was tried so far"])[label]) is not answered
        missing = found["What this tool did not ask"][-1].removeprefix("Asked and not answered: ")
        is_missing = label.casefold() in missing.casefold().rstrip(".").split(", ")
        assert is_missing is (not answered and not instead)
    assert ("the questionnaire" in found["What this tool did not ask"][-1]) is ("answers" not in request)
    if "today" not in request:
        assert is_blank(found["Referral letter"][0].removeprefix("Answers of ").removesuffix("."))
    assert letter.splitlines()[-1] == COPYRIGHT
    assert "not a diagnosis" in letter.splitlines()[-2]
    assert all(version in letter.splitlines()[-2] for version in result.versions.values())


def test_it_names_no_action_of_the_plan(made: Made, guideline: dict[str, Any]) -> None:
    statements = {each["text"] for each in guideline["statements"]} | {
        each["plain"] for each in guideline["statements"]
    }
    for situation, answers in product(SITUATIONS, OTHER_SHEETS):
        letter = letter_text(made(answers | situation))
        assert not any(statement in letter for statement in statements if statement)


def test_of_two_times_of_the_first_session_one_is_enough(made: Made) -> None:
    treatment = "The pain, and what was tried so far"
    written = values(parts(letter_text(made({"weeks_since_first_session": 2.5})))[treatment])
    assert written["Weeks since first session"] == "2.5 weeks"
    assert "First session" not in written
    written = values(parts(letter_text(made({"first_session": "2026-11-16"})))[treatment])
    assert written["First session"] == "16 November 2026"
    assert "Weeks since first session" not in written


def flags_in(letter: str) -> dict[str, str]:
    """The answers to the safety questions; a line below them says what “No” can mean."""
    *answers, _what_no_means = parts(letter)["Red flags, as asked and answered"]
    return values(answers)


def test_a_red_flag_comes_first_with_where_to_go_and_no_score_or_plan(
    made: Made, guideline: dict[str, Any]
) -> None:
    statements = {each["id"]: each["text"] for each in guideline["statements"]}
    for answers in product(("no", "yes", "not sure"), repeat=5):
        standing = {flag: answer for flag, answer in zip(FLAGS, answers, strict=True) if answer != "no"}
        unsure = tuple(flag for flag, answer in standing.items() if answer == "not sure")
        request = sheet("AAAAAAAAE") | LONGEST | {"red_flags": {flag: flag in standing for flag in FLAGS}}
        letter = letter_text(made(request, unsure))
        assert flags_in(letter) == {name: standing.get(flag, "no").capitalize() for flag, name in FLAGS.items()}
        assert letter.startswith("RED FLAG REPORTED\n") is bool(standing)
        if not standing:
            continue
        emergency = "cauda-equina" in standing
        where = "Go to an emergency department now." if emergency else "Contact a clinician today."
        first, second = letter.splitlines()[1:3]
        assert first.startswith(where)
        # Whoever waits for a clinician must know what makes an emergency of it.
        assert emergency or second.startswith("Go to an emergency department now if")
        assert not any(words in letter for words in OF_A_SCORE)
        assert "The pain, and what was tried so far" not in parts(letter)
        reason = "\n".join(parts(letter)["Reason for referral"])
        for flag in START_BACK.red_flags:
            assert (flag.signs[0] in reason) is (flag.id in standing)
            assert statements[flag.statement] in reason or flag.id not in standing
        assert ("“Not sure” is treated as yes" in reason) is bool(unsure)


def test_what_an_emergency_left_unanswered_is_not_said_to_be_no(made: Made) -> None:
    request = {"red_flags": {"cauda-equina": True, "infection": False}, "today": TODAY}
    result = result_of_text(json.dumps(request), START_BACK, made({}).site)
    assert flags_in(letter_text(result)) == {
        "1 cauda equina": "Yes",
        "2 progressive neurology": "not answered",
        "3 malignancy": "not answered",
        "4 infection": "No",
        "5 fracture": "not answered",
    }


def test_whether_progress_was_checked_is_left_blank_only_where_it_was_asked(made: Made) -> None:
    def reviewed(**fields: Any) -> str | None:
        return values(parts(letter_text(made(fields)))["The pain, and what was tried so far"]).get("Reviewed")

    assert reviewed() is None
    assert reviewed(weeks_since_first_session=3.9) is None
    assert is_blank(reviewed(weeks_since_first_session=4) or "")
    assert reviewed(weeks_since_first_session=4, reviewed="unsure") == "not sure"


def test_it_says_which_guideline_it_rests_on_and_that_its_review_is_past(made: Made) -> None:
    result = made({"today": TODAY})
    site = replace(result.site, published=date(2026, 3, 1), next_review=date(2027, 3, 1), day=date(2027, 3, 2))
    for shown in (result, made({"red_flags": NO_FLAGS | {"fracture": True}})):
        lines = letter_text(replace(shown, site=site)).splitlines()
        assert "guideline 1.0.0 of 1 March 2026" in lines[-2]
        assert lines[-3] == "This guideline was to be reviewed by 1 March 2027. It may be out of date."
        assert "out of date" not in letter_text(replace(shown, site=replace(site, day=date(2027, 3, 1))))


def test_it_holds_no_name_by_itself(made: Made) -> None:
    result = made(sheet("ADAADDDDV") | {"today": TODAY})
    labelled = replace(result, site=replace(result.site, label="J. Doe"))
    assert letter_text(labelled) == letter_text(result)
    assert letter_name(labelled) == letter_name(result)


# ---- The document -----------------------------------------------------------------------------------------------


def opened(content: bytes) -> list[tuple[str, str]]:
    """The paragraphs of a document, by python-docx: the names of their styles and their texts."""
    return [(str(each.style and each.style.name), each.text) for each in Document(io.BytesIO(content)).paragraphs]


def faults(content: bytes, folder: Path) -> list[str]:
    """What is not as Office Open XML has it.

    The standard leaves a theme and a table of fonts out as it likes (ECMA-376-1, 11.3: "at most one"); the reader
    asks for both, as Word writes both.
    """
    file = folder / "letter.docx"
    file.write_bytes(content)
    found = [each.description for each in OpenXmlValidator().validate(str(file)).errors]
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    optional = {f"A required relationship type '{office}/{part}' is missing." for part in ("theme", "fontTable")}
    return [fault for fault in found if fault not in optional]


@pytest.mark.parametrize("answers", [sheet("ADAADDDDV"), sheet("A?DDDDADN"), {}, {"red_flags": "all"}], ids=str)
def test_the_document_holds_the_same_lines(made: Made, answers: dict[str, Any], tmp_path: Path) -> None:
    if "red_flags" in answers:
        answers = {"red_flags": dict.fromkeys(NO_FLAGS, True)}
    letter = letter_text(made(answers | {"today": TODAY}))
    content = letter_document(letter)
    found = opened(content)
    assert [line for _style, line in found] == letter.splitlines()
    assert {line for style, line in found if style == "Heading 1"} == set(HEADINGS) & set(letter.splitlines())
    assert [line for style, line in found if style == "Title"] == ["Referral letter"]
    assert ("Warning", "RED FLAG REPORTED") in found or "red_flags" not in answers
    assert faults(content, tmp_path) == []
    archive = zipfile.ZipFile(io.BytesIO(content))
    assert archive.testzip() is None
    assert archive.namelist()[0] == "[Content_Types].xml"
    # Nothing tells who wrote it and when.
    assert not any(name.startswith("docProps") for name in archive.namelist())
    assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize(
    ("part", "right", "wrong"),
    [
        ("word/styles.xml", '<w:keepLines/><w:outlineLvl w:val="0"/>', '<w:outlineLvl w:val="0"/><w:keepLines/>'),
        ("word/document.xml", 'w:val="Title"', 'w:val="Titel"'),
        ("word/document.xml", "<w:pgSz", "<w:size"),
        ("[Content_Types].xml", "document.main+xml", "document+xml"),
        ("word/_rels/document.xml.rels", "styles.xml", "style.xml"),
    ],
)
def test_a_damaged_document_would_be_noticed(part: str, right: str, wrong: str, tmp_path: Path) -> None:
    archive = zipfile.ZipFile(io.BytesIO(letter_document("Referral letter\nFrom\n")))
    damaged = io.BytesIO()
    with zipfile.ZipFile(damaged, "w") as copy:
        for name in archive.namelist():
            written = archive.read(name).decode()
            assert name != part or right in written
            copy.writestr(name, written.replace(right, wrong, 1) if name == part else written)
    assert faults(damaged.getvalue(), tmp_path) != []


MARKS = {"LEFT-TO-RIGHT MARK", "RIGHT-TO-LEFT MARK", "ARABIC LETTER MARK"}
TURNS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def writable(character: str) -> bool:
    """Whether a character can stand in XML and does not only turn the direction of reading, by Unicode's data."""
    if character == "\t":
        return True
    turns = unicodedata.bidirectional(character) in TURNS or unicodedata.name(character, "") in MARKS
    return not turns and unicodedata.category(character) not in {"Cc", "Cs"} and character not in "\ufffe\uffff"


@given(
    typed=st.text(st.characters() | st.sampled_from("\t\n\r<>&\"']\u202e\u2066\u200f\u061c\u200d\ud800\ufffe\x00"))
)
def test_whatever_was_typed_is_text_in_the_document(typed: str) -> None:
    lines = ["".join(filter(writable, line)) for line in typed.splitlines()]
    assert [line for _style, line in opened(letter_document(typed))] == lines


@pytest.mark.parametrize(
    "typed",
    [
        "</w:t></w:r></w:p><w:p>",
        "]]>&lt;&amp;",
        "<script>alert(1)</script>",
        "x" * 70_000,
        "Sara\u202egnp.exe",
        "\u05e9\u05dc\u05d5\u05dd \u200d\U0001f469\u200d\u2695\ufe0f",
    ],
    ids=["markup", "escapes", "script", "long", "turned", "other scripts"],
)
def test_what_was_typed_is_escaped(typed: str, tmp_path: Path) -> None:
    content = letter_document(f"Referral letter\n{typed}\n")
    assert opened(content) == [("Title", "Referral letter"), ("Normal", typed.replace("\u202e", ""))]
    assert faults(content, tmp_path) == []


@given(form=valid_forms())
def test_any_form_gives_a_letter_that_opens(
    guideline: dict[str, Any], form: tuple[dict[str, Any], tuple[str, ...]]
) -> None:
    letter = letter_text(result_of(guideline, *form))
    assert [line for _style, line in opened(letter_document(letter))] == letter.splitlines()
