"""What a preview says on its pages and in the terminal."""

from __future__ import annotations

from calculator.core.catalogue import Catalogue

_TEXTS = {
    "preview.label": "Preview",
    "preview.faults": "This is the last page that could be made. To be mended: {number}",
    "preview.draft": "Draft, not to be published: nobody has signed what it says.",
    "preview.draft-why": "What has to be read and signed: {number}",
    "preview.title-nothing": "No page can be shown yet",
    "preview.words-nothing": "The page comes by itself as soon as everything is mended.",
    "preview.title-no-page": "There is no such page",
    "preview.words-no-page": "The preview has no page at this address.",
}

text = Catalogue(_TEXTS)
