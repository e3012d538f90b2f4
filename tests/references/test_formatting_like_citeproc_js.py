"""Every work comes out as citeproc-js prints it, character for character, or it is said here why it does not."""

from __future__ import annotations

import json
import subprocess
from functools import cache
from pathlib import Path

import citeproc
import pytest

from site_plugins.references.csl import check_record
from site_plugins.references.formatting import STYLES, format_csl
from site_plugins.references.processor import style as style_module
from tests.references.formatting_works import MADE_UP, WORK, WORKS

ROOT = Path(__file__).parents[2]
STYLE_FILES = ROOT / "site_plugins" / "references" / "styles"
LOCALE = Path(citeproc.LOCALES_PATH) / "locales-en-US.xml"
NLM, AMA = "nlm-citation-sequence", "american-medical-association"

DIFFERENT = {
    # citeproc-js loses the space of the second date: "2008 Dec–2009Jan".
    ("date-range-across-years", NLM): "Berg T. Over the new year. Nordic Backs. 2008 Dec–2009 Jan;3:19.",
    # CSL: a group goes when all of its variables are empty. citeproc-js leaves a bare "In." of it.
    ("paper-conference-bare", NLM): "Meet I. A poster. 2007. doi:10.5555/poster.1",
    # CSL's list of small words in titles has neither "about" nor "without".
    ("title-case-long-prepositions", AMA): (
        "Ibrahim S. What to Know About Life Without Pain. Nowhere Press; 2002."
    ),
    # PubMed's "One JC" has two initials; citeproc-js takes JC for one name and keeps its J alone.
    ("initials-of-pubmed", NLM): "One JC, Two KLM. Initials of PubMed. Backs. 2000;22.",
    (
        "initials-of-pubmed",
        AMA,
    ): "One JC, Two KLM. Initials of PubMed. Backs. Published online 2000:22.",
    # Each part of a given name with a hyphen is an initial (CSL: "J. L." for Jean-Luc); citeproc-js: "Kim M jae".
    ("hyphenated-given-small", NLM): "Kim MJ. Small letters behind hyphens. Backs. 2000;21.",
    ("hyphenated-given-small", AMA): "Kim MJ. Small letters behind hyphens. Backs. Published online 2000:21.",
}


@cache
def by_citeproc_js(style: str) -> dict[str, str]:
    """The works' entries by their ids, without a number."""
    asked = {
        "style": (STYLE_FILES / f"{style}.csl").read_text(encoding="utf-8"),
        "locale": LOCALE.read_text(encoding="utf-8"),
        "records": WORKS,
    }
    script = Path(__file__).with_name("citeproc_js.mjs")
    run = subprocess.run(
        ["node", script], input=json.dumps(asked), capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert run.returncode == 0, run.stderr
    entries: list[str] = json.loads(run.stdout)
    return {work["id"]: entry.removeprefix("1. ").strip() for work, entry in zip(WORKS, entries, strict=True)}


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("name", WORK)
def test_a_work_is_printed_as_by_citeproc_js(name: str, style: str) -> None:
    expected = by_citeproc_js(style)[name]
    if (name, style) in DIFFERENT:
        # A difference that is none any more has to go from the list.
        assert DIFFERENT[name, style] != expected
        expected = DIFFERENT[name, style]
    assert format_csl(WORK[name], style).text == expected


def test_the_works_are_of_every_kind_and_sound() -> None:
    assert len(MADE_UP) >= 100
    assert len({work["type"] for work in MADE_UP}) >= 20
    for work in MADE_UP:
        assert check_record(work, work["id"]) == []
        assert str(work.get("DOI", "10.5555/")).startswith("10.5555/")


@pytest.mark.parametrize("name", STYLES)
def test_what_is_printed_does_not_depend_on_what_was_printed_before(name: str) -> None:
    style = style_module.read_style(STYLE_FILES / f"{name}.csl")
    forwards = [style.render_entry(work) for work in WORKS]
    backwards = [style.render_entry(work) for work in reversed(WORKS)]
    assert forwards == backwards[::-1]
