"""The questions of a build reach all that a page can ask, of every calculator, and are the same every time."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from calculator import service
from calculator.core.calculator import Calculator
from calculator.service import CALCULATORS, COMMANDS
from site_plugins.calculators.questions import BEGIN, make_questions
from site_plugins.calculators.stand_in import VARIANTS, make_stand_in
from tests.second_instrument.tide import TIDE

ROOT = Path(__file__).parents[2]
SCHEMA = ROOT / "site_plugins" / "guideline" / "guideline.schema.json"
MOST = 1000
"""A build asks all of them twice, each time in a browser's Python, which is some six times slower."""

WHOLE = {
    # The command line's, the cohort's and the build's alone.
    *("calculator/__init__.py assess", "calculator/__init__.py respond"),
    *("calculator/core/assessment.py respond", "calculator/core/assessment.py respond_in_text"),
    "calculator/core/messages.py quote_all",
    "calculator/core/dates.py day_words",
    *(f"calculator/core/language.py {name}" for name in ("Language.to_json", "is_partly_translated")),
    *(f"calculator/core/translation.py {name}" for name in ("words_of", "_walk")),
    *(f"calculator/core/quick_entry.py {name}" for name in ("describe_row", "example_row")),
    # They run while modules are imported.
    "calculator/core/guideline_data.py published_version",
    "calculator/core/instrument.py Instrument.__post_init__",
    *(f"calculator/core/measurement.py {name}.__post_init__" for name in ("FoundSince", "Finding")),
    "calculator/exports/word_file.py _style",
    *(f"calculator/start_back/calculator.py {name}" for name in ("_group_statements", "<genexpr>")),
    "calculator/start_back/instrument.py _total",
    "calculator/start_back/loinc.py _code",
    "calculator/core/red_flags.py RedFlag.__post_init__",
    "calculator/start_back/rules.py _stands",
    # Each kind of field says it for itself.
    *(f"calculator/core/fields.py Field.{name}" for name in ("allowed", "read", "in_words", "in_short")),
    # For an instrument with two answers that begin with the same letter.
    "calculator/core/instrument.py Item.by_place",
}
"""Functions that no answer runs."""
IN_PART = {
    # For whoever calls `score` without reading the request first.
    "calculator/core/instrument.py Item.choice",
    "calculator/core/scoring.py score",
    # For an instrument with two answers that begin with the same letter.
    "calculator/core/quick_entry.py answer_letters",
    # A page sends text, and no bytes.
    "calculator/core/strict_json.py _decode",
    # Whoever has a result has answered a safety question.
    "calculator/exports/fhir/bundle.py make_bundle",
    # For a calculator without a measurement, or with a claim about which nothing was found since.
    "calculator/result/change_view.py _notes",
    "calculator/result/clinician.py _render_since",
}
"""Functions of which no answer runs every line."""


@pytest.fixture(scope="module")
def questions() -> list[tuple[str, str]]:
    """All questions of a build."""
    before = dict(service._guideline)
    made = make_questions()
    assert service._guideline == before, "making them leaves the guideline of whoever asks alone"
    return made


@pytest.fixture(scope="module")
def walked(questions: list[tuple[str, str]]) -> dict[str, Any]:
    """What became of the questions."""
    return walk(questions)


def walk(questions: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Return what became of questions in a fresh process: what was answered, and which lines nothing ran."""
    run = subprocess.run(
        [sys.executable, Path(__file__).with_name("walk.py")],
        input=json.dumps(questions),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert run.returncode == 0, run.stderr[-3000:]
    found: dict[str, Any] = json.loads(run.stdout)
    return found


def test_every_line_that_an_answer_can_reach_runs(walked: dict[str, Any]) -> None:
    unwalked: dict[str, list[str]] = walked["unwalked"]
    assert {name: lines for name, lines in unwalked.items() if name not in WHOLE | IN_PART} == {}
    # An exception that is none any more is taken out of the list.
    assert (WHOLE | IN_PART) - unwalked.keys() == set()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_answered_and_refused(command: str, walked: dict[str, Any]) -> None:
    answered = walked["answered"]
    assert answered[command] >= 5
    assert answered[f"{command}, refused"] >= 1


def test_a_command_without_questions_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(COMMANDS, "whistle", lambda payload: payload)
    with pytest.raises(LookupError, match="whistle"):
        make_questions()


def test_questions_for_a_command_that_is_gone_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(COMMANDS, "fhir")
    with pytest.raises(LookupError, match="fhir"):
        make_questions()


def test_they_are_few_begin_with_a_guideline_and_are_text_that_utf_8_holds(
    questions: list[tuple[str, str]],
) -> None:
    assert len(questions) <= MOST
    assert questions[0][0] == BEGIN
    for command, payload in questions:
        (command + payload).encode()


def test_they_are_the_same_in_another_process_with_another_hash_seed(questions: list[tuple[str, str]]) -> None:
    program = (
        "from site_plugins.calculators.questions import *; import sys; sys.stdout.write(repr(make_questions()))"
    )
    seed = "2" if os.environ.get("PYTHONHASHSEED") == "1" else "1"
    run = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", program],
        capture_output=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed, "TZ": "Asia/Kathmandu"},
    )
    assert hashlib.sha256(run.stdout).digest() == hashlib.sha256(repr(questions).encode()).digest()


@pytest.mark.parametrize("variant", range(VARIANTS))
@pytest.mark.parametrize("calculator", [*CALCULATORS, TIDE], ids=lambda calculator: calculator.id)
def test_a_stand_in_is_a_guideline_in_the_published_form(calculator: Calculator, variant: int) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    model = make_stand_in(calculator, variant)
    checker = Draft202012Validator.FORMAT_CHECKER
    assert [
        error.message for error in Draft202012Validator(schema, format_checker=checker).iter_errors(model)
    ] == []
    assert {rule.statement for rule in calculator.rules} <= {each["id"] for each in model["statements"]}


@pytest.mark.parametrize("calculator", CALCULATORS, ids=lambda calculator: calculator.id)
def test_stand_ins_hold_all_that_a_result_tells_apart(calculator: Calculator) -> None:
    models = [make_stand_in(calculator, variant) for variant in range(VARIANTS)]
    statements = [each for model in models for each in model["statements"]]
    texts = [each["text"] for each in statements]
    # Python keeps a text in one, two or four bytes a character.
    assert any(text.isascii() for text in texts)
    for least, most in (("\x80", "\xff"), ("\u0100", "\uffff"), ("\U00010000", "\U0010ffff")):
        assert any(least <= max(text) <= most for text in texts)
    assert {len(each["citations"]) for each in statements} == {0, 1, 2, 3}
    assert {each["plain"] is None for each in statements} == {True, False}
    assert {each["kind"] == "fact" for each in statements} == {True, False}
    assert {each["status"] for model in models for each in model["references"]} == {"confirmed", "unlisted"}
    assert {each["plain"] is None for model in models for each in model["notes"]} == {True, False}
    assert {model["next_review"] is None for model in models} == {True, False}
    assert len({model["status"] for model in models}) == 2


def test_the_guideline_itself_is_in_no_question(questions: list[tuple[str, str]]) -> None:
    source = (ROOT / "content" / "guidelines" / CALCULATORS[0].guideline / "index.md").read_text(encoding="utf-8")
    sentences = {line.strip(" -").partition(" [@")[0] for line in source.splitlines() if "{: #" in line}
    assert len(sentences) > 20
    asked = "".join(payload for _command, payload in questions)
    assert [sentence for sentence in sentences if sentence and sentence in asked] == []


def test_another_calculator_is_asked_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "CALCULATORS", (TIDE,))
    monkeypatch.setattr(service, "_guideline", {})
    answered = set()
    # Those with the first of the guidelines are some of every kind.
    for command, payload in make_questions((TIDE,))[: MOST // VARIANTS]:
        try:
            service.begin(*json.loads(payload)) if command == BEGIN else service.serve(command, payload)
        except (ValueError, LookupError, TypeError, AttributeError):
            continue
        answered.add(command)
    assert answered == {BEGIN, *COMMANDS}
