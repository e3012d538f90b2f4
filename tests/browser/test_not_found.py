"""An address that a host has nothing at: its page finds the site, wherever the site and the address are."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.listening import listen
from tools.serve import Handler

HOME = "/guides/lumbar"
MISSING = (
    "/missing.html",
    "/some/where/deep/missing.html",
    "/calculator/index.html/further",
    "/calculator/missing?from=a/b/c#d/e",
    "//missing.html",
    "/a/b/c/d/e/f/g/h/missing",
)
"""Addresses below a site's own."""


@contextmanager
def host_of(folder: Path, home: str, headers: dict[str, str] | None = None) -> Iterator[str]:
    """Serve a folder as hosts of projects do: below the path `home`, 404.html of that folder is what is missing."""

    class Served(Handler):
        def send_error(self, code: int, *_said: object) -> None:
            content = (folder / home.lstrip("/") / "404.html").read_bytes()
            self.send_response(code)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def end_headers(self) -> None:
            for name, value in (headers or {}).items():
                self.send_header(name, value)
            super().end_headers()

    def handler(*given: object) -> Served:
        return Served(*given, directory=str(folder))  # type: ignore[arg-type]

    with listen(handler) as origin:
        yield f"{origin}{home}"


@pytest.fixture
def hosted(site: Path, tmp_path: Path) -> Path:
    """A folder with the site below a path."""
    (tmp_path / HOME[1:]).parent.mkdir(parents=True)
    (tmp_path / HOME[1:]).symlink_to(site)
    return tmp_path


def expect_the_site(page: Page, home: str) -> None:
    """The page has its style and links, and all lead into the site."""
    expect(page.get_by_role("heading", name="There is no page at this address")).to_be_visible()
    links = page.get_by_role("navigation", name="Main pages").get_by_role("link")
    expect(links).to_have_count(7)
    expect(links.first).to_have_attribute("href", f"{home}/index.html")
    for link in links.all():
        address = str(link.get_attribute("href"))
        assert address.startswith(f"{home}/")
        assert page.request.get(address).status == 200
    expect(page.locator("ul")).to_have_css("list-style-type", "none")


@pytest.mark.parametrize("missing", MISSING)
def test_below_a_path_the_page_leads_back_into_the_site(page: Page, hosted: Path, missing: str) -> None:
    with host_of(hosted, HOME) as home:
        response = page.goto(home + missing)
        assert response is not None
        assert response.status == 404
        # A path that ends in two strokes is the same folder for a host.
        expect_the_site(page, f"{home}/" if missing.startswith("//") else home)


def test_at_a_hosts_root_it_does_too(page: Page, site: Path) -> None:
    with host_of(site, "") as home:
        for missing in MISSING[:3]:
            page.goto(home + missing)
            expect_the_site(page, home)


def test_it_finds_its_own_site_and_not_another_one_above_it(page: Page, hosted: Path, site: Path) -> None:
    (hosted / "assets").symlink_to(site / "assets")
    with host_of(hosted, HOME) as home:
        page.goto(f"{home}/some/where/missing.html")
        expect_the_site(page, home)


def test_a_strict_host_forbids_nothing_that_it_needs(page: Page, hosted: Path) -> None:
    policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'"
    headers = {"Content-Security-Policy": policy, "X-Content-Type-Options": "nosniff"}
    with host_of(hosted, HOME, headers) as home:
        page.goto(f"{home}/some/where/missing.html")
        expect_the_site(page, home)


def test_its_search_takes_words_to_the_sites_own(page: Page, hosted: Path) -> None:
    with host_of(hosted, HOME) as home:
        page.goto(f"{home}/some/where/missing.html")
        page.get_by_role("searchbox").fill("imaging")
        page.get_by_role("searchbox").press("Enter")
        expect(page).to_have_url(f"{home}/search/index.html#q=imaging")
        expect(page.locator("main a[href*='#dont-image']").first).to_be_visible()


def test_without_scripts_it_says_in_words_what_to_do_and_leads_nowhere_wrong(
    browser: Browser, hosted: Path
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    with host_of(hosted, HOME) as home:
        page.goto(f"{home}/some/where/missing.html")
        expect(page.get_by_text("take away the end of the address")).to_be_visible()
        expect(page.get_by_role("link")).to_have_count(0)
    context.close()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_it_is_not_wider_than_its_window(page: Page, hosted: Path, width: int, colours: str) -> None:
    page.set_viewport_size({"width": width, "height": 640})
    page.emulate_media(color_scheme=colours)  # type: ignore[arg-type]
    with host_of(hosted, HOME) as home:
        page.goto(f"{home}/some/where/missing.html")
        expect_the_site(page, home)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
