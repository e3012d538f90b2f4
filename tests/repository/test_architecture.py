"""docs/architecture.md: its picture is the present one, no import goes round, and what it names is there."""

from __future__ import annotations

import re

import pytest

from tools.draw_architecture import PAGE, ROOT, cycle, imports, purpose, redraw

PAGES = ("README.md", "CONTRIBUTING.md", *(f"docs/{page.name}" for page in sorted((ROOT / "docs").glob("*.md"))))


def test_the_picture_is_made_from_the_imports_as_they_are() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert redraw(page) == page, "run: python -m tools.draw_architecture"


def test_every_room_is_in_the_picture_and_says_what_it_is_for() -> None:
    page = PAGE.read_text(encoding="utf-8")
    folders = {
        f"{package}/{folder.name}"
        for package in ("calculator", "site_plugins")
        for folder in (ROOT / package).iterdir()
        if folder.is_dir() and list(folder.glob("*.py"))
    }
    assert folders <= imports().keys()
    for room in imports():
        assert f"| `{room}` |" in page
        assert len(purpose(room).split()) >= 3, room


def test_no_import_goes_round() -> None:
    assert cycle(imports()) == []


def test_a_circle_would_be_found() -> None:
    assert cycle({"a": {"b"}, "b": {"c"}, "c": {"b"}}) == ["b", "c", "b"]


def test_no_import_goes_up() -> None:
    rooms = imports()
    for room, targets in rooms.items():
        if room.startswith("calculator/"):
            assert not [target for target in targets if target.startswith("site_plugins/")], room
    # The house: what holds for any calculator knows none by name.
    for room in ("calculator/core", "calculator/result", "calculator/exports"):
        assert "calculator/start_back" not in rooms[room]
    for room, targets in rooms.items():
        if room.startswith("site_plugins/"):
            assert not targets & {"calculator/start_back", "calculator/cohort"}, room
    assert rooms["calculator/core"] == set()
    assert not [target for target in rooms["site_plugins/references"] if "guideline" in target]


@pytest.mark.parametrize("page", PAGES)
def test_every_place_that_a_page_names_is_there(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    named = re.findall(r"`((?:calculator|site_plugins|content|tests|tools|docs|bench|requirements)/[^`\s]*)`", text)
    assert named or page.startswith("docs/")
    missing = [name for name in named if "<" not in name and not list(ROOT.glob(name.rstrip("/").split("#")[0]))]
    assert missing == []
    # An example's pictures are the reader's.
    shown = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    links = re.findall(r"\]\(([^)#:]+)\)", shown)
    assert [link for link in links if not (ROOT / page).parent.joinpath(link).exists()] == []
