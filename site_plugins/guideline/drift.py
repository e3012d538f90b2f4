"""Where the text of a guideline is no longer what somebody read, or what was published under its version.

A rule is read against the wording of the statements that it uses, and a line for patients against its statement. A
version stands for certain sentences: whoever has read it must not find others under the same name.
"""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator, Mapping, Sequence
from difflib import unified_diff
from pathlib import Path

from calculator.core.dates import day_text
from site_plugins.diagnostics.markdown_places import Locator, split_front_matter
from site_plugins.diagnostics.problems import Place, Problem, attempt, read_text
from site_plugins.diagnostics.yaml_places import read_fields
from site_plugins.guideline.blocks import EditorsNote
from site_plugins.guideline.exhibits import Exhibit, ExhibitKind
from site_plugins.guideline.library import Library
from site_plugins.guideline.model import Footnote, Guideline, Note, Statement, StatementPart
from site_plugins.guideline.signed import (
    Acceptance,
    PublishedSentence,
    SignedFile,
    StatementWording,
    dose_wording,
    fingerprint,
    version_key,
)
from site_plugins.guideline.usage import describe_uses, rules_by_statement

_PYTHON = Path(".venv/bin/python")
_SECOND_PERSON = "A second person, who did not type them, compares each number with the source."
_FEW = 5
"""So many statements that nobody has read yet are named one by one; a guideline that is new has more."""


def find_drift(library: Library, *, as_converted: bool = False) -> list[Problem]:
    """Return what in all guidelines was not read or not published as it stands.

    It is empty where a guideline cannot be read, which `Library.guidelines` reports. With `as_converted` the pages
    are not read once more: for a preview, in which nothing is ever published.
    """
    guidelines = attempt(library.guidelines, []) or []
    return [problem for each in guidelines for problem in _find_drift_in(library, each, as_converted=as_converted)]


def _find_drift_in(library: Library, guideline: Guideline, *, as_converted: bool) -> list[Problem]:
    found = [*find_unread(library, guideline), *find_unpublished(library, guideline)]
    if not found or as_converted:
        return found
    # Another extension may have changed words on their way to the page: what an editor wrote is what counts.
    as_written = Library(library.content)
    guideline = as_written.guideline(guideline.slug)
    return [*find_unread(as_written, guideline), *find_unpublished(as_written, guideline)]


def command(library: Library, verb: str, *arguments: str, slug: str) -> str:
    """Return a command of `__main__.py` for a guideline, to be copied into a terminal."""
    options = ["--guideline", slug] if len(library.slugs) > 1 or verb == "accept --all" else []
    if library.content.resolve() != Path.cwd() / "content":
        here = library.content.resolve()
        options += ["--content", str(here.relative_to(Path.cwd()) if here.is_relative_to(Path.cwd()) else here)]
    # Where a site has a folder of its own, Lumbar's Python is elsewhere.
    is_here = _PYTHON.exists() and _PYTHON.absolute() == Path(sys.executable).absolute()
    python = str(_PYTHON) if is_here else shlex.quote(sys.executable)
    return " ".join(
        [
            python,
            "-m site_plugins.guideline",
            verb,
            *map(shlex.quote, arguments),
            '--by "YOUR NAME"',
            *map(shlex.quote, options),
        ]
    )


# ---- Wording that was read against rules ------------------------------------------------------------------------


def read_wordings(guideline: Guideline) -> dict[str, StatementWording]:
    """Return what has to be read, by its id: statements with a rule or a line for patients, and tables of doses."""
    rules = rules_by_statement(guideline.slug)
    tables = {each.id: dose_wording(each) for each in guideline.exhibits if each.kind is ExhibitKind.DOSE_TABLE}
    statements = {
        statement.id: StatementWording(
            statement.kind,
            "\n".join([statement.text, *(each.words for each in guideline.footnotes_of(statement.id))]),
            guideline.plain.get(statement.id),
            tuple(rules.get(statement.id, ())),
        )
        for statement in guideline.statements
        if statement.id in rules or statement.id in guideline.plain
    }
    return statements | tables


def is_current(acceptance: Acceptance | None, wording: StatementWording) -> bool:
    """Tell whether somebody has read and accepted this very wording."""
    return acceptance is not None and acceptance.holds(wording)


def find_unread(library: Library, guideline: Guideline) -> Iterator[Problem]:
    """Yield each statement whose wording is not the one that somebody read against the rules that use it."""
    accepted = library.folder(guideline.slug).accepted
    assert accepted is not None
    wordings = read_wordings(guideline)
    new = [name for name in wordings if name not in accepted.entries]
    tables = [name for name in new if _is_doses(wordings[name])]
    statements = [name for name in new if name not in tables]
    told = [*(tables if len(tables) > _FEW else []), *(statements if len(statements) > _FEW else [])]
    if len(statements) > _FEW:
        # A table of doses has another reader, who compares it with something else.
        accept = command(library, "accept", *statements, slug=guideline.slug)
        if not tables:
            accept = command(library, "accept --all", slug=guideline.slug)
        text = (
            f"Nobody has signed yet that the wording of {len(statements)} statements was read against "
            f"{_what_rests_on([wordings[name] for name in statements])} ({', '.join(statements[:3])} ...). When "
            f"somebody who may answer for it has read them, they run:\n    {accept}"
        )
        yield Problem(str(accepted.path), None, text)
    if len(tables) > _FEW:
        text = (
            f"Nobody has signed yet that the doses of {len(tables)} tables are those of the source "
            f"({', '.join(tables[:3])} ...). {_SECOND_PERSON} When that is done, they run:\n"
            f"    {command(library, 'accept', *tables, slug=guideline.slug)}"
        )
        yield Problem(str(accepted.path), None, text)
    for name, wording in wordings.items():
        if name in told:
            continue
        acceptance = accepted.entries.get(name)
        if not is_current(acceptance, wording):
            yield _unread(library, guideline, name, acceptance, wording)
    for name in accepted.entries:
        if name not in wordings:
            accept = command(library, "accept", name, slug=guideline.slug)
            known = name in guideline.statement_by_id or name in guideline.exhibit_by_id
            what = "table" if accepted.entries[name].wording.kind == ExhibitKind.DOSE_TABLE else "statement"
            gone = "is used no more" if known else f"is no {what} any more"
            text = f"“{name}” {gone}. To take it off this list, run:\n    {accept}"
            yield accepted.place(name).problem(text)


def _unread(
    library: Library, guideline: Guideline, name: str, acceptance: Acceptance | None, wording: StatementWording
) -> Problem:
    lines = [_head(name, acceptance, wording), *describe_difference(acceptance, wording)]
    lines += [f"rule:     {use}" for use in describe_uses(guideline, name)]
    lines += [
        "When a second person has compared each number with the source, they run:"
        if _is_doses(wording)
        else f"When somebody who may answer for it has read the wording against {_what_rests_on([wording])}, run:",
        command(library, "accept", name, slug=guideline.slug),
    ]
    text = "\n    ".join(lines)
    before = acceptance and acceptance.wording
    if before and before.plain != wording.plain and (before.kind, before.text) == (wording.kind, wording.text):
        lines_for_patients = library.folder(guideline.slug).wording
        if lines_for_patients and name in lines_for_patients.places:
            return lines_for_patients.places[name].problem(text)
    return _at_part(library, guideline, name, text)


def _is_doses(wording: StatementWording) -> bool:
    return wording.kind == ExhibitKind.DOSE_TABLE


def _what_rests_on(wordings: Sequence[StatementWording]) -> str:
    """Return what statements are read against, in words."""
    rules = ["the rules of the calculator"] if any(each.rules for each in wordings) else []
    plain = ["the lines for patients"] if any(each.plain for each in wordings) else []
    return " and ".join([*rules, *plain]) or "what it was"


def _head(name: str, acceptance: Acceptance | None, wording: StatementWording) -> str:
    used = f" ({', '.join(wording.rules)})" if wording.rules else ""
    if acceptance is None and _is_doses(wording):
        return f"Nobody has signed yet that the doses of “{name}” are those of the source. {_SECOND_PERSON}"
    if acceptance is None:
        return f"Nobody has signed that the wording of “{name}” was read{used}."
    by = f"{acceptance.signed.by} accepted on {day_text(acceptance.signed.on)}"
    if not acceptance.intact:
        return f"“{name}”{used}: what {by} was edited by hand since: its fingerprint is another."
    return f"“{name}”{used} is not what {by}."


def describe_difference(acceptance: Acceptance | None, wording: StatementWording) -> Iterator[str]:
    """Yield each part that differs as it was accepted and as it is now, in lines; all parts where it is new."""
    if acceptance is None and _is_doses(wording):
        # It has neither a kind nor a line for patients nor rules.
        yield from wording.text.split("\n")
        return
    for label, part in (("kind", "kind"), ("wording", "text"), ("plain line", "plain"), ("rules", "rules")):
        now = _words(getattr(wording, part))
        if acceptance is None:
            yield from (f"{label}: {line}" for line in (now.split("\n") if getattr(wording, part) else ()))
        elif part == "text" and "\n" in acceptance.wording.text + wording.text:
            yield from _differing_lines(acceptance.wording.text.split("\n"), wording.text.split("\n"))
        elif getattr(acceptance.wording, part) != getattr(wording, part):
            yield f"{label}, accepted: {_words(getattr(acceptance.wording, part))}"
            yield f"{label}, now:      {now}"


def _differing_lines(before: list[str], now: list[str]) -> Iterator[str]:
    """Yield the rows of a table that are not the same."""
    for line in unified_diff(before, now, n=0, lineterm=""):
        if not line.startswith(("---", "+++", "@@")):
            yield f"row, {'accepted' if line[0] == '-' else 'now     '}: {line[1:]}"


def _words(value: str | tuple[str, ...] | None) -> str:
    return value if isinstance(value, str) else ", ".join(value or ()) or "none"


def _locator(
    library: Library, guideline: Guideline, part: Statement | StatementPart | Note | Exhibit | Footnote
) -> Locator:
    return Locator.in_file(library.folder(guideline.slug).pages[part.page])


# ---- What was published under a version -------------------------------------------------------------------------


def sentences_of(guideline: Guideline) -> dict[str, PublishedSentence]:
    """Return what a version stands for: every statement, its parts, editors' note, table and figure, by its id.

    A footnote, whose label may be used on each page, has its address; an entry of the glossary the id of its place.
    """
    statements = {
        each.id: PublishedSentence(
            each.kind,
            fingerprint(each.text),
            each.citations,
            fingerprint(guideline.plain[each.id]) if each.id in guideline.plain else None,
            _attributes(each),
        )
        for each in guideline.statements
    }
    notes = {
        each.id: PublishedSentence(
            "note",
            fingerprint(each.title, each.text, each.about),
            each.citations,
            fingerprint(each.plain) if each.plain else None,
        )
        for each in guideline.notes
    }
    parts = {
        each.id: PublishedSentence(each.kind, fingerprint(each.title, each.text, each.about), each.citations, None)
        for each in guideline.parts
    }
    exhibits = {
        # A picture is what its file holds: a chart with other doses under the same name is another one.
        each.id: PublishedSentence(
            each.kind,
            fingerprint(each.text, [picture.digest for picture in each.pictures], *filter(None, [each.drug])),
            each.citations,
            None,
        )
        for each in guideline.exhibits
    }
    footnotes = {
        each.url: PublishedSentence("footnote", fingerprint(each.text, each.about), each.citations, None)
        for each in guideline.footnotes
    }
    terms = {
        each.anchor: PublishedSentence(
            "term", fingerprint(each.spellings, each.long, each.meaning, each.by_source), each.citations, None
        )
        for each in guideline.terms
    }
    return statements | parts | notes | exhibits | footnotes | terms


def _attributes(statement: Statement) -> str | None:
    """Return the fingerprint of what a statement's attributes say; None for nothing."""
    said: list[tuple[str, ...]] = [("rating", each.words, each.rated_by or "") for each in statement.ratings]
    if statement.number:
        said.append(("number", statement.number))
    if history := statement.history:
        said.append(("history", *history.words, history.status or "", history.replaced_by or ""))
    return fingerprint(said) if said else None


def describe_changes(
    before: Mapping[str, PublishedSentence], now: Mapping[str, PublishedSentence]
) -> dict[str, str]:
    """Return what became of each sentence that is not the same, in words, by its id."""
    changed = {
        name: f"its {' and its '.join(parts)} changed"
        for name, sentence in now.items()
        if name in before and (parts := before[name].differences(sentence))
    }
    added = {name: "it is new" for name in now if name not in before}
    removed = {name: "it is gone" for name in before if name not in now}
    return changed | added | removed


def find_unpublished(library: Library, guideline: Guideline) -> Iterator[Problem]:
    """Yield what forbids to publish a guideline under the version that its front matter gives."""
    published = library.folder(guideline.slug).published
    assert published is not None
    version, entries = guideline.about.version, published.entries
    newest = max(entries, key=version_key, default=None)
    publish = command(library, "publish", slug=guideline.slug)
    if newest is None or version_key(version) > version_key(newest):
        yield _version_place(library, guideline).problem(
            f"What version {version} holds was not recorded. When the text is as it shall be published, run:\n"
            f"    {publish}"
        )
    elif version != newest:
        on = day_text(entries[newest].signed.on)
        yield _version_place(library, guideline).problem(
            f"guideline.version is {version}, and version {newest} was published on {on}: a version never falls. "
            f"Allowed: {newest}, or a higher one if a sentence changed."
        )
    else:
        on = day_text(entries[newest].signed.on)
        place = _version_place(library, guideline)
        for name, change in describe_changes(entries[newest].sentences, sentences_of(guideline)).items():
            text = (
                f"“{name}” is not what was published under version {version} on {on}: {change}. Raise "
                f"guideline.version in {place.file}:{place.line}, then run:\n    {publish}"
            )
            yield _at_sentence(library, guideline, published, name, text)


def _at_sentence[T](
    library: Library, guideline: Guideline, published: SignedFile[T], name: str, text: str
) -> Problem:
    if name in guideline.statement_by_id or name in guideline.exhibit_by_id:
        return _at_part(library, guideline, name, text)
    if name in guideline.note_by_id:
        note = guideline.note_by_id[name]
        return _locator(library, guideline, note).at_block(EditorsNote.NAME, note.title, text)
    if name in guideline.part_by_id:
        part = guideline.part_by_id[name]
        return _locator(library, guideline, part).at_block(part.kind, part.title, text)
    for footnote in guideline.footnotes:
        if name == footnote.url:
            return _locator(library, guideline, footnote).at_sign((f"[^{footnote.label}]:",), text)
    if (glossary := library.folder(guideline.slug).glossary) and name in glossary.places:
        return glossary.places[name].problem(text)
    return Problem(str(published.path), None, text)


def _at_part(library: Library, guideline: Guideline, name: str, text: str) -> Problem:
    """Return the problem at a statement, a table or a figure."""
    if name in guideline.statement_by_id:
        return _locator(library, guideline, guideline.statement_by_id[name]).at_id(name, text)
    exhibit = guideline.exhibit_by_id[name]
    return _locator(library, guideline, exhibit).at_option("id", name, text)


def _version_place(library: Library, guideline: Guideline) -> Place:
    """Return where the front matter gives the version."""
    file = library.folder(guideline.slug).pages[guideline.page]
    front, _body = split_front_matter(read_text(file))
    return read_fields(front, str(file), first_line=2)["guideline", "version"].place
