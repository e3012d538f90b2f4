"""Other words for those of the site: who types MRI finds imaging."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_plugins.guideline import ContentError
from site_plugins.search import SYNONYMS, Synonyms, read_synonyms
from site_plugins.search.terms import terms_of
from tests.guideline.source_text import CONTENT


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "synonyms.yml"


def read(file: Path, text: str) -> Synonyms:
    file.write_text(text, encoding="utf-8")
    return read_synonyms(file)


def problems(file: Path, text: str) -> list[str]:
    with pytest.raises(ContentError) as caught:
        read(file, text)
    return [str(problem).replace(str(file), file.name).split("\n")[0] for problem in caught.value.problems]


def test_words_are_given_for_what_stands_in_a_text(file: Path) -> None:
    synonyms = read(file, "imaging: MRI, X-ray\nphysical therapy: physio\n")
    assert synonyms.for_text("Do NOT order Imaging.") == "imaging (MRI, X-ray)"
    assert (
        synonyms.for_text("Physical therapies after imaging") == "imaging (MRI, X-ray); physical therapy (physio)"
    )
    assert synonyms.for_text("The physical side of therapy") == ""
    assert synonyms.for_text("imagingly") == ""


def test_each_word_of_a_text_has_its_own_so_that_nothing_is_taken_for_another_name_of_the_whole(file: Path) -> None:
    """Gabapentin is a kind of medication; who looks for it must not read that it is another name of an NSAID."""
    synonyms = read(file, "medication: gabapentin\nNSAID: naproxen\n")
    assert synonyms.for_text("NSAIDs are the first medication") == "medication (gabapentin); NSAID (naproxen)"


def test_a_site_needs_no_such_file(file: Path) -> None:
    assert read_synonyms(file).for_text("imaging") == ""


def test_everything_that_is_wrong_is_said_with_its_line(file: Path) -> None:
    said = problems(file, "imaging: [MRI]\nscan: MRI,\nthe: CT\nTENS: electricity\n")
    assert [line.split(":")[1] for line in said] == ["1", "2", "3"]
    assert "“imaging” is a list; give words, separated by commas." in said[0]
    assert "“scan” is “MRI,”" in said[1]
    assert "“the” holds no word that the search looks for; remove the line" in said[2]


def test_the_sites_own_words_are_words_of_the_site() -> None:
    content = " ".join(
        file.read_text(encoding="utf-8")
        for file in sorted(CONTENT.rglob("*"))
        if file.suffix in {".md", ".yml"} and file.name != "synonyms.yml"
    )
    terms = f" {' '.join(terms_of(content))} "
    synonyms = read_synonyms(CONTENT / SYNONYMS)
    assert "imaging" in synonyms.by_phrase
    assert [phrase for phrase in synonyms.by_phrase if f" {phrase} " not in terms] == []
