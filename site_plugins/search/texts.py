"""What the search says, and the kinds of its results."""

from __future__ import annotations

from calculator.core.catalogue import Catalogue
from site_plugins.guideline.texts import text as on_pages

_SHARED = (
    "kind.do",
    "kind.consider",
    "kind.caution",
    "kind.dont",
    "kind.fact",
    "kind.red-flag",
    "kind.against",
    "kind.good-practice",
    "kind.good-practice-against",
    "kind.no-recommendation",
    "kind.research",
    "kind.mixed",
    "history.amended",
    "history.withdrawn",
    "reference.further-why",
    "term.by-editors",
)
"""What a guideline's page says in the same words."""

_TEXTS = {
    "kind.part": "About a statement.",
    "kind.note": "Editors’ note:",
    "kind.reference": "Reference:",
    "kind.section": "Page:",
    "kind.table": "Table:",
    "kind.figure": "Figure:",
    "kind.footnote": "Footnote:",
    "kind.term": "Abbreviation or term:",
    "search.label": "Search",
    "search.words": "Search for",
    "search.hint": "Words of a statement, an author, a PMID or a DOI.",
    "search.filters": "Narrow down",
    "search.kinds": "Kind of result",
    "search.ratings": "Rating by the source",
    "search.sections": "Section",
    "search.unfilter": "Show everything",
    "search.no-script": "This browser runs no scripts, so nothing can be searched for here. Look through the list "
    "below instead.",
    "search.meant": "Did you mean",
    "search.results": "Results",
    "search.all": "All statements: {title}",
    "search.guidelines": "All guidelines",
    "search.result-plain": "In plain words:",
    "search.result-also": "Other words and kinds:",
    "search.result-rests": "Rests on:",
    "search.result-more": "Show {number} more ({left} left)",
    "search.result-none": "Nothing was found for “{words}”.",
    "search.result-none-chosen": "Nothing of what is chosen was found for “{words}”.",
    "search.result-some": "Nothing has all of “{words}”. These have some of it: {number}.",
    "search.result-count": "{number} results for “{words}”.",
    "search.result-count:one": "{number} result for “{words}”.",
    "search.result-filters": "({number} chosen)",
    "search.result-failed": "A part of the search could not be loaded. Try again.",
}

text = Catalogue({key: on_pages[key] for key in _SHARED} | _TEXTS)
