"""The exact wording of an instrument in a language: used as it is given, refused where any part is missing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from calculator.core.translation import translate_calculator
from calculator.start_back import START_BACK
from site_plugins.diagnostics.problems import ContentError
from site_plugins.languages import Languages

FORM = START_BACK.instrument
WHOLE: dict[str, Any] = {
    "title": "Made up",
    "stem": "Made up:",
    "copyright": "Nobody's",
    "terms": "None",
    "source": "A test",
    "version": "1",
    "permission": "Nobody's: this is made up",
    "date": "2026-11-29",
    "items": {str(item.number): f"Item {item.number}" for item in FORM.items},
    "choices": {choice.value: choice.value.upper() for item in FORM.items for choice in item.choices},
}


def languages(folder: Path, content: dict[str, Any], name: str = "start-back-9.de.yml") -> Languages:
    (folder / "languages").mkdir(exist_ok=True)
    (folder / "languages" / name).write_text(json.dumps(content), encoding="utf-8")
    return Languages(folder, "de")


def test_a_wording_takes_the_place_of_the_english_items_and_of_nothing_else(tmp_path: Path) -> None:
    german = translate_calculator(START_BACK, languages(tmp_path, WHOLE).language_of("de"))
    assert [item.text for item in german.instrument.items] == list(WHOLE["items"].values())
    assert [choice.label for choice in german.instrument.items[8].choices] == [
        choice.value.upper() for choice in FORM.items[8].choices
    ]
    # The other form has no wording of its own.
    assert "Item" not in german.instruments[1].items[0].text


@pytest.mark.parametrize("left_out", [*(name for name in WHOLE if name not in ("items", "choices"))])
def test_without_any_part_a_build_is_refused_and_told_which(tmp_path: Path, left_out: str) -> None:
    content = {name: value for name, value in WHOLE.items() if name != left_out}
    with pytest.raises(ContentError, match=f"It has no “{left_out}”"):
        languages(tmp_path, content).check()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"items": {**WHOLE["items"], "9": ""}}, "items.9"),
        ({"items": {name: words for name, words in WHOLE["items"].items() if name != "4"}}, "items.4"),
        ({"date": "2026-02-30"}, "“date” is “2026-02-30”"),
        ({"translator": "a machine"}, "nothing that a wording has"),
    ],
)
def test_what_is_half_there_or_strange_is_refused(tmp_path: Path, change: dict[str, Any], says: str) -> None:
    with pytest.raises(ContentError, match=says):
        languages(tmp_path, WHOLE | change).check()


def test_a_file_that_nothing_reads_is_told(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="Nothing reads this file"):
        languages(tmp_path, WHOLE, "start-bak-9.de.yml").check()
