"""Retractions, corrections and expressions of concern: what was said about a work after it was published."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from site_plugins.diagnostics.problems import ContentError, Problem, suggestion
from site_plugins.references.identifiers import strip_doi_prefix
from site_plugins.references.record import CslRecord, Record, Status
from site_plugins.references.retraction_watch import COLUMNS, RetractionWatchRow, locate_field, read_rows

RETRACTIONS_FILE = "retraction_watch.csv"
"""The name of the file, in the content folder."""

_DATE = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})(?: [0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?")
_NUMBER = re.compile(r"[1-9][0-9]*")


class NoticeKind(StrEnum):
    """What a notice says."""

    RETRACTION = "retraction"
    CORRECTION = "correction"
    CONCERN = "concern"
    REINSTATEMENT = "reinstatement"
    """The retraction was taken back."""


NATURES = {
    "Retraction": NoticeKind.RETRACTION,
    "Correction": NoticeKind.CORRECTION,
    "Expression of concern": NoticeKind.CONCERN,
    "Reinstatement": NoticeKind.REINSTATEMENT,
}
"""The kinds by Retraction Watch's words for them."""
_KINDS = {nature.casefold(): kind for nature, kind in NATURES.items()}


@dataclass(frozen=True)
class EditorialNotice:
    """What a journal published about a work."""

    kind: NoticeKind
    on: date
    doi: str | None
    """The notice's own DOI, as the PMID is its own."""
    pmid: str | None
    reasons: tuple[str, ...]


def find_standing_retraction(notices: Iterable[EditorialNotice]) -> EditorialNotice | None:
    """Return the newest retraction of a work; None where there is none, or the work was reinstated since."""
    decisive = [each for each in notices if each.kind in (NoticeKind.RETRACTION, NoticeKind.REINSTATEMENT)]
    # Nothing is reinstated before it was retracted: of two on one day, the reinstatement came second.
    newest = max(decisive, key=lambda each: (each.on, each.kind is NoticeKind.REINSTATEMENT), default=None)
    return newest if newest and newest.kind is NoticeKind.RETRACTION else None


def is_retracted(notices: Iterable[EditorialNotice]) -> bool:
    """Tell whether a work was retracted and not reinstated since; a later correction changes nothing of that."""
    return find_standing_retraction(notices) is not None


@dataclass(frozen=True)
class EditorialNotices:
    """The notices about some works."""

    newest: date
    """The date of the newest entry of the whole file: what came later it cannot know."""
    by_identifier: Mapping[str, Sequence[EditorialNotice]]
    """By the DOI of the work, in small letters, and by its PMID."""

    def of(self, csl: CslRecord) -> tuple[EditorialNotice, ...]:
        """Return the notices about a work, the oldest first."""
        notices = [notice for name in _get_identifiers(csl) for notice in self.by_identifier.get(name, ())]
        return tuple(sorted(dict.fromkeys(notices), key=lambda notice: notice.on))

    def is_retracted(self, csl: CslRecord) -> bool:
        """Tell whether a work was retracted and not reinstated since."""
        return is_retracted(self.of(csl))


def read_notices(file: Path, works: Iterable[CslRecord]) -> EditorialNotices:
    """Read the notices about some works, which are matched by DOI and by PMID.

    Raises ContentError when it is no file of Retraction Watch, when it was cut off, and with everything in it that
    cannot be read about one of the works; what it says about others is no business of the site.
    """
    asked = frozenset(name for work in works for name in _get_identifiers(work))
    newest: date | None = None
    by_identifier: dict[str, list[EditorialNotice]] = {}
    problems: list[Problem] = []
    for row in read_rows(file):
        on = _parse_date(row.on)
        if on is not None and (newest is None or on > newest):
            newest = on
        names = {_normalize_doi(row.work_doi), _normalize_pmid(row.work_pmid)} & asked
        if not names:
            continue
        kind = _KINDS.get(" ".join(row.nature.split()).casefold())
        if on is not None and kind is not None:
            notice = EditorialNotice(
                kind,
                on,
                _normalize_doi(row.doi) or None,
                _normalize_pmid(row.pmid) or None,
                _split_reasons(row.reasons),
            )
            for name in names:
                by_identifier.setdefault(name, []).append(notice)
        if on is None:
            problems.append(_report_unreadable(file, row, "on", "month/day/year such as 1/31/2019"))
        if kind is None:
            near = suggestion(row.nature, NATURES)
            problems.append(_report_unreadable(file, row, "nature", ", ".join(NATURES), near))
    if newest is None:
        problems.append(Problem(str(file), None, "No notice in this file has a date such as 1/31/2019."))
    if problems or newest is None:
        raise ContentError(problems)
    return EditorialNotices(newest, by_identifier)


def find_retraction_problems(
    cited: Iterable[tuple[Record, Sequence[str]]], notices: EditorialNotices
) -> list[Problem]:
    """Return a problem for each work that is cited although it was retracted and nobody acknowledged that.

    `cited` are records and what cites each, in the words that an editor knows it by. An acknowledgement is of the
    retractions up to its day: a later one needs another. One of a work that is not retracted does no harm, because
    Retraction Watch does not know all.
    """
    problems: list[Problem] = []
    for record, citing in cited:
        retraction = find_standing_retraction(notices.of(record.work)) if record.work is not None else None
        if retraction is None or not citing:
            continue
        if record.acknowledged is not None and record.acknowledged.on >= retraction.on:
            continue
        name = f"“{record.id}”" if record.status is Status.CONFIRMED else f"The work suggested for “{record.id}”"
        notice = f", notice {retraction.doi}" if retraction.doi else ""
        message = (
            f"{name} was retracted on {retraction.on.isoformat()}{notice}, and is cited by {', '.join(citing)}: "
            "take it out, or say under custom who keeps it and since when: "
            '"acknowledged": {"by": "…", "on": "YYYY-MM-DD"}.'
        )
        problems.append(record.place.problem(message))
    return problems


def _get_identifiers(csl: CslRecord) -> frozenset[str]:
    """Return what a work is matched by."""
    return frozenset({_normalize_doi(csl.get("DOI")), _normalize_pmid(csl.get("PMID"))} - {""})


def _normalize_doi(value: object) -> str:
    """Return a DOI as it is compared, or nothing: who has none writes "unavailable"."""
    doi = value.strip().lower() if isinstance(value, str) else ""
    if doi and not doi.startswith("10."):
        doi = strip_doi_prefix(doi)
    return doi if doi.startswith("10.") else ""


def _normalize_pmid(value: object) -> str:
    """Return a PMID, or nothing: who has none writes 0."""
    match = _NUMBER.fullmatch(value.strip()) if isinstance(value, str) else None
    return match[0] if match else ""


# There are fewer days than rows: ninety years of them.
@lru_cache(maxsize=32_768)
def _parse_date(text: str) -> date | None:
    match = _DATE.fullmatch(text.strip())
    try:
        return date(int(match[3]), int(match[1]), int(match[2])) if match else None
    except ValueError:
        return None


def _split_reasons(text: str) -> tuple[str, ...]:
    """Split the reasons, which some editions of the file begin with a plus."""
    reasons = (reason.strip().removeprefix("+") for reason in text.split(";"))
    return tuple(reason for reason in reasons if reason)


def _report_unreadable(file: Path, row: RetractionWatchRow, field: str, allowed: str, near: str = "") -> Problem:
    about = _normalize_doi(row.work_doi) or _normalize_pmid(row.work_pmid)
    message = f"{COLUMNS[field]} of the notice about {about} is {getattr(row, field)!r}; allowed: {allowed}.{near}"
    return locate_field(file, row, field).problem(message)
