"""A site carries a calculator only where it is clear which, and where it can answer: else the build is refused."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from importlib.metadata import EntryPoint

import pytest

from calculator import service
from calculator.core.instrument import Band
from calculator.start_back import START_BACK
from calculator.start_back.instrument import START_BACK_9
from site_plugins import calculators
from site_plugins.calculator_page import block
from site_plugins.calculator_page.form import refuse_mismatch
from site_plugins.guideline import ContentError, Guideline


@pytest.fixture(autouse=True)
def _found_anew() -> Iterator[None]:
    calculators.installed_calculators.cache_clear()
    yield
    calculators.installed_calculators.cache_clear()


def installed(monkeypatch: pytest.MonkeyPatch, *values: str) -> None:
    """Let these be the entry points that are installed."""
    entries = [EntryPoint(f"calculator-{n}", value, calculators.GROUP) for n, value in enumerate(values)]
    monkeypatch.setattr(calculators, "entry_points", lambda group: entries)
    calculators.installed_calculators.cache_clear()


def test_an_installation_that_names_no_calculator_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    installed(monkeypatch)
    with pytest.raises(ContentError, match=r"Nothing that is installed .*Install the checkout again"):
        calculators.find_calculators()


@pytest.mark.parametrize(
    ("value", "message"),
    [("calculator.nowhere:X", "cannot be loaded"), ("calculator.start_back.loinc:SYSTEM", "is not a Calculator")],
)
def test_an_entry_point_that_leads_elsewhere_is_refused(
    monkeypatch: pytest.MonkeyPatch, value: str, message: str
) -> None:
    installed(monkeypatch, value)
    with pytest.raises(ContentError, match=message):
        calculators.find_calculators()


def test_two_calculators_for_one_guideline_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert block._not_one_calculator(START_BACK.guideline) is None
    installed(monkeypatch, *["calculator.start_back:START_BACK"] * 2)
    assert "More than one calculator" in str(block._not_one_calculator(START_BACK.guideline))


def test_a_calculator_that_the_browser_does_not_have_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "CALCULATORS", ())
    assert "does not answer in the reader's browser" in str(block._not_one_calculator(START_BACK.guideline))


def test_pythons_page_refuses_a_guideline_that_it_has_no_calculator_for() -> None:
    with pytest.raises(ValueError, match="no calculator here is for the guideline 'paper-boats'"):
        service.begin('{"slug": "paper-boats"}')


def test_a_figure_that_rests_on_no_reference_of_the_guideline_is_refused(guideline: Guideline) -> None:
    refuse_mismatch(START_BACK, guideline)
    fewer = tuple(each for each in guideline.references if each.record.id != "riis2017")
    with pytest.raises(ContentError, match="cites “riis2017”, which is not a reference"):
        refuse_mismatch(START_BACK, dataclasses.replace(guideline, references=fewer))


def test_a_notice_that_every_result_needs_must_be_there(guideline: Guideline) -> None:
    fewer = tuple(notice for notice in START_BACK.notices if notice.id != "emergency-now")
    with pytest.raises(ContentError, match="no notice “emergency-now”"):
        refuse_mismatch(dataclasses.replace(START_BACK, notices=fewer), guideline)


def test_bands_that_do_not_rise_are_refused() -> None:
    falling = Band("falling", "falling", "F", {"distress": 5})
    with pytest.raises(ValueError, match="band falling takes fewer points of total than medium"):
        dataclasses.replace(START_BACK_9, bands=(*START_BACK_9.bands[:2], falling))
