"""Names that a Windows computer cannot hold; what Microsoft says of them, tried one by one."""

from __future__ import annotations

import pytest

from site_plugins.diagnostics.file_names import is_device, refuse_file_name

DEVICES = ("con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)))


@pytest.mark.parametrize("name", [*DEVICES, "COM¹", "lpt³", "conin$", "CONOUT$"])
def test_the_names_of_devices_are_refused_in_any_case_and_with_any_ending(name: str) -> None:
    for form in (name, name.upper(), name.title(), f"{name}.md", f"{name}.tar.gz", f"{name} .md", f"{name}."):
        assert is_device(form), form
        assert refuse_file_name(form), form


def test_another_name_is_proposed_that_is_not_refused() -> None:
    for name in ("con", "AUX.md", "nul .tar.gz"):
        said = refuse_file_name(name) or ""
        proposed = said.rpartition("such as “")[2].partition("”")[0]
        assert proposed
        assert refuse_file_name(proposed) is None


@pytest.mark.parametrize("name", ["a<b", "a>b", "a:b", 'a"b', "a\\b", "a|b", "a?", "a*", "a\tb", "a\nb"])
def test_characters_that_no_name_can_hold_are_refused_and_named(name: str) -> None:
    found = next(each for each in name if each not in "ab")
    assert (found if found.isprintable() else f"U+{ord(found):04X}") in (refuse_file_name(name) or "")


@pytest.mark.parametrize(("name", "last"), [("plan.", "full stop"), ("plan ", "blank"), ("plan. ", "blank")])
def test_an_ending_that_windows_takes_off_is_refused(name: str, last: str) -> None:
    assert f"takes a {last} off" in (refuse_file_name(name) or "")


@pytest.mark.parametrize(
    "name",
    ["console", "contents.md", "prns", "auxiliary", "null.md", "com10", "lpt", "low-back-pain", "a.con", "Größe 1"],
)
def test_other_names_are_allowed(name: str) -> None:
    assert refuse_file_name(name) is None
