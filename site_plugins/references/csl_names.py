"""The names that CSL 1.0.2 has for types and fields, by what a field holds."""

from __future__ import annotations


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


TYPES = _words(
    """
    article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection
    dataset document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case
    legislation manuscript map motion_picture musical_score pamphlet paper-conference patent performance periodical
    personal_communication post post-weblog regulation report review review-book software song speech standard
    thesis treaty webpage
    """
)

PEOPLE = _words(
    """
    author chair collection-editor compiler composer container-author contributor curator director editor
    editor-translator editorial-director executive-producer guest host illustrator interviewer narrator organizer
    original-author performer producer recipient reviewed-author script-writer series-creator translator
    """
)

DATES = ("accessed", "available-date", "event-date", "issued", "original-date", "submitted")

# The schema of the input calls three of them part, printing and supplement.
NUMBERS = _words(
    """
    chapter-number citation-number collection-number edition first-reference-note-number issue locator number
    number-of-pages number-of-volumes page page-first part part-number printing printing-number section supplement
    supplement-number version volume
    """
)
"""Fields that may hold a number where others hold text."""

# journalAbbreviation and shortTitle are what citeproc-js and Zotero write for the short forms.
TEXTS = _words(
    """
    abstract annote archive archive-place archive_collection archive_location authority call-number citation-key
    citation-label collection-title container-title container-title-short dimensions division DOI event event-place
    event-title genre id ISBN ISSN journalAbbreviation jurisdiction keyword language license medium note
    original-publisher original-publisher-place original-title part-title PMCID PMID publisher publisher-place
    references reviewed-genre reviewed-title scale shortTitle source status title title-short type URL volume-title
    volume-title-short year-suffix
    """
)

FIELDS = (*PEOPLE, *DATES, *NUMBERS, *TEXTS, "categories")

NAME_PARTS = ("family", "given", "dropping-particle", "non-dropping-particle", "suffix", "literal")
NAME_SWITCHES = ("comma-suffix", "static-ordering", "parse-names")
DATE_PARTS = ("date-parts", "season", "circa", "literal", "raw")
