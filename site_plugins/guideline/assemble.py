"""From the parts of its pages to the guideline model: numbers, back-links, and where the parts do not fit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain

from site_plugins.diagnostics.markdown_places import Locator
from site_plugins.diagnostics.problems import Problem, suggestion
from site_plugins.guideline.block_headers import has_misplaced
from site_plugins.guideline.blocks import EditorsNote
from site_plugins.guideline.cross_reference_targets import (
    fill_in_page,
    find_targets,
    find_wrong_cross_references,
)
from site_plugins.guideline.exhibits import Passage
from site_plugins.guideline.folder import Wording
from site_plugins.guideline.glossary import Term
from site_plugins.guideline.leftovers import PossibleKey
from site_plugins.guideline.model import FrontMatter, Guideline, Reference, SourceText
from site_plugins.guideline.numbers import number_records
from site_plugins.guideline.page_parts import PageParts
from site_plugins.guideline.ratings import find_rating_faults, with_scheme
from site_plugins.guideline.signed import Acceptance, dose_wording
from site_plugins.references import EditorialNotice, EditorialNotices, Record


def assemble(
    slug: str,
    about: FrontMatter,
    pages: Sequence[PageParts],
    records: Mapping[str, Record],
    plain: Mapping[str, str],
    notices: EditorialNotices | None,
    published: date | None,
    accepted: Mapping[str, Acceptance],
    source_text: SourceText | None = None,
    terms: Sequence[Term] = (),
) -> Guideline:
    """Build the model from parts in which nothing is wrong; `pages` stand in reading order.

    `notices` are the retractions and corrections that are known of, or None where nobody looked,
    `published` the day of its version, or None where it was not published yet, `accepted` what somebody has read,
    `source_text` what is known of its source's text, `terms` its glossary.
    """
    term_pages = {anchor: page.page for page in reversed(pages) for anchor in page.terms}
    targets = find_targets(pages)
    pages = [fill_in_page(page, targets) for page in pages]
    exhibits = tuple(chain.from_iterable(page.exhibits for page in pages))
    return Guideline(
        slug=slug,
        about=about,
        statements=tuple(
            replace(
                each,
                rating=with_scheme(each.rating, about.rating),
                further_ratings=tuple(with_scheme(rating, about.rating) for rating in each.further_ratings),
            )
            if each.rating
            else each
            for each in chain.from_iterable(page.statements for page in pages)
        ),
        notes=tuple(chain.from_iterable(page.notes for page in pages)),
        references=number_references(pages, records, notices, about.numbers),
        parts=tuple(chain.from_iterable(page.statement_parts for page in pages)),
        plain=dict(plain),
        checked=None if notices is None else notices.newest,
        source_text=source_text,
        published=published,
        exhibits=exhibits,
        targets=targets,
        footnotes=tuple(chain.from_iterable(page.footnotes for page in pages)),
        terms=tuple(replace(term, page=term_pages[term.anchor]) for term in terms),
        readings={
            each.id: accepted[each.id].signed
            for each in exhibits
            if each.id in accepted and accepted[each.id].holds(dose_wording(each))
        },
    )


def number_references(
    pages: Sequence[PageParts], records: Mapping[str, Record], notices: EditorialNotices | None, numbers: str
) -> tuple[Reference, ...]:
    """Number the records; they appear in the source's text, then in the notes, then as they are listed.

    Further reading comes behind the others.
    """
    cited_by: dict[str, list[str]] = {}
    told_by: dict[str, list[str]] = {}
    noted_by: dict[str, list[str]] = {}
    passages: dict[str, list[Passage]] = {}
    order = dict.fromkeys(chain.from_iterable(page.order for page in pages))
    for page in pages:
        for passage in page.passages:
            for key in passage.citations:
                passages.setdefault(key, []).append(passage)
        for statement in page.statements:
            for key in statement.citations:
                cited_by.setdefault(key, []).append(statement.id)
        for part in page.statement_parts:
            for key in part.citations:
                told_by.setdefault(key, []).append(part.id)
        for note in page.notes:
            for key in note.citations:
                noted_by.setdefault(key, []).append(note.id)
    listed = sorted(records, key=lambda key: records[key].further_reading)
    keys = dict.fromkeys([*order, *noted_by, *listed])
    return tuple(
        Reference(
            number=number,
            record=records[key],
            cited_by=tuple(cited_by.get(key, ())),
            told_by=tuple(told_by.get(key, ())),
            noted_by=tuple(noted_by.get(key, ())),
            notices=_notices(records[key], notices),
            passages=tuple(passages.get(key, ())),
        )
        for key, number in number_records(keys, records, numbers).items()
    )


def _notices(record: Record, notices: EditorialNotices | None) -> tuple[EditorialNotice, ...]:
    return notices.of(record.work) if notices is not None and record.work is not None else ()


def find_mismatches(
    pages: Sequence[PageParts], keys: Collection[str] | None, wording: Wording | None
) -> Iterator[Problem]:
    """Yield where the parts of a guideline do not fit together.

    `keys` are the ids of its records, or None where they could not be read.
    """
    ids = frozenset(chain.from_iterable(page.ids for page in pages))
    if pages and not ids:
        message = (
            "This guideline has no statement: end each paragraph or list item that is one in its citations, an id "
            "and its kind, such as [@key] {: #id .fact }."
        )
        yield Problem(pages[0].locator.file, None, message)
    first_page: dict[str, PageParts] = {}
    earlier_exhibits: set[str] = set()
    taken = {*ids, *chain.from_iterable(page.exhibit_ids for page in pages)}
    for page in pages:
        if keys is not None:
            cited = [*page.order, *chain.from_iterable(note.citations for note in page.notes)]
            for key in dict.fromkeys(cited):
                if key not in keys:
                    yield from report_unknown_key(key, keys, page.locator)
            yield from _find_slips(page, keys)
        yield from _find_repeated_ids(page, first_page)
        yield from _find_taken_ids(page, earlier_exhibits, ids)
        for name, words in page.headings:
            if name in page.exhibit_ids or any(name == each.id for each in page.statements):
                message = (
                    f"The heading “{words}” has the id “{name}”, which is used elsewhere as well; give it another."
                )
                yield page.locator.at_text(words, message)
        for number, note in enumerate(page.notes):
            nth = 1 + [other.title for other in page.notes[:number]].count(note.title)
            opening = page.locator.at_block(EditorsNote.NAME, note.title, "", nth=nth)
            told = has_misplaced(page.headers, opening, "about")
            messages = [] if told else [*_check_note(note.title, note.about, ids)]
            if note.id in taken:
                messages.append(
                    f"The note “{note.title}” gets the id “{note.id}”, which is in use; give it another title."
                )
            taken.add(note.id)
            yield from (
                page.locator.at_block(EditorsNote.NAME, note.title, message, nth=nth) for message in messages
            )
    yield from _find_wrong_parts(pages, ids)
    yield from _find_wrong_replacements(pages, ids)
    yield from _find_wrong_numbers(pages, taken)
    yield from find_wrong_cross_references(pages)
    if wording is not None:
        yield from _check_wording(pages, ids, wording)


def _find_slips(page: PageParts, keys: Collection[str]) -> Iterator[Problem]:
    """Yield what names a reference's key and is no citation: it would stand on the page as it was typed."""
    seen: Counter[PossibleKey] = Counter()
    for slip in page.possible_keys:
        if slip.key in keys:
            seen[slip] += 1
            message = f"“{slip.written}” names a reference and cites nothing: write [@{slip.key}]."
            yield page.locator.at_sign((slip.written,), message, nth=seen[slip], before=slip.before)


def _find_wrong_parts(pages: Sequence[PageParts], ids: Collection[str]) -> Iterator[Problem]:
    """Yield the parts of statements that belong to none, or that share their ids with something else."""
    taken = {*ids, *(note.id for page in pages for note in page.notes)}
    for page in pages:
        openings: dict[tuple[str, str], int] = {}
        for part in page.statement_parts:
            nth = openings[part.kind, part.title] = openings.get((part.kind, part.title), 0) + 1
            name = f"/// {part.kind}" + (f" | {part.title}" if part.title else "")
            messages = []
            opening = page.locator.at_block(part.kind, part.title, "", nth=nth)
            if not part.about and not has_misplaced(page.headers, opening, "about"):
                messages.append(f"“{name}” does not say which statements it belongs to: add about: [id].")
            for each in part.about:
                if each not in ids:
                    messages.append(
                        f"“{name}” is about “{each}”, which is not a statement id.{suggestion(each, ids)}"
                    )
            if part.about and part.id in taken:
                messages.append(f"“{name}” gets the id “{part.id}”, which is in use; give it another title.")
            taken.add(part.id)
            yield from (page.locator.at_block(part.kind, part.title, message, nth=nth) for message in messages)


def _find_wrong_replacements(pages: Sequence[PageParts], ids: Collection[str]) -> Iterator[Problem]:
    """Yield the withdrawn statements in whose place nothing stands that anybody may follow."""
    statements = {statement.id: (page, statement) for page in pages for statement in page.statements}
    for page, statement in statements.values():
        other = statement.history and statement.history.replaced_by
        if other and other not in ids:
            what = f"is replaced by “{other}”, which is not a statement id.{suggestion(other, ids)}"
        elif other and other in statements and statements[other][1].withdrawn:
            itself = "itself" if other == statement.id else f"“{other}”, which is withdrawn too"
            what = f"is replaced by {itself}: name the statement that stands in its place."
        else:
            continue
        yield page.locator.at_id(statement.id, f"“{statement.id}” {what}")


def _find_wrong_numbers(pages: Sequence[PageParts], taken: Collection[str]) -> Iterator[Problem]:
    """Yield the statements whose own number another one has, or leads where something else stands.

    `taken` are the ids of all else.
    """
    first: dict[str, str] = {}
    for page in pages:
        for statement in page.statements:
            if statement.number is None:
                continue
            place = statement.anchor or statement.id
            other = first.setdefault(place, statement.id)
            if other != statement.id:
                fault = f"has the number {statement.number}, as “{other}” has: correct one."
            elif statement.anchor in taken:
                fault = f"has the number {statement.number}, and #{place} is an id already: give that another one."
            else:
                continue
            yield page.locator.at_id(statement.id, f"“{statement.id}” {fault}")


def find_wrong_ratings(pages: Sequence[PageParts], own: str | None) -> Iterator[Problem]:
    """Yield the ratings that their schemes do not know; `own` is the scheme of the guideline, or None."""
    for page in pages:
        for statement in page.statements:
            for fault in find_rating_faults(statement.ratings, own, statement.text):
                yield page.locator.at_id(statement.id, f"“{statement.id}” {fault}")


def report_unknown_key(key: str, keys: Collection[str], locator: Locator) -> list[Problem]:
    """Say wherever a key is cited that it has no record, and which one may have been meant."""
    return locator.at_each_key(
        key, f"There is no reference “{key}”: add a record of that id.{suggestion(key, keys)}"
    )


def _find_repeated_ids(page: PageParts, first_page: dict[str, PageParts]) -> Iterator[Problem]:
    """Yield the ids of a page that an earlier one has; `first_page` of each id is known, and added to."""
    for name in sorted(page.ids - {""}):
        other = first_page.setdefault(name, page)
        if other is not page:
            message = f"The id “{name}” is used on {other.page} as well; every statement needs its own."
            yield page.locator.at_id(name, message)


def _find_taken_ids(page: PageParts, earlier: set[str], statements: Collection[str]) -> Iterator[Problem]:
    """Yield the tables and figures whose id a statement or one of `earlier` pages has; the page's are added."""
    for exhibit in page.exhibits:
        if exhibit.id in earlier or exhibit.id in statements:
            message = f"The id “{exhibit.id}” is used elsewhere as well; give the {exhibit.kind} another one."
            yield page.locator.at_option("id", exhibit.id, message)
    earlier.update(page.exhibit_ids)


def _check_note(title: str, about: Sequence[str], ids: Collection[str]) -> Iterator[str]:
    if not about:
        yield f"The note “{title}” does not say which statements it is about: add about: [id]."
    for name in about:
        if name not in ids:
            yield f"The note is about “{name}”, which is not a statement id.{suggestion(name, ids)}"


def _check_wording(pages: Sequence[PageParts], ids: Collection[str], wording: Wording) -> Iterator[Problem]:
    for page in pages:
        for statement in page.statements:
            name = statement.id
            if name not in wording.places and not statement.withdrawn:
                message = f"The statement “{name}” has no wording for patients; add one to {wording.file}."
                yield page.locator.at_id(name, message)
    for name, place in wording.places.items():
        if name not in ids:
            yield place.problem(f"“{name}” is not a statement id; correct or remove it.{suggestion(name, ids)}")
