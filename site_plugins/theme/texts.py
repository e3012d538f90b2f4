"""What the theme's own pages say."""

from __future__ import annotations

from calculator.core.catalogue import Catalogue

text = Catalogue(
    {
        "not-found.title": "There is no page at this address",
        "not-found.why": "It may have moved, or there is a slip in the address.",
        "not-found.what": "Go back to where you came from. Or take away the end of the address, a part at a time, "
        "until a page opens.",
        "places.label": "Main pages",
        "menu.open": "Menu",
        "menu.close": "Close the menu",
        "menu.contents": "On this page",
    }
)
