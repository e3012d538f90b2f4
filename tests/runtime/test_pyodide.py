"""Python as it is shipped answers as CPython does, on every way through what a reader can ask."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from calculator import assess
from calculator.service import serve
from site_plugins.runtime import FOLDER, MANIFEST, Steps, runtime_files
from tests.runtime.calls import Call, calls, requests
from tests.runtime.conftest import Answer

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent

IN_OTHER_LANGUAGES = ("calculator/core/language.py", "calculator/core/translation.py")
"""Rooms of which a page in English needs little: tests/python_image asks in other languages."""
NOT_ASKED = {
    # The build's and the command line's alone.
    "calculator/core/messages.py quote_all",
    "calculator/__init__.py respond",
    "calculator/core/quick_entry.py describe_row",
    "calculator/core/quick_entry.py describe_row.<locals>.<genexpr>",
    "calculator/core/quick_entry.py describe_row.<locals>.<lambda>",
    "calculator/core/quick_entry.py example_row",
    "calculator/core/quick_entry.py example_row.<locals>.<genexpr>",
    # For an instrument with two answers that begin with the same letter.
    "calculator/core/instrument.py Item.by_place",
    "calculator/core/quick_entry.py answer_letters.<locals>.<genexpr>",
    # For whoever calls `score` without reading the request first.
    "calculator/core/instrument.py Item.choice.<locals>.<genexpr>",
    # Each kind of field says it for itself.
    "calculator/core/fields.py Field.allowed",
    "calculator/core/fields.py Field.in_short",
    "calculator/core/fields.py Field.in_words",
    "calculator/core/fields.py Field.read",
    # What only a page in another language, or the build, needs.
    "calculator/core/calculator.py Question.id",
    "calculator/core/dates.py day_words",
    "calculator/core/dates.py day_words.<locals>.<genexpr>",
    "calculator/core/messages.py first_letter",
    "calculator/core/messages.py first_letter.<locals>.<genexpr>",
    "calculator/core/red_flags.py RedFlag.__post_init__",
    "calculator/result/site.py plain_key",
    "calculator/service.py _without_marks",
    # A page that was built names a guideline that there is a calculator for.
    "calculator/service.py find_calculator.<locals>.<genexpr>",
}


@pytest.fixture
def answer(answer_in_node: Answer, guideline_text: str) -> Callable[..., dict[str, Any]]:
    """Starts Python under Node as a reader's browser gets it, and asks it."""

    def ask(files: dict[str, bytes], asked: list[str], called: list[Call]) -> dict[str, Any]:
        given = {"guideline": guideline_text, "requests": asked, "calls": called}
        found: dict[str, Any] = answer_in_node(files, HERE / "answering.py", given)
        return found

    return ask


def test_every_answer_is_cpythons_and_nothing_of_ours_is_left_unwalked(
    answer: Callable[..., dict[str, Any]], files: dict[str, bytes], guideline_text: str
) -> None:
    asked = requests()
    called = calls(guideline_text)
    assert len(asked) > 1280 + 160 + 300
    found = answer(files, asked, called)
    assert [r for r, a in zip(asked, found["answers"], strict=True) if json.loads(a) != json.loads(assess(r))] == []
    served = zip(called, found["served"], strict=True)
    assert [(c, g, s) for (c, g), s in served if not s.startswith("{") or s != serve(c, json.dumps(g))] == []
    # What no call reaches could need a module that was left out: reach it in calls.py.
    unwalked = {name for name in found["unwalked"] if not name.startswith(IN_OTHER_LANGUAGES)}
    assert unwalked - NOT_ASKED == set()


@pytest.mark.parametrize("trim", [False, True])
def test_each_step_can_be_switched_off(
    answer: Callable[..., dict[str, Any]], files: dict[str, bytes], trim: bool
) -> None:
    larger = runtime_files(ROOT, Steps(image=False, trim=trim, compile=False))
    assert json.loads(larger[f"{FOLDER}/{MANIFEST}"])["full"] is None
    asked = requests()[::100]
    assert answer(larger, asked, [])["answers"] == answer(files, asked, [])["answers"]
