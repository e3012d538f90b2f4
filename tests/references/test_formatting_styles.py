"""The citation style is a choice: one that comes with the project, or an editor's own file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from citeproc import SCHEMA_PATH
from lxml import etree

from site_plugins.diagnostics.problems import ContentError
from site_plugins.references.formatting import DEFAULT_STYLE, STYLES, format_csl, format_record, load_style
from site_plugins.references.record import Record, Status

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "site_plugins" / "references" / "styles"
WORK: dict[str, Any] = {
    "id": "a",
    "type": "article-journal",
    "title": "On backs",
    "author": [{"family": "Lind", "given": "Per"}],
    "container-title": "Backs",
    "issued": {"date-parts": [[2019, 3, 14]]},
    "volume": "12",
    "page": "212-220",
}
OWN = """<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
  <info><title>Own</title><id>own</id><updated>2026-01-01T00:00:00+00:00</updated></info>
  <citation><layout><text variable="citation-number"/></layout></citation>
  <bibliography><layout suffix="."><text variable="title" quotes="true"/></layout></bibliography>
</style>
"""


def own_style(folder: Path, text: str = OWN) -> str:
    file = folder / "own.csl"
    file.write_text(text, encoding="utf-8")
    return str(file)


def faults(style: str) -> list[str]:
    with pytest.raises(ContentError) as refused:
        load_style(style)
    return [f"{problem.line}: {problem.text}" for problem in refused.value.problems]


def test_nlm_is_the_default_and_ama_can_be_chosen() -> None:
    assert STYLES == (DEFAULT_STYLE, "american-medical-association")
    assert format_csl(WORK).text == "Lind P. On backs. Backs. 2019 Mar 14;12:212–20."
    assert format_csl(WORK, "american-medical-association").text == "Lind P. On backs. Backs. 2019;12:212-220."


def test_an_unlisted_work_is_in_the_chosen_style_too() -> None:
    record = Record("source-4", {"id": "source-4"}, Status.UNLISTED, WORK)
    said = format_record(record, 4, "american-medical-association").text
    assert said == f"The source does not list reference 4. It may be: {format_csl(WORK, STYLES[1]).text}"


def test_an_editors_own_file_is_a_style(tmp_path: Path) -> None:
    assert format_csl(WORK, own_style(tmp_path)).text == "“On backs.”"


def test_a_style_that_was_edited_is_read_again(tmp_path: Path) -> None:
    style = own_style(tmp_path)
    format_csl(WORK, style)
    own_style(tmp_path, OWN.replace(' quotes="true"', ""))
    os.utime(style, ns=(1, 1))
    assert format_csl(WORK, style).text == "On backs."


def test_the_language_of_a_style_has_its_own_quotation_marks(tmp_path: Path) -> None:
    german = OWN.replace('version="1.0">', 'version="1.0" default-locale="de-DE">')
    assert format_csl({**WORK, "title": 'Der "Hexenschuss"'}, own_style(tmp_path, german)).text == (
        "„Der \N{SINGLE LOW-9 QUOTATION MARK}Hexenschuss‘“."
    )


def test_an_unknown_style_is_named_with_those_that_are_known() -> None:
    with pytest.raises(ValueError, match="american-medical-asociation") as refused:
        format_csl(WORK, "american-medical-asociation")
    assert "nlm-citation-sequence" in str(refused.value)
    assert "Did you mean “american-medical-association”?" in str(refused.value)


def test_a_file_that_is_no_style_is_refused_with_its_line(tmp_path: Path) -> None:
    assert faults(str(tmp_path / "none.csl")) == ["None: This file is missing; add it."]
    assert faults(own_style(tmp_path, "<style>\n<oops</style>"))[0].startswith("2: This is not XML")
    assert faults(own_style(tmp_path, "<html/>")) == ["1: This is not a CSL style: it begins with <html>."]


def test_every_fault_of_a_style_is_named_with_its_line(tmp_path: Path) -> None:
    list_of_faults = """
    <macro name="title"><text variabel="title"/></macro>
    <bibliography><layout>
      <text macro="titel"/>
      <tekst variable="title"/>
      <date variable="issued" form="long"/>
    </layout></bibliography>"""
    start, end = OWN.index("  <bibliography>"), OWN.index("</style>")
    assert faults(own_style(tmp_path, OWN[:start] + list_of_faults + OWN[end:])) == [
        "6: <text> needs one of these: variable, macro, term, value.",
        "8: The macro “titel” is not in this style. Did you mean “title”?",
        "9: <tekst> is not an element of a CSL style. Did you mean “text”?",
        "10: form of <date> is “long”; allowed: text, numeric.",
    ]


def test_a_style_without_a_reference_list_is_refused(tmp_path: Path) -> None:
    note = OWN[: OWN.index("  <bibliography>")] + "</style>\n"
    assert faults(own_style(tmp_path, note)) == ["2: This style has no reference list (cs:bibliography)."]


def test_a_style_that_points_to_another_says_which(tmp_path: Path) -> None:
    link = '<link href="http://www.zotero.org/styles/vancouver" rel="independent-parent"/>'
    dependent = OWN[: OWN.index("  <citation>")].replace("</id>", f"</id>{link}") + "</style>\n"
    assert faults(own_style(tmp_path, dependent)) == [
        "2: This style only points to another; give that one: http://www.zotero.org/styles/vancouver."
    ]


@pytest.mark.parametrize("style", STYLES)
def test_a_style_of_the_project_is_valid_csl_and_keeps_its_licence_notice(style: str) -> None:
    file = FOLDER / f"{style}.csl"
    tree = etree.parse(file)
    etree.RelaxNG(etree.parse(SCHEMA_PATH)).assertValid(tree)
    rights = tree.find("{*}info/{*}rights")
    assert rights.get("license") == "http://creativecommons.org/licenses/by-sa/3.0/"
    assert file.name in (ROOT / "NOTICE").read_text(encoding="utf-8")
