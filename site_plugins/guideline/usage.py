"""What is used where: references on the whole site, works in several guidelines, statements by a calculator."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from calculator.core.calculator import Rule
from calculator.result.texts import text as result_text
from site_plugins.calculators import calculators_of
from site_plugins.diagnostics.markdown_places import Locator
from site_plugins.diagnostics.problems import Problem, attempt
from site_plugins.guideline.library import Library
from site_plugins.guideline.model import Guideline, Note, Reference, Statement, StatementPart
from site_plugins.guideline.texts import text
from site_plugins.references import FURTHER_READING, CslRecord, find_retraction_problems


def check_usage(
    library: Library, cited_by_pages: Collection[tuple[str, str]], *, strict: bool
) -> tuple[list[Problem], list[Problem]]:
    """Return what stops a build and what it only warns of: outside strict mode, retracted works that are cited.

    Both are empty where a guideline cannot be read, which `Library.guidelines` reports.
    """
    uncited = attempt(lambda: find_uncited_references(library, cited_by_pages), []) or []
    uncited += attempt(lambda: find_cited_further_reading(library, cited_by_pages), []) or []
    retracted = attempt(lambda: find_retracted_works(library, cited_by_pages), []) or []
    withdrawn = attempt(lambda: find_withdrawn_uses(library), []) or []
    return ([*withdrawn, *uncited, *retracted], []) if strict else ([*withdrawn, *uncited], retracted)


def find_withdrawn_uses(library: Library) -> list[Problem]:
    """Return a problem for each withdrawn statement that a rule of a calculator uses: no plan may say it."""
    return [
        Locator.in_file(library.folder(guideline.slug).pages[statement.page]).at_id(
            statement.id,
            f"“{statement.id}” is withdrawn and {', '.join(rules[statement.id])} uses it: change the rule first.",
        )
        for guideline in library.guidelines()
        for rules in [rules_by_statement(guideline.slug)]
        for statement in guideline.statements
        if statement.withdrawn and statement.id in rules
    ]


def rules_by_statement(slug: str) -> dict[str, list[str]]:
    """Return the names of the rules, safety questions and milestones that use a statement, by its id."""
    rules: dict[str, list[str]] = {}
    for calculator in calculators_of(slug):
        uses = [
            *((rule.statement, f"rule {rule.number}") for rule in calculator.rules),
            *((flag.statement, f"red flag {flag.id}") for flag in calculator.red_flags),
            *((row.statement, f"milestone {row.id}") for row in calculator.milestones),
        ]
        for statement, name in uses:
            names = rules.setdefault(statement, [])
            if f"{calculator.id} {name}" not in names:
                names.append(f"{calculator.id} {name}")
    return rules


def find_uncited_references(library: Library, cited_by_pages: Collection[tuple[str, str]]) -> list[Problem]:
    """Return a problem for each reference that no statement, table, note or page cites and no record suggests.

    `cited_by_pages` are pairs of a guideline's slug and a key, as the extension's option `cited` gets them.
    """
    return [
        reference.record.place.problem(
            f"No statement, note or page cites “{key}”; cite it with [@{key}] or remove the record. Where the "
            f'source lists it as further reading, add "custom": {{"{FURTHER_READING}": true}}.'
        )
        for guideline in library.guidelines()
        for key, reference in guideline.reference_by_id.items()
        if not (reference.further_reading or reference.is_cited)
        and (guideline.slug, key) not in cited_by_pages
        and key not in {each.record.suggested["id"] for each in guideline.references if each.record.suggested}
    ]


def find_cited_further_reading(library: Library, cited_by_pages: Collection[tuple[str, str]]) -> list[Problem]:
    """Return a problem for each record that is marked as further reading, and that something cites all the same.

    `cited_by_pages` is what `find_uncited_references` takes.
    """
    return [
        reference.record.place.problem(
            f"“{key}” is marked as further reading, which no sentence cites, and [@{key}] is cited: take "
            f"“{FURTHER_READING}” out of its record, or the citation out of the text."
        )
        for guideline in library.guidelines()
        for key, reference in guideline.reference_by_id.items()
        if reference.further_reading and (reference.is_cited or (guideline.slug, key) in cited_by_pages)
    ]


def find_retracted_works(library: Library, cited_by_pages: Collection[tuple[str, str]]) -> list[Problem]:
    """Return a problem for each retracted work that something cites and nobody has acknowledged."""
    if library.notices is None:
        return []
    cited = []
    for guideline in library.guidelines():
        for key, reference in guideline.reference_by_id.items():
            pages = [text("usage.pages")] if (guideline.slug, key) in cited_by_pages else []
            pages += [text("reference.further")] if reference.further_reading else []
            passages = [each.name for each in reference.passages]
            uses = [*reference.cited_by, *reference.told_by, *passages, *reference.noted_by]
            cited.append((reference.record, uses or pages))
    return find_retraction_problems(cited, library.notices)


@dataclass(frozen=True)
class WorkUse:
    """What in one guideline rests on a work."""

    guideline: Guideline
    reference: Reference
    statements: tuple[Statement, ...]
    parts: tuple[StatementPart, ...]
    notes: tuple[Note, ...]


def find_uses_of_work(library: Library, own: Guideline, reference: Reference) -> list[WorkUse]:
    """Return what rests on the same work, the own guideline first: the same DOI, PMID or PMCID is the same work."""
    identifiers = set(_identifiers(reference.record.work))
    uses = [_use(own, reference)]
    for guideline in library.guidelines():
        if guideline is not own:
            for other in guideline.references:
                if identifiers & set(_identifiers(other.record.work)):
                    uses.append(_use(guideline, other))
    return uses


def _identifiers(work: CslRecord | None) -> Iterator[tuple[str, str]]:
    for name in ("DOI", "PMID", "PMCID"):
        if work is not None and work.get(name):
            yield name, str(work[name]).lower()


def _use(guideline: Guideline, reference: Reference) -> WorkUse:
    return WorkUse(
        guideline,
        reference,
        tuple(guideline.statement_by_id[name] for name in reference.cited_by),
        tuple(guideline.part_by_id[name] for name in reference.told_by),
        tuple(guideline.note_by_id[name] for name in reference.noted_by),
    )


def describe_uses(guideline: Guideline, statement: str) -> list[str]:
    """Return a sentence for each row of the rules that brings the statement into a plan, in the rows' order.

    The first row that holds counts, so a row without a condition behind others stands for all other cases.
    """
    sentences: list[str] = []
    for calculator in calculators_of(guideline.slug):
        rows = [rule for rule in calculator.rules if rule.statement == statement]
        for place, row in enumerate(rows):
            # The rows of a red flag and those of the safety net are two plans, not two cases of one.
            others = any(each.number == row.number for each in rows[:place])
            sentences.append(_sentence(row, others=others))
    return sentences


def _sentence(row: Rule, *, others: bool) -> str:
    conditions = text("use.and").join(row.conditions)
    case = text("use.when", conditions=conditions) if conditions else text("use.else" if others else "use.always")
    return text("use.row", time=result_text[f"result.when.{row.when}"], case=case, rule=str(row.number))
