"""Tables where there is little room: a dose beside its column's name, and a wide table that shows there is more."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.reading_page import DESKTOP, NO_SCRIPTS, PHONE, as_file, reader, tab_to
from tests.browser.test_axe import violations
from tests.guideline.render import render
from tests.guideline.tiny import FRONT, Tiny

CHANDLERY = "guidelines/paper-boat/the-chandlery/index.html"
DOSES = "#tab-starch"
COLUMNS = ("Drug", "Age", "Dose", "Unit", "Maximum dose", "Route", "Note")

WIDE = "/// table | Planes\n    id: tab-wide\n\n{}\n///\n".format(
    "\n".join(
        f"| {' | '.join(row)} |"
        for row in (
            ["Plane", *(f"Weather {number}" for number in range(1, 13))],
            ["-"] * 13,
            ["Dart", *(f"{number}0 metres" for number in range(1, 13))],
            ["Glider {: #glider .fact }", *(f"{number}5 metres" for number in range(1, 13))],
        )
    )
)


def shown_names(page: Page) -> list[str]:
    """What stands before each value of the dose table, as it is seen."""
    shown: list[str] = page.locator(f"{DOSES} tbody td").evaluate_all(
        "cells => cells.map(cell => getComputedStyle(cell, '::before').content)"
    )
    return [each.replace('" "', "").replace('": "', ": ") for each in shown]


def is_whole(page: Page, box: str) -> bool:
    """Return whether an element, and the page, hold nothing that lies beyond their right edges."""
    return bool(
        page.locator(box).evaluate(
            "box => box.scrollWidth <= box.clientWidth"
            " && document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        )
    )


@pytest.mark.parametrize("scripts", [{}, NO_SCRIPTS], ids=["with scripts", "without scripts"])
def test_each_value_of_a_dose_table_stands_behind_its_columns_name(
    browser: Browser, second_site: Path, scripts: dict[str, object]
) -> None:
    with reader(browser, **PHONE, **scripts) as page:
        page.goto(f"{second_site.as_uri()}/{CHANDLERY}")
        rows = page.locator(f"{DOSES} tbody tr").count()
        assert rows == 3
        assert shown_names(page) == [f'"{name}: "' for name in COLUMNS] * rows
        assert is_whole(page, f"{DOSES} .exhibit__frame")
        tops = [box["y"] for each in page.locator(f"{DOSES} tbody td").all() if (box := each.bounding_box())]
        assert tops == sorted(set(tops))
        page.emulate_media(media="print")
        assert set(shown_names(page)) == {"none"}
        expect(page.locator(f"{DOSES} thead")).to_be_visible()


def test_such_a_page_can_be_read_by_all(browser: Browser, second_site: Path) -> None:
    with reader(browser, **PHONE) as page:
        page.goto(f"{second_site.as_uri()}/{CHANDLERY}")
        assert violations(page) == []


def test_where_there_is_room_it_is_a_table(browser: Browser, second_site: Path) -> None:
    with reader(browser, **DESKTOP) as page:
        page.goto(f"{second_site.as_uri()}/{CHANDLERY}")
        assert set(shown_names(page)) == {"none"}
        expect(page.locator(f"{DOSES} thead")).to_be_visible()


HEADED = """\
/// dose-table | Starch
    id: tab-headed

{}

[a] By the weight of the boat.
///
"""
HEADS = {
    "of pipes": (
        "| Drug | Dose (IU)[a] | Note [@jones2021] |\n| - | - | - |\n| Starch | 5 IU | - |\n| Glue | 9 IU | - |"
    ),
    "in HTML": (
        '<table markdown="1">\n<tr><th>Drug</th><th>Dose (IU)[a]</th><th>Note [@jones2021]</th></tr>\n'
        "<tr><td>Starch</td><td>5 IU</td><td>-</td></tr>\n<tr><td>Glue</td><td>9 IU</td><td>-</td></tr>\n</table>"
    ),
}


@pytest.fixture(params=HEADS)
def headed(request: pytest.FixtureRequest, tmp_path: Path, site: Path) -> str:
    """The address of a page with a dose table whose headings cite, have a mark and use a term."""
    tiny = Tiny(tmp_path / "content")
    tiny.wording(None)
    (tiny.folder / "glossary.yml").write_text("- term: IU\n  long: ice unit\n  of: source\n", encoding="utf-8")
    table = HEADED.format(HEADS[request.param])
    cited = "See. [@smith2020; @jones2021] {: #see .fact }"
    text = f"# On backs\n\n/// guideline-card | backs\n///\n\n{cited}\n\n{table}"
    tiny.body(text)
    return as_file(site, tmp_path, render(tiny, text, more=("md_in_html",)))


def test_what_a_heading_leads_to_can_be_reached_on_a_phone(browser: Browser, headed: str) -> None:
    """Headings stood on the cards as plain words alone: the way back from a note led to nothing."""
    with reader(browser, **PHONE) as page:
        page.goto(headed)
        head = page.locator("#tab-headed .exhibit__headings")
        expect(head.locator("th").filter(has_text="Drug")).to_be_hidden()
        for link in (".exhibit__mark a", ".citations a", "a.term"):
            expect(head.locator(link)).to_be_visible()
        # The first card explains the term too, for whoever begins there.
        expect(page.locator("#tab-headed tr:not(.exhibit__headings) a.term")).to_have_count(1)
        page.locator("#tab-headed .exhibit__back").click()
        expect(head.locator(".exhibit__mark")).to_be_in_viewport()
        assert is_whole(page, "#tab-headed .exhibit__frame")
        # The link that skips the navigation has lost its goal with the page's own text.
        assert [each for each in violations(page) if not each.startswith("region:")] == []


def test_headings_that_lead_nowhere_stand_on_the_cards_alone(browser: Browser, second_site: Path) -> None:
    with reader(browser, **PHONE) as page:
        page.goto(f"{second_site.as_uri()}/{CHANDLERY}")
        expect(page.locator(f"{DOSES} .exhibit__headings")).to_be_hidden()


@pytest.fixture
def wide(tmp_path: Path, site: Path) -> str:
    """The address of a page with a table that no phone can show whole."""
    tiny = Tiny(tmp_path / "content")
    tiny.wording(None)
    tiny.front(FRONT)
    tiny.body(f"See. [@smith2020; @jones2021] {{: #see .fact }}\n\n{WIDE}")
    text = (tiny.folder / "index.md").read_text(encoding="utf-8").removeprefix(FRONT)
    return as_file(site, tmp_path, render(tiny, text))


def test_a_wide_table_scrolls_in_its_frame_with_its_rows_names_in_sight(browser: Browser, wide: str) -> None:
    with reader(browser, **{**PHONE, "has_touch": False, "is_mobile": False}) as page:
        page.goto(wide)
        frame = page.locator("#tab-wide .exhibit__frame")
        width, scrolled = page.evaluate(
            "() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        )
        assert width <= scrolled
        assert not is_whole(page, "#tab-wide .exhibit__frame")
        assert "gradient" in frame.evaluate("frame => getComputedStyle(frame).backgroundImage")
        tab_to(page, "#tab-wide .exhibit__frame")
        page.keyboard.press("ArrowRight")
        page.wait_for_function("() => document.querySelector('#tab-wide .exhibit__frame').scrollLeft > 0")
        name, box = page.locator("#tab-wide tbody tr td").first.bounding_box(), frame.bounding_box()
        assert name is not None
        assert box is not None
        assert box["x"] <= name["x"] < box["x"] + 2


def test_a_wide_table_is_whole_on_paper(browser: Browser, wide: str, tmp_path: Path) -> None:
    with reader(browser, **DESKTOP) as page:
        page.goto(wide)
        # As wide as A4 is between its margins, at 96 points to the inch.
        page.set_viewport_size({"width": 718, "height": 1000})
        page.emulate_media(media="print")
        table = page.locator("#tab-wide table").bounding_box()
        assert table is not None
        assert table["x"] + table["width"] <= 718
