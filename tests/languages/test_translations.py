"""Files of translations: what is written for translators, and what is read of them, or refused."""

from __future__ import annotations

import re
from gettext import GNUTranslations, c2py
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from calculator.core.language import Plurals
from site_plugins.diagnostics.problems import ContentError
from site_plugins.languages.__main__ import main
from site_plugins.languages.sources import SourceText
from site_plugins.languages.translations import plurals_of, read_translation, write_translations

FOLD, DAYS, SINK = (
    SourceText("boat.fold", "Fold {paper} once.", None, "boats"),
    SourceText("boat.days", "{number} days afloat", "{number} day afloat", "boats"),
    SourceText("boat.sink", "It sinks.", None, "boats"),
)
TEXTS = {each.key: each for each in (FOLD, DAYS, SINK)}
GERMAN: dict[str, str | tuple[str, ...]] = {
    "boat.fold": "{paper} einmal falten.",
    "boat.days": ("{number} Tag", "{number} Tage"),
    "boat.sink": "Es sinkt.",
}


def german(file: Path, **otherwise: str | tuple[str, ...]) -> Path:
    """A file as a translator leaves it, but for the texts that are named without their `boat.`."""
    said = GERMAN | {f"boat.{name}": words for name, words in otherwise.items()}
    catalog = read_po(BytesIO(write_translations(TEXTS, "de", file)))
    for message in catalog:
        if message.context:
            message.string = said[message.context]
    with file.open("wb") as stream:
        write_po(stream, catalog)
    return file


def test_what_a_translator_wrote_is_read(tmp_path: Path) -> None:
    read = read_translation(german(tmp_path / "de.po"), "de", TEXTS)
    assert read.texts == GERMAN
    assert (read.missing, read.outdated, read.unknown) == ((), (), ())


def test_a_file_is_gettexts_own(tmp_path: Path) -> None:
    """Python's gettext, which we did not write, finds the same words by the same contexts and numbers."""
    with german(tmp_path / "de.po").open("rb") as stream:
        catalog = read_po(stream)
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    gettext = GNUTranslations(compiled)
    assert gettext.pgettext("boat.sink", "It sinks.") == "Es sinkt."
    forms = [gettext.npgettext("boat.days", "{number} day afloat", "{number} days afloat", n) for n in range(3)]
    assert forms == ["{number} Tage", "{number} Tag", "{number} Tage"]


def test_renewed_it_keeps_what_was_translated_and_asks_about_what_changed(tmp_path: Path) -> None:
    file = german(tmp_path / "de.po")
    changed = SourceText("boat.sink", "It sinks slowly.", None, "boats")
    new = SourceText("boat.swim", "Swim.", None, "boats")
    texts = {each.key: each for each in (FOLD, changed, new)}
    file.write_bytes(content := write_translations(texts, "de", file))
    assert write_translations(texts, "de", file) == content, "renewed again it is the same"
    assert b'#, fuzzy\n#| msgid "It sinks."\n' in content
    assert b'#~ msgctxt "boat.days"' in content, "what no text needs any more is kept, commented out"
    again = tmp_path / "again.po"
    again.write_bytes(write_translations(TEXTS, "de", file))
    assert read_translation(again, "de", TEXTS).texts["boat.days"] == GERMAN["boat.days"], "and comes back"
    read = read_translation(file, "de", texts)
    assert read.texts == {"boat.fold": "{paper} einmal falten."}
    assert read.missing == ("boat.sink", "boat.swim")


def test_a_translation_of_other_english_words_is_not_used(tmp_path: Path) -> None:
    texts = TEXTS | {"boat.sink": SourceText("boat.sink", "It never sinks.", None, "boats")}
    read = read_translation(german(tmp_path / "de.po"), "de", texts)
    assert "boat.sink" not in read.texts
    assert read.outdated == ("boat.sink",)


@pytest.mark.parametrize(
    ("name", "words", "says"),
    [
        ("fold", "{papier} falten.", "{papier}, which its text does not fill in; allowed: {paper}"),
        ("fold", "Einmal falten.", "lacks {paper}"),
        ("fold", "{paper falten.", "braces that do not match"),
        ("fold", "{paper!r} falten.", "braces that do not match"),
        ("fold", "{paper}\a", "U+0007"),
        ("sink", "Es sinkt \ufdd0.", "U+FDD0"),
        ("days", ("{number} Tag", "{tage} Tage"), "{tage}"),
    ],
)
def test_a_translation_that_no_page_could_show_is_refused_with_its_line(
    tmp_path: Path, name: str, words: str | tuple[str, ...], says: str
) -> None:
    file = german(tmp_path / "de.po", **{name: words})
    with pytest.raises(ContentError) as refused:
        read_translation(file, "de", TEXTS)
    assert says in str(refused.value)
    assert re.search(rf"{re.escape(str(file))}:\d+", str(refused.value))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b'msgid "a"\nmsgstr "b"\n', "has no msgctxt"),
        (b'msgctxt "k"\nmsgid "a"\nmsgstr "b"\n\nmsgctxt "k"\nmsgid "a"\nmsgstr "c"\n', "there twice"),
        (b"\xff\xfe\x00", "cannot be read"),
        (b'msgid ""\nmsgstr "Language: ar\\n"\n', "Language: ar"),
    ],
)
def test_what_is_no_file_of_this_language_is_refused(tmp_path: Path, content: bytes, says: str) -> None:
    file = tmp_path / "de.po"
    file.write_bytes(content)
    with pytest.raises(ContentError, match=re.escape(says)):
        read_translation(file, "de", TEXTS)


@pytest.mark.parametrize("tag", ["de", "fr", "ja", "ru", "pl", "lt", "cs", "he", "ar", "cy", "ga", "sl", "ro"])
def test_a_number_takes_the_form_that_the_languages_rule_gives_it(tag: str) -> None:
    catalog = Catalog(locale=tag)
    plurals, place = plurals_of(catalog), c2py(catalog.plural_expr)
    numbers = [*range(2500), 10_000, 10_001, 10_012, 1_000_002]
    assert [plurals.place(number) for number in numbers] == [place(number) for number in numbers]
    assert len(plurals.first + plurals.then) < 2100


def test_a_number_that_is_not_whole_takes_the_last_form() -> None:
    assert Plurals("10", "1").place(1.5) == 1
    assert Plurals("012", "345").place(2.5) == 5


def test_the_command_line_writes_renews_and_checks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "languages" / "de.po"
    assert main(["update", "de", "--content", str(tmp_path)]) == 0
    first = file.read_bytes()
    assert main(["update", "de", "--content", str(tmp_path)]) == 0
    assert file.read_bytes() == first
    assert main(["check", "--content", str(tmp_path)]) == 1
    assert "de: 0 of " in capsys.readouterr().out
    assert main(["update", "xx-nowhere", "--content", str(tmp_path)]) == 2
    (tmp_path / "languages" / "german.po").write_bytes(b"")
    assert main(["check", "--content", str(tmp_path)]) == 2
    assert "Nothing reads this file" in capsys.readouterr().err
