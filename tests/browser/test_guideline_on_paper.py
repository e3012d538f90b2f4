"""A guideline on paper: what is folded is printed, links say where they lead, sheets are white to their edges."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from markdown import markdown
from playwright.sync_api import Browser, expect

from tests.browser.reading_page import BOATS, DESKTOP, NO_SCRIPTS, as_file, reader
from tests.guideline.render import render
from tests.guideline.tiny import FRONT, Tiny
from tests.pdf_words import words_on_paper

AFTER = "guidelines/paper-boat/after-the-voyage/index.html"


@pytest.mark.parametrize("scripts", [{}, NO_SCRIPTS], ids=["with scripts", "without scripts"])
def test_who_is_behind_it_is_printed_whole(browser: Browser, second_site: Path, scripts: dict[str, object]) -> None:
    with reader(browser, **DESKTOP, **scripts) as page:
        page.goto(f"{second_site.as_uri()}/{BOATS}")
        card = page.locator(".guideline-card__details")
        expect(card.locator("dl")).to_be_hidden()
        page.emulate_media(media="print")
        for words in ("Ada Quillfeather", "sells paper", "boats of ruled paper", "none; the sheets", "as harbor"):
            expect(card.get_by_text(words).first).to_be_visible()
        # It may run on to the next sheet: kept together, it left the first one empty.
        assert card.evaluate("card => getComputedStyle(card).breakInside") == "auto"


def test_a_link_says_where_it_leads_and_a_reference_only_once(browser: Browser, second_site: Path) -> None:
    behind = "link => getComputedStyle(link, '::after').content"
    with reader(browser, **DESKTOP) as page:
        page.goto(f"{second_site.as_uri()}/{BOATS}")
        licence = page.locator(".guideline-card__details a[href^='https://example.org/harbour']")
        doi = page.locator(".reference__text a[href^='https://doi.org']").first
        assert {licence.evaluate(behind), doi.evaluate(behind)} == {"none"}
        page.emulate_media(media="print")
        assert licence.evaluate(behind) == '" <https://example.org/harbour-licence>"'
        assert doi.evaluate(behind) == "none"
        assert page.locator(".citations a").first.evaluate(behind) == "none"


def test_parts_ratings_and_what_became_of_a_statement_are_printed(browser: Browser, second_site: Path) -> None:
    with reader(browser, **DESKTOP, **NO_SCRIPTS) as page:
        page.goto(f"{second_site.as_uri()}/{AFTER}")
        page.emulate_media(media="print")
        for words in (
            "The guideline panel is confident",
            "Nobody has ever regretted a dry boat.",
            "Withdrawn by its source. Since: 1911.",
            "One cellar, eleven boats, four winters.",
        ):
            expect(page.get_by_text(words).first).to_be_visible()
        # That nothing is cited is said once, at the top.
        expect(page.locator(".rating-notice")).to_contain_text("cites no reference itself")
        for none in page.locator(".layer__none").all():
            expect(none).to_be_hidden()


def test_paper_is_white_to_its_edge_on_a_dark_device(browser: Browser, second_site: Path) -> None:
    with reader(browser, **DESKTOP, color_scheme="dark") as page:
        page.goto(f"{second_site.as_uri()}/{BOATS}")
        page.emulate_media(media="print", color_scheme="dark")
        colours = page.evaluate(
            "() => [document.documentElement, document.body].map(part => getComputedStyle(part).backgroundColor)"
        )
        assert colours == ["rgb(255, 255, 255)"] * 2
        assert page.evaluate("() => getComputedStyle(document.documentElement).colorScheme") == "light"


def table_of(*rows: tuple[str, ...]) -> str:
    """Return a table in Markdown; the first row is its heading."""
    lines = [rows[0], ("-",) * len(rows[0]), *rows[1:]]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


EIGHT = table_of(
    (
        *("Preparation", "Generic name", "Starting dose", "Maintenance dose"),
        *("Maximum dose", "Interval", "Route", "Precautions"),
    ),
    (
        *(
            "Wallpaperstarchhydrochloride",
            "Hydroxypropylmethylcellulose",
            "12.5 mg to 125 mg",
            "1000 mg to 1500 mg",
        ),
        *("2000 mg in 24 hours", "every 4 to 6 hours", "intramuscular, subcutaneous"),
        "waterlogging; contraindicated where thunderstorms, hailstorms and hurricanes are forecast",
    ),
    ("Glue", "Carboxymethylcellulose", "0.025 mg", "100 mg", "400 mg", "once", "oral", "none"),
)
FOURTEEN = table_of(
    ("Boat", *(f"Measurement{number}" for number in range(1, 14))),
    ("Supercalifragilistic", *(f"12345{number}" for number in range(10, 23))),
)
COLUMNS = "[drug, drug, dose, dose, maximum, frequency, route, note]"
KINDS = {
    "a table": f"/// table | Drugs\n    id: tab-wide\n\n{EIGHT}\n///\n",
    "doses": f"/// dose-table | Drugs\n    id: tab-wide\n    columns: {COLUMNS}\n\n{EIGHT}\n///\n",
    "plain": EIGHT,
    "fourteen columns": f"/// table | Boats\n    id: tab-wide\n\n{FOURTEEN}\n///\n",
}


@pytest.mark.parametrize("scripts", [{}, NO_SCRIPTS], ids=["with scripts", "without scripts"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_wide_table_loses_no_column_and_no_digit_on_paper(
    browser: Browser, site: Path, tmp_path: Path, kind: str, scripts: dict[str, object]
) -> None:
    tiny = Tiny(tmp_path / "content")
    tiny.wording(None)
    tiny.front(FRONT)
    text = f"See. [@smith2020; @jones2021] {{: #see .fact }}\n\n{KINDS[kind]}"
    tiny.body(text)
    article = markdown(EIGHT, extensions=["tables"]) if kind == "plain" else render(tiny, text)
    words = {word for word in (FOURTEEN if kind == "fourteen columns" else EIGHT).split() if word not in "|-"}
    numbers = {word for word in words if word[0].isdigit()}
    assert len(numbers) > 7
    with reader(browser, **DESKTOP, **scripts) as page:
        page.goto(as_file(site, tmp_path, article))
        # WebKit prints larger.
        for size, scale in product(("A4", "Letter"), (1, 1.08)):
            printed = set().union(*words_on_paper(page.pdf(format=size, scale=scale)))
            # A long word may go on in the next line; a number may not.
            assert numbers - printed == set()
            assert {word for word in words if not in_parts(word, printed)} == set()


def in_parts(word: str, printed: set[str]) -> bool:
    """Return whether a word stands there, whole or cut into parts."""
    return word == "" or any(
        in_parts(word.removeprefix(part), printed) for part in printed if word.startswith(part)
    )
