"""Recording that a wording was read against the rules, and what is published under a version."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from calculator.core.dates import day_text
from site_plugins.diagnostics.problems import ContentError, suggestion
from site_plugins.guideline.drift import (
    command,
    describe_changes,
    describe_difference,
    find_unpublished,
    find_unread,
    is_current,
    read_wordings,
    sentences_of,
)
from site_plugins.guideline.library import Library
from site_plugins.guideline.signed import (
    Acceptance,
    PublishedVersion,
    SignedFile,
    StatementWording,
    version_key,
    write_accepted,
    write_published,
)
from site_plugins.guideline.usage import describe_uses
from site_plugins.references import SignedOff


class RefusedError(Exception):
    """What was asked for is not done; the message says why and what to do."""


def known_ids(library: Library, slug: str) -> set[str]:
    """Return the ids that can be accepted: of what has to be read, and of what was accepted before."""
    return {*read_wordings(library.guideline(slug)), *_accepted(library, slug).entries}


def _accepted(library: Library, slug: str) -> SignedFile[Acceptance]:
    accepted = library.folder(slug).accepted
    assert accepted is not None, "a guideline whose files cannot be read is refused before"
    return accepted


# ---- A wording that was read ------------------------------------------------------------------------------------


def accept(
    library: Library, slug: str, ids: Sequence[str], signed: SignedOff, *, everything: bool = False
) -> list[str]:
    """Record that the wording of statements was read; return what was recorded, in lines.

    With `everything` it is each statement that a build names. A statement that is accepted already is signed anew;
    one that neither a rule nor a line for patients uses any more is taken off the list. Raises RefusedError for an
    id that is none of these, and ContentError for a guideline that cannot be read.
    """
    guideline, file = library.guideline(slug), _accepted(library, slug)
    wordings, entries = read_wordings(guideline), dict(file.entries)
    if everything == bool(ids):
        raise RefusedError(
            "Name what was read by its ids, or give --all for everything that a build asks for: one of the two."
        )
    chosen = list(dict.fromkeys(ids))
    if everything:
        chosen = [name for name, wording in wordings.items() if not is_current(entries.get(name), wording)]
        chosen += [name for name in entries if name not in wordings]
        if not chosen:
            raise RefusedError(f"Every wording of {slug} is as it was accepted: there is nothing to accept.")
    known = {*wordings, *entries}
    if unknown := [name for name in chosen if name not in known]:
        raise RefusedError("\n".join(_report_unknown(name, library, slug) for name in unknown))
    if (kept := library.folder(slug).kept) and set(chosen) & set(guideline.exhibit_by_id):
        typed_by = kept.transcribed_by or ""
        if typed_by.casefold() == signed.by.casefold():
            raise RefusedError(
                f"{typed_by} transcribed the source, as source.yml says: a second person reads a table of doses."
            )
    lines = [
        line for name in chosen for line in _describe(library, slug, name, entries.get(name), wordings.get(name))
    ]
    for name in chosen:
        if name in wordings:
            entries[name] = Acceptance(wordings[name], signed, intact=True)
        else:
            del entries[name]
    # In the order of the text, so that two people's changes meet only where they read the same statement.
    write_accepted(file.path, {name: entries[name] for name in wordings if name in entries})
    tables = guideline.exhibit_by_id
    what = (
        ("statement or table", "statements and tables")
        if set(chosen) & set(tables)
        else ("statement", "statements")
    )
    number = f"1 {what[0]}" if len(chosen) == 1 else f"{len(chosen)} {what[1]}"
    lines.append(f"{file.path}: {number}, read by {signed.by} on {day_text(signed.on)}.")
    return [*lines, *_next_step(library, slug)]


def _report_unknown(name: str, library: Library, slug: str) -> str:
    if name in library.guideline(slug).statement_by_id:
        return f"“{name}” has nothing to be read against: no rule uses it, and it has no line for patients."
    if name in library.guideline(slug).exhibit_by_id:
        return f"“{name}” is no table of doses: only those are read by a second person."
    near = suggestion(name, known_ids(library, slug))
    return f"“{name}” is not the id of a statement or of a table of doses of {slug}.{near}"


def _describe(
    library: Library, slug: str, name: str, before: Acceptance | None, wording: StatementWording | None
) -> Iterator[str]:
    """Yield what is recorded of a statement."""
    if wording is None:
        yield f"{name}: taken off the list."
        return
    if before is not None and before.wording == wording:
        yield f"{name}: read anew, as {before.signed.by} had accepted it on {day_text(before.signed.on)}."
        before = None
    else:
        yield f"{name}: {'accepted for the first time' if before is None else 'accepted with this change'}."
    yield from (f"    {line}" for line in describe_difference(before, wording))
    yield from (f"    rule: {use}" for use in describe_uses(library.guideline(slug), name))


def _next_step(library: Library, slug: str) -> Iterator[str]:
    """Yield what has still to be done before a build succeeds, as the files are now."""
    now = Library(library.content)
    guideline = now.guideline(slug)
    if [*find_unread(now, guideline)]:
        yield "Other statements have still to be read: the next build names them."
    elif [*find_unpublished(now, guideline)]:
        yield (
            f"Next: give the front matter a version higher than the last one that was published, unless you have "
            f"done so (it is {guideline.about.version} now), and run:"
        )
        yield f"    {command(now, 'publish', slug=slug)}"


# ---- What is published ------------------------------------------------------------------------------------------


def publish(library: Library, slug: str, signed: SignedOff) -> list[str]:
    """Record what is published under the version in the front matter; return what was recorded, in lines.

    Raises ContentError for wording that nobody has read, for a version that does not rise, and for a guideline that
    cannot be read; RefusedError where all of it is recorded already.
    """
    guideline = library.guideline(slug)
    version, sentences = guideline.about.version, sentences_of(guideline)
    if unread := [*find_unread(library, guideline)]:
        raise ContentError(unread)
    file = library.folder(slug).published
    assert file is not None, "a guideline whose files cannot be read is refused before"
    newest = max(file.entries, key=version_key, default=None)
    if newest is not None and version_key(version) <= version_key(newest):
        if problems := [*find_unpublished(library, guideline)]:
            raise ContentError(problems)
        raise RefusedError(f"Version {version} of {slug} was recorded before, and nothing has changed since.")
    write_published(file.path, {**file.entries, version: PublishedVersion(signed, sentences)})
    changes = describe_changes(file.entries[newest].sentences, sentences) if newest else {}
    since = f"Since version {newest}: {len(changes)} of them." if newest else "It is the first version."
    return [
        *(f"“{name}”: {change}." for name, change in changes.items()),
        f"{file.path}: version {version} with {len(sentences)} statements, notes, tables and figures, published by "
        f"{signed.by} on {day_text(signed.on)}. {since}",
    ]
