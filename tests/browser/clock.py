"""The clock of a page that is open already.

Playwright's own clock is for a page that has not been opened yet: it takes the place of the timers too, and what a
script began before it can then no longer be ended (a timer of the theme fails again and again). It also takes the
page's performance marks away.
"""

from __future__ import annotations

from playwright.sync_api import Page

SET_CLOCK = """moment => {
    const device = (window.deviceDate ??= Date);
    const past = new device(moment) - device.now();
    window.Date = class extends device {
        constructor(...parts) {
            if (parts.length > 0) super(...parts);
            else super(device.now() + past);
        }
        static now() {
            return device.now() + past;
        }
    };
}"""
"""What sets the clock, for a browser that is not Playwright's."""

_LONG_WAITS = """() => {
    const waits = new Map();
    const [begin, end] = [setTimeout, clearTimeout];
    window.setTimeout = (then, milliseconds, ...values) => {
        if (!(milliseconds >= 1000)) return begin(then, milliseconds, ...values);
        const wait = -1 - waits.size;
        waits.set(wait, () => then(...values));
        return wait;
    };
    window.clearTimeout = wait => (waits.has(wait) ? waits.set(wait, () => {}) : end(wait));
    window.endLongWaits = () => {
        if (waits.size === 0) throw new Error("nothing has waited");
        waits.forEach((then, wait) => (waits.set(wait, () => {}), then()));
    };
}"""


def set_clock(page: Page, moment: str) -> None:
    """Set the clock of a page and of those that follow in its tab, from where it runs on.

    `moment` is in ISO 8601, in the page's own time zone where it names none.
    """
    page.add_init_script(f"({SET_CLOCK})('{moment}')")
    page.evaluate(SET_CLOCK, moment)


def hold_long_waits(page: Page) -> None:
    """Before a page is opened: whatever waits for a second or longer waits until `end_long_waits`."""
    page.add_init_script(f"({_LONG_WAITS})()")


def end_long_waits(page: Page) -> None:
    """Let that time have passed. It fails where nothing has waited: what is to be tested is not there."""
    page.evaluate("endLongWaits()")
