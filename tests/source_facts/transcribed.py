"""The facts as transcribed by hand into tests/source/: what the tests of this folder expect.

Nothing here imports the calculator: what it says is compared with the transcription, never with itself.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parents[1] / "source"


def transcribed(name: str) -> dict[str, Any]:
    """Return a file of tests/source/ by its name without the ending."""
    return yaml.safe_load((FOLDER / f"{name}.yml").read_text(encoding="utf-8"))


START_BACK = transcribed("start-back")
RED_FLAGS = transcribed("red-flags")
NOTICES = transcribed("notices")
PLAIN_WORDS = transcribed("plain-words")
PATIENT_TEXTS = transcribed("words-for-patients")["texts"]
LOINC = transcribed("loinc")
PLAN_RULES = transcribed("plan-rules")
LATER_GUIDANCE = transcribed("later-guidance")

STEM: str = START_BACK["stem"]
ITEMS: list[dict[str, Any]] = START_BACK["items"]
COPYRIGHT: str = START_BACK["copyright"]
QUESTIONS: list[dict[str, Any]] = RED_FLAGS["questions"]
LINES: dict[str, str] = NOTICES["lines"]


def notice(name: str, **values: str) -> str:
    """Return a notice in its words, with those in braces filled in."""
    (words,) = (each["today"] for each in NOTICES["notices"] if each["id"] == name)
    return words.format_map(LINES | values)


def answer_value(label: str) -> str:
    """Return how a request writes an answer."""
    return label.lower().replace(" ", "-")


def sheet_answers(row: str) -> dict[str, Any]:
    """Return the part of a request that a row of answers such as ADAADDDDE or AADDDM stands for."""
    short = len(row) == len(START_BACK["short_form_items"])
    numbers = START_BACK["short_form_items"] if short else [item["number"] for item in ITEMS]
    answers = {}
    for number, letter in zip(numbers, row, strict=True):
        labels = list(ITEMS[number - 1]["answers"])
        place = {"D": 0, "A": 1}.get(letter)
        answers[str(number)] = answer_value(labels["NSMVE".index(letter) if place is None else place])
    return {"instrument": "start-back-6" if short else "start-back-9", "answers": answers}
