"""What a browser, a policy or a damaged script gives as a reason reaches no reader as it is: keys are not words."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from site_plugins.calculator_page.form import SCRIPT_TEXTS
from site_plugins.calculator_page.texts import text
from tests.browser.calculator_form import CalculatorForm

REASONS: list[object] = [
    "Access denied by policy",
    "constructor",
    "scripts",
    "",
    "<img src=x onerror=alert(1)> {reason} $&",
    {"reason": "load"},
    None,
]
SOURCE = Path(__file__).parents[2] / "site_plugins" / "runtime" / "assets"
GENERAL = f"could not start on this device ({text['form.failed-other']})"


@pytest.mark.parametrize("reason", REASONS, ids=str)
def test_a_failure_for_a_reason_that_has_no_words_is_told_in_general_ones(
    form: CalculatorForm, page: Page, reason: object
) -> None:
    failed = json.dumps({"type": "failed", "reason": reason})
    page.route(
        re.compile(r"\.worker\.js"),
        lambda route: route.fulfill(content_type="text/javascript", body=f"postMessage({failed});"),
    )
    form.open(ready=False)
    failure = page.locator("#calculator-failure")
    expect(failure).to_contain_text(GENERAL)
    said = failure.inner_text()
    assert "form." not in said
    assert not any(each in said for each in ("undefined", "[object", "policy", "<img", "{reason}", "function"))
    expect(page.get_by_text("Total 3 or less: low risk")).to_be_visible()


def test_whatever_key_is_looked_up_words_come_out(shared_form: CalculatorForm) -> None:
    shared_form.open()
    page = shared_form.page
    known = page.evaluate("keys => keys.map((key) => lumbarCalculator.text(key))", list(SCRIPT_TEXTS))
    assert known == [text[key] for key in SCRIPT_TEXTS]
    keys = ["form.nothing", "", "__proto__", "constructor", "toString", "form.failed-<b>", "form.percent-{percent}"]
    other = page.evaluate("keys => keys.map((key) => lumbarCalculator.text(key, { percent: '1' }))", keys)
    assert set(other) == {text["form.no-words"]}


def test_every_reason_that_a_failure_has_has_words_of_its_own() -> None:
    declared = (SOURCE / "runtime.d.ts").read_text(encoding="utf-8")
    (listed,) = re.findall(r"type LumbarReason = ([^;]*);", declared)
    reasons = re.findall(r'"([\w-]+)"', listed)
    assert len(reasons) > 5
    stopped = {"answer", "script"}
    for reason in reasons:
        key = f"form.{'stopped' if reason in stopped else 'failed'}-{reason}"
        assert key in SCRIPT_TEXTS
        assert text[key] != text["form.failed-other"]
