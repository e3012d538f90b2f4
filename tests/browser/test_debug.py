"""A site that was built for developers shows Python's traceback, with file and line, and the worker's log."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Browser, expect

from site_plugins.runtime import runtime_files
from tests.browser.conftest import PATIENCE
from tests.browser.runtime_page import PAGE, RuntimePage, serving, write_site
from tests.browser.test_runtime import QUICK
from tests.results import GUIDELINE

ROOT = Path(__file__).parents[2]


def test_the_panel_shows_the_traceback_of_a_fault_and_the_log(site: Path, browser: Browser, tmp_path: Path) -> None:
    files = runtime_files(ROOT, debug=True)
    write_site(tmp_path, files, (site / GUIDELINE).read_text(encoding="utf-8"))
    context = browser.new_context()
    context.set_default_timeout(PATIENCE)
    with serving(tmp_path) as host:
        runtime = RuntimePage(context.new_page()).open(f"{host.address}/{PAGE}")
        assert runtime.ask("quick", QUICK)["answers"]["9"] == "extremely"
        assert runtime.ask("no-such-command", {}) == "answer"
        panel = runtime.page.locator("details#lumbar-debug")
        expect(panel).to_contain_text("Python is ready")
        expect(panel).to_contain_text("answered quick within")
        expect(panel).to_contain_text("KeyError: 'no-such-command'")
        log = panel.locator("pre").text_content() or ""
        place = re.search(r'File "(\S+\.py)", line (\d+), in serve', log)
        assert place
        source = ROOT / place[1].rpartition("/site-packages/")[2]
        assert source.name == "service.py"
        assert "COMMANDS[command]" in source.read_text(encoding="utf-8").splitlines()[int(place[2]) - 1]
    context.close()
