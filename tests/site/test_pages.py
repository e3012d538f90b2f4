"""What each page promises a reader: two doors, plain words, and who is behind it."""

from __future__ import annotations

import posixpath
from pathlib import Path

import pytest
import yaml

from calculator.start_back import START_BACK
from site_plugins.theme import shorten_title
from tests.guideline.source_text import FOLDER, SLUG, STATEMENT_IDS
from tests.site.addresses import document, pages
from tests.site.html import article_of, with_class, words
from tests.source_facts.transcribed import PATIENT_TEXTS

GUIDELINE = f"guidelines/{SLUG}/index.html"
PATIENT = f"guidelines/{SLUG}/patient/index.html"
CALCULATOR = "calculator/index.html"


def test_the_start_page_has_two_doors_for_clinicians_and_for_patients(site: Path) -> None:
    start = article_of(site / "index.html")
    patient, clinician = with_class(start, "door")
    # One way on, which says what it takes, and which a machine can tell from any other start.
    links = [link for link in patient.iter("a") if "headerlink" not in link.get("class", "")]
    assert [(words(link), link.get("href")) for link in links] == [("Start the questions", CALCULATOR)]
    assert words(patient).replace("#", "").startswith(PATIENT_TEXTS["way-in.patient"]["today"])
    # Between the doors stands when not to wait, in the one wording that there is.
    [emergency] = with_class(start, "notice--emergency-signs")
    assert words(emergency) == START_BACK.notice_text("emergency-signs", {})
    links = [link.get("href") for link in clinician.iter("a") if "headerlink" not in link.get("class", "")]
    assert links == [GUIDELINE, f"{CALCULATOR}#quick-entry"]


def test_the_start_page_says_that_no_clinician_has_reviewed_it(site: Path) -> None:
    assert "draft that no clinician has reviewed yet" in words(article_of(site / "index.html"))


def test_the_patients_page_says_each_statement_once_in_its_plain_words(site: Path) -> None:
    page = article_of(site / PATIENT)
    said = {}
    for entry in list(with_class(page, "plain")):
        [source] = with_class(entry, "plain__source")
        address, _, name = source.get("href").partition("#")
        assert posixpath.normpath(f"{posixpath.dirname(PATIENT)}/{address}") == GUIDELINE
        assert name not in said
        for beside in (source, *with_class(entry, "plain__note")):
            beside.drop_tree()
        said[name] = words(entry)
    assert said == yaml.safe_load((FOLDER / "plain-language.yml").read_text(encoding="utf-8"))
    assert set(said) == set(STATEMENT_IDS)


def test_the_patients_page_begins_with_when_to_get_help(site: Path) -> None:
    entries = list(with_class(article_of(site / PATIENT), "plain"))
    assert ["plain--red-flag" in entry.get("class").split() for entry in entries[:4]] == [True, True, True, False]


def test_the_patients_page_says_whose_words_they_are(site: Path) -> None:
    text = words(article_of(site / PATIENT))
    assert "not yet reviewed by a clinician" in text
    assert "does not replace your clinician" in text


def test_a_site_that_does_not_say_where_it_stands_lists_no_addresses(site: Path, second_site: Path) -> None:
    """A list for search engines holds whole addresses; an empty one would say that there are no pages."""
    for each in (site, second_site):
        assert list(each.glob("sitemap.xml*")) == []


def test_every_page_has_its_language_one_heading_above_all_and_a_title(site: Path) -> None:
    for page in pages():
        assert document(page).get("lang") == "en"
        assert len(list(document(page).iter("h1"))) == 1
        title = words(document(page).find(".//title"))
        assert title.endswith(" - Lumbar") or len(title) >= 55 or title == "Lumbar", page
    titles = [words(document(page).find(".//title")) for page in pages()]
    assert len(set(titles)) == len(titles) >= 7


def test_a_title_takes_the_room_that_a_tab_has() -> None:
    long = "Low back pain and sciatica in over 16s: assessment and management (NG59)"
    assert shorten_title("About", "Lumbar") == "About - Lumbar"
    assert shorten_title(None, "Lumbar") == "Lumbar"
    # The heading on the page is whole: a cut name says that it is one, and never ends within a word.
    assert shorten_title(long[:70], "Lumbar") == long[:70]
    assert shorten_title(long, "Lumbar") == "Low back pain and sciatica in over 16s: assessment and management…"
    assert shorten_title("x" * 80, "Lumbar") == "x" * 69 + "…"


@pytest.mark.parametrize("page", [GUIDELINE, "about/index.html"])
def test_who_is_behind_the_guideline_is_shown(site: Path, page: str) -> None:
    about = yaml.safe_load((FOLDER / "index.md").read_text(encoding="utf-8").split("---\n")[1])
    facts = about["guideline"]
    assert (facts["reviewer"], facts["last_review"]) == (None, None)
    [card] = with_class(article_of(site / page), "guideline-card")
    rows = {words(term): words(term.getnext()) for term in card.iter("dt")}
    assert rows == {
        "Title": about["title"],
        "Source": "“{title}”. Author: {author}. Date: {date}.".format_map(facts["source"]),
        "Licence of the source": facts["source"]["licence"],
        "Text of the source": "low-back-pain-next-steps.txt. "
        "Where it comes from: not stated. Received: not stated.",
        "Version": facts["version"],
        "Last review": "never reviewed so far",
        "Next review": facts["next_review"].isoformat(),
        "Reviewer": "nobody yet",
        "Retractions": "nobody has looked the references up yet",
        "Funding": facts["funding"],
        "Conflicts of interest": facts["conflicts"],
        "Report an error to": facts["contact"],
    }
    [status] = with_class(card, "guideline-card__status")
    assert f"Status: {facts['status']}." in words(status)
    assert not [e for e in status.iterancestors() if e.tag == "details" or "hidden" in e.attrib]


@pytest.mark.parametrize("page", [GUIDELINE, "references/index.html"])
def test_what_the_source_does_not_list_is_never_shown_as_sure(site: Path, page: str) -> None:
    entries = {int(e.get("value")): e for e in with_class(article_of(site / page), "reference")}
    unlisted = {n for n, e in entries.items() if f"The source does not list reference {n}. It may be:" in words(e)}
    assert unlisted == {2, 3, 4, 5, 6, 7}
    assert list(entries) == list(range(1, len(entries) + 1))


def test_the_words_before_statements_are_no_rating_and_the_page_says_so(site: Path) -> None:
    text = words(article_of(site / GUIDELINE))
    assert "no rating of the strength of a recommendation or of the certainty of evidence" in text
    assert {words(kind) for kind in with_class(article_of(site / GUIDELINE), "statement__kind")} == {
        "Advice.",
        "Option.",
        "Caution.",
        "Negative advice.",
        "Finding.",
        "Red flag.",
    }
