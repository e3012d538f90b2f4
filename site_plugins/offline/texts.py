"""What the site says about its use without a network."""

from __future__ import annotations

from calculator.core.catalogue import Catalogue

_TEXTS = {
    # The copy for use without a network, in the footer and where a page is not in it
    "offline.preparing": "This site is being kept for use without a network.",
    "offline.keep": "Keep a copy for use without a network ({size} MB)",
    "offline.kept": "Available offline ({size} MB)",
    "offline.kept-without": "Available offline ({size} MB), but for {number} pictures or files that this web "
    "server does not hand out as they were built.",
    "offline.remove": "Remove",
    "offline.removed": "The copy was removed.",
    "offline.new": "A new version is ready.",
    "offline.use": "Use the new version",
    "offline.others": "First close the other pages of this site. Your answers stay on this one.",
    "offline.again": "Try again",
    "offline.failed-network": "This site could not be kept for use without a network: the connection broke off. "
    "What has come stays, and the next try goes on from there.",
    "offline.failed-busy": "This site could not be kept for use without a network: this web server has too much to "
    "do, or is out of order. What has come stays, and the next try goes on from there.",
    "offline.failed-changed": "This site could not be kept for use without a network: this web server changes the "
    "files that it hands out. You can read the site while there is a network.",
    "offline.failed-missing": "This site could not be kept for use without a network: this web server does not "
    "hand out all of its files. You can read the site while there is a network.",
    "offline.failed-room": "This site could not be kept for use without a network: there is not enough room on "
    "this device.",
    "offline.failed-refused": "This site could not be kept for use without a network: this browser does not "
    "let it. In a private window no site can be kept.",
    "offline.away-title": "No network",
    "offline.away": "This page is not in the copy of the site that your browser keeps. It needs a network.",
    "offline.damaged-title": "This page cannot be shown now",
    "offline.damaged": "The copy of it that your browser keeps is damaged, and the site has changed since. Close "
    "all pages of this site and open it again in a minute.",
    "offline.home": "To the start page",
    # START-HERE in the folder to take along
    "start.alone": "The pages are not beside this file. It is one of these:",
    "start.packed": "Extract all files first",
    "start.packed-why": "You are looking into the zip file. The pages only work after it has been unzipped.",
    "start.packed-close": "Close this window.",
    "start.packed-extract": "Unzip the whole file. On Windows: click it with the right mouse button and choose "
    "“Extract all”. On a Mac: double-click it.",
    "start.packed-open": "Open the new folder, and double-click {file} in there.",
    "start.moved": "The folder of the pages is missing",
    "start.moved-why": "This file was moved or sent without the folder “{folder}”, which holds the pages.",
    "start.moved-do": "Put the two side by side again. Or get the zip file anew and unzip all of it. Mail programs "
    "often refuse it, as there are scripts in it: use a stick or a shared drive.",
    "start.phone": "This does not work on a phone or tablet",
    "start.phone-why": "Phones and tablets open no folder of pages.",
    "start.phone-do": "Open the site there by its web address, once. The browser keeps a copy: after that it "
    "works without a network.",
    "start.well": "All is well: the pages are beside this file.",
    "start.open": "Open the site",
}

text = Catalogue(_TEXTS)
