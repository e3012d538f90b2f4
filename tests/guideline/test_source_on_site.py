"""What a site says of a source that is kept, which is what is so, and that it publishes none unasked."""

from __future__ import annotations

import json

import pytest
from lxml import html

from calculator.core.calculator import Calculator
from site_plugins.guideline import Library, claims, guideline_json, library_at
from site_plugins.guideline.claims import describe_fidelity, describe_unreviewed
from site_plugins.guideline.page_view import PageView
from site_plugins.references import DEFAULT_STYLE
from tests.guideline.compared import convert, keep_source
from tests.guideline.test_source_folder import ENTRY, OTHER, TEXT
from tests.guideline.tiny import BODY, FRONT, Tiny, line
from tests.guideline.tiny_site import CONFIG, build, content_of
from tests.site.html import words

VERBATIM = "The sentences of the source are reproduced word for word"


def test_a_source_is_compared_and_not_published(tiny: Tiny) -> None:
    keep_source(tiny.folder, OTHER)
    (tiny.folder / "source" / "differences.yml").write_text(ENTRY, encoding="utf-8")
    # A stranger's mkdocs.yml leaves nothing out, and Markdown in the folder would become a page.
    assert "source" not in CONFIG
    built = build(tiny)
    assert built.exit_code == 0, built.said
    assert not [file for file in built.files if "source/" in file]
    page = words(html.document_fromstring(content_of(tiny, "guidelines/backs/index.html")))
    assert f"{VERBATIM}, but for one difference, which is listed with its reason." in page
    assert "Differences from the source: 1" in page
    assert "The source says “Keep on moving, mate.”, this guideline “Keep moving.”." in page
    assert "Reason: The site speaks to nobody as a mate. (B. Lee)" in page
    assert "Where it comes from: a shelf. Received: 23 November 2026." in page
    published = json.loads(content_of(tiny, "data/guidelines/backs.json"))["source_text"]
    assert (published["compared"], published["differences"][0]["id"]) == (True, "no-mates")
    resource = json.loads(content_of(tiny, "data/fhir/PlanDefinition-backs.json"))
    assert "but for one difference" in resource["description"]
    assert "Reason: The site speaks to nobody as a mate." in resource["description"]


def test_a_source_is_published_where_source_yml_says_so(tiny: Tiny) -> None:
    keep_source(tiny.folder, TEXT, more="publish: true\n")
    built = build(tiny)
    assert built.exit_code == 0, built.said
    assert [file for file in built.files if "source/" in file] == ["guidelines/backs/source/text.txt"]
    page = html.document_fromstring(content_of(tiny, "guidelines/backs/index.html"))
    [address] = page.xpath("//dd/a[text()='text.txt']/@href")
    assert address.partition("?")[0] == "../../guidelines/backs/source/text.txt"
    assert f"{VERBATIM}." in words(page)


def test_a_source_as_markdown_is_no_page_of_the_site(tiny: Tiny) -> None:
    keep_source(tiny.folder, TEXT, name="text.md")
    built = build(tiny)
    assert built.exit_code == 0, built.said
    assert not [file for file in built.files if "source/" in file]


def test_a_build_writes_nothing_while_a_page_differs_from_its_source(tiny: Tiny) -> None:
    keep_source(tiny.folder, TEXT.replace("Keep", "Do not keep"))
    built = build(tiny)
    assert (built.exit_code, built.files) == (1, set())
    assert f"{line(6)}:1: The source says “Do not keep" in built.said


def test_a_page_that_the_site_leaves_out_was_not_compared(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_source(tiny.folder, TEXT + "More\n")
    tiny.front(FRONT.replace("  status: draft\n", "  status: draft\n  pages: [more]\n"))
    tiny.page("guidelines/backs/more/index.md", "# More\n")
    without = CONFIG.replace("references.json\\n", "references.json\\nmore/\\n")
    monkeypatch.setattr("tests.guideline.tiny_site.CONFIG", without)
    built = build(tiny)
    assert built.exit_code == 1
    assert "more/index.md: This page of the guideline is not part of the site, so it could not" in built.said


# ---- What is claimed --------------------------------------------------------------------------------------------


def card(tiny: Tiny) -> str:
    """The words of the guideline's card, after its pages were converted."""
    library: Library = convert(tiny.content, "backs")
    view = PageView(library=library, page="index.html", slug="backs", style=DEFAULT_STYLE)
    return words(html.fragment_fromstring(view.card("backs"), create_parent="div"))


def test_only_a_guideline_that_was_compared_claims_to_be_word_for_word(tiny: Tiny) -> None:
    assert "Not compared with its source." in card(tiny)
    (tiny.folder / "source").mkdir()
    about = tiny.folder / "source" / "source.yml"
    about.write_text("transcribed_by: B. Lee\n", encoding="utf-8")
    assert "Transcribed by B. Lee; not compared with its source." in card(tiny)
    assert VERBATIM not in card(tiny)
    keep_source(tiny.folder, TEXT)
    assert f"{VERBATIM}." in card(tiny)


def test_a_guideline_that_is_read_from_its_files_was_compared_only_where_these_are_the_same(tiny: Tiny) -> None:
    def compared() -> bool:
        kept = tiny.read().source_text
        return kept is not None and kept.compared

    keep_source(tiny.folder, TEXT)
    assert compared()
    # What an extension would make of it, nobody knows here: it is not refused, but not called the same either.
    keep_source(tiny.folder, TEXT.replace("Keep", "A.1 Keep"))
    assert not compared()


def test_it_does_not_matter_which_page_is_converted_first(tiny: Tiny) -> None:
    keep_source(tiny.folder, TEXT)
    library_at.cache_clear()
    library = library_at(str(tiny.content))
    before = guideline_json(library.guideline("backs"))
    assert guideline_json(convert(tiny.content, "backs").guideline("backs")) == before


@pytest.mark.parametrize(
    ("compared", "differences", "by", "said"),
    [
        (True, 0, None, f"{VERBATIM}."),
        (True, 1, "B. Lee", f"{VERBATIM}, but for one difference, which is listed with its reason."),
        (True, 2, None, f"{VERBATIM}, but for 2 differences, which are listed with their reasons."),
        (False, 0, "B. Lee", "Transcribed by B. Lee; not compared with its source."),
        (False, 2, None, "Not compared with its source."),
    ],
)
def test_what_is_said_of_the_source(compared: bool, differences: int, by: str | None, said: str) -> None:
    assert describe_fidelity(compared=compared, differences=differences, transcribed_by=by) == said


@pytest.mark.parametrize(
    ("notes", "plain", "rules", "said"),
    [
        (True, True, True, "this site’s notes, patient wording and plan rules"),
        (True, True, False, "this site’s notes and patient wording"),
        (False, True, True, "this site’s patient wording and plan rules"),
        (True, False, True, "this site’s notes and plan rules"),
        (True, False, False, "this site’s notes"),
        (False, True, False, "this site’s patient wording"),
        (False, False, True, "this site’s plan rules"),
        (False, False, False, "this page"),
    ],
)
def test_no_more_is_unreviewed_than_there_is(
    notes: bool, plain: bool, rules: bool, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    calculators: list[Calculator | None] = [None] if rules else []
    monkeypatch.setattr(claims, "calculators_of", lambda _slug: calculators)
    assert describe_unreviewed("backs", notes=notes, plain=plain) == f"No clinician has reviewed {said} yet."


def test_the_card_of_a_guideline_without_notes_and_rules_names_neither(tiny: Tiny) -> None:
    assert "No clinician has reviewed this site’s patient wording yet." in card(tiny)
    tiny.wording(None)
    tiny.body(BODY + "\n/// editors-note | Beds\n    about: [bed]\n\nOurs.\n///\n")
    assert "No clinician has reviewed this site’s notes yet." in card(tiny)
