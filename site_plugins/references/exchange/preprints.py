"""Preprints: a record must not pass for a journal's article because a program had no better type for it."""

from __future__ import annotations

from collections.abc import Mapping

from site_plugins.references.exchange.words import words
from site_plugins.references.record import CslRecord

SERVERS = words(
    """
    arxiv biorxiv medrxiv chemrxiv psyarxiv socarxiv sportrxiv edarxiv metaarxiv osf_preprints researchsquare
    research_square ssrn preprints.org preprints_with_the_lancet f1000research_preprints qeios authorea
    """
)
_GENERAL = ("article-journal", "document", "manuscript", "webpage", "article")
_WHERE = ("publisher", "archive", "container-title")


def as_preprint(csl: Mapping[str, object]) -> CslRecord:
    """Return a record that calls itself a preprint, or is of a preprint server, as CSL's type for preprints."""
    names = {str(csl.get(field, "")).lower().replace(" ", "_") for field in _WHERE}
    named = "preprint" in str(csl.get("genre", "")).lower()
    if csl.get("type") not in _GENERAL or not (named or any(map(_is_server, names))):
        return dict(csl)
    return {**csl, "type": "article", "genre": csl.get("genre", "Preprint")}


def _is_server(name: str) -> bool:
    # Some write "medRxiv : the preprint server for health sciences".
    return name.partition("_:")[0].partition(":")[0].strip("_") in SERVERS
