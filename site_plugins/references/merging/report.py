"""What merging did, in sentences: one line for each incoming record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from site_plugins.references.merging.comparison import Difference
from site_plugins.references.merging.merge import Double, Kind, Merged, Outcome

_LONGEST = 60
_TO_CONFIRM = (
    "to confirm it, put the suggested record in the place of “{key}”, keep the id “{key}” and set custom.status "
    "to “confirmed”"
)


def outcome_line(outcome: Outcome) -> str:
    """Return what became of an incoming record, behind its file and line."""
    incoming = outcome.incoming
    return f"{incoming.file}:{incoming.line}: {incoming.called}: {'; '.join(_said(outcome))}."


def double_line(file: Path, double: Double) -> str:
    """Return that two stored records are one work."""
    one, other = double.keys
    said = f"“{one}” and “{other}” are one work by {double.by}"
    more = "one of them is only suggested" if double.suggested else "cite one and take the other out"
    return f"{file}: {said}; {more}."


def summary(file: Path, merged: Merged, refused: int, *, dry_run: bool) -> str:
    """Return what was done altogether; `refused` counts what could not be read."""
    kinds = [outcome.kind for outcome in merged.outcomes]
    added, filled = kinds.count(Kind.ADDED), sum(bool(outcome.filled) for outcome in merged.outcomes)
    same = len(kinds) - added - filled - kinds.count(Kind.REFUSED)
    counts = (
        f"{added} added, {filled} completed, {same} there already, {refused + kinds.count(Kind.REFUSED)} refused"
    )
    if not added and not filled:
        return f"{counts}. {file} is as it was."
    done = "would be changed; nothing was written" if dry_run else "was written"
    cite = " Cite what was added, or the build will ask for it." if added and not dry_run else ""
    return f"{counts}. {file} {done}.{cite}"


def _said(outcome: Outcome) -> Iterator[str]:
    key = outcome.key
    if outcome.kind is Kind.ADDED:
        yield f"added as “{key}”"
        yield from (f"its title is nearly that of “{other}”, but {reason}" for other, reason in outcome.near)
    elif outcome.kind is Kind.SAME:
        yield f"same as “{key}” by {outcome.by}"
        if outcome.filled:
            yield f"filled in {', '.join(outcome.filled)}"
        if outcome.differing:
            yield f"left as it is where it differs: {_differing(outcome.differing)}"
    elif outcome.kind is Kind.SUGGESTED:
        yield f"this is what “{key}” is suggested to be, by {outcome.by}; nothing was added"
        yield _TO_CONFIRM.format(key=key)
    elif outcome.kind is Kind.UNLISTED:
        yield f"this is the unlisted reference “{key}”, and no work; nothing was added"
    else:
        yield f"refused: {outcome.reason.rstrip('.')}"


def _differing(differences: Iterable[Difference]) -> str:
    return ", ".join(
        f"{each.field} (stored “{_short(each.stored)}”, here “{_short(each.incoming)}”)" for each in differences
    )


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 2].rstrip()} …"
