"""What merging did, in sentences: one line for each incoming record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from site_plugins.references.merging.comparison import Difference
from site_plugins.references.merging.merge import Duplicate, MergeAction, MergeDecision, MergeResult

_LONGEST = 60
_TO_CONFIRM = (
    "to confirm it, put the suggested record in the place of “{key}”, keep the id “{key}” and set custom.status "
    "to “confirmed”"
)


def describe_decision(decision: MergeDecision) -> str:
    """Return what became of an incoming record, behind its file and line."""
    incoming = decision.incoming
    return f"{incoming.file}:{incoming.line}: {incoming.label}: {'; '.join(_list_clauses(decision))}."


def describe_duplicate(file: Path, duplicate: Duplicate) -> str:
    """Return that two stored records are one work."""
    one, other = duplicate.keys
    message = f"“{one}” and “{other}” are one work by {duplicate.matched_by}"
    more = "one of them is only suggested" if duplicate.suggested else "cite one and take the other out"
    return f"{file}: {message}; {more}."


def summarize(file: Path, result: MergeResult, refused: int, *, dry_run: bool) -> str:
    """Return what was done altogether; `refused` counts what could not be read."""
    actions = [decision.action for decision in result.decisions]
    added, filled = actions.count(MergeAction.ADDED), sum(bool(decision.filled) for decision in result.decisions)
    same = len(actions) - added - filled - actions.count(MergeAction.REFUSED)
    refused += actions.count(MergeAction.REFUSED)
    counts = f"{added} added, {filled} completed, {same} there already, {refused} refused"
    if not added and not filled:
        return f"{counts}. {file} is as it was."
    done = "would be changed; nothing was written" if dry_run else "was written"
    cite = " Cite what was added, or the build will ask for it." if added and not dry_run else ""
    return f"{counts}. {file} {done}.{cite}"


def _list_clauses(decision: MergeDecision) -> Iterator[str]:
    key = decision.key
    if decision.action is MergeAction.ADDED:
        yield f"added as “{key}”"
        yield from (f"its title is nearly that of “{other}”, but {reason}" for other, reason in decision.near)
    elif decision.action is MergeAction.SAME:
        yield f"same as “{key}” by {decision.matched_by}"
        if decision.filled:
            yield f"filled in {', '.join(decision.filled)}"
        if decision.differing:
            yield f"left as it is where it differs: {_describe_differences(decision.differing)}"
    elif decision.action is MergeAction.SUGGESTED:
        yield f"this is what “{key}” is suggested to be, by {decision.matched_by}; nothing was added"
        yield _TO_CONFIRM.format(key=key)
    elif decision.action is MergeAction.UNLISTED:
        yield f"this is the unlisted reference “{key}”, and no work; nothing was added"
    else:
        yield f"refused: {decision.reason.rstrip('.')}"


def _describe_differences(differences: Iterable[Difference]) -> str:
    return ", ".join(
        f"{each.field} (stored “{_shorten(each.stored)}”, here “{_shorten(each.incoming)}”)" for each in differences
    )


def _shorten(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 2].rstrip()} …"
