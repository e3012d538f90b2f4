"""What one page shows of the guidelines, as HTML: citations, layers, reference lists, cards."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from markupsafe import Markup, escape

from calculator.core.dates import day_text
from site_plugins.guideline.addresses import reference_anchor
from site_plugins.guideline.citations import Target, render_citations
from site_plugins.guideline.claims import describe_difference, describe_fidelity, describe_unreviewed
from site_plugins.guideline.cross_references import CROSS_REFERENCE
from site_plugins.guideline.edition import render_notice, titled
from site_plugins.guideline.exhibits import Passage
from site_plugins.guideline.library import Library
from site_plugins.guideline.model import Guideline, Note, Reference, Statement, StatementPart, is_whole_heading
from site_plugins.guideline.plain_words import write_plain
from site_plugins.guideline.publish import list_exports, list_guideline_exports, list_site_exports
from site_plugins.guideline.ratings import Rating
from site_plugins.guideline.statement_parts import PART_KINDS
from site_plugins.guideline.texts import text
from site_plugins.guideline.usage import describe_uses, find_uses_of_work
from site_plugins.guideline.writing import as_html, attributes_of, interface_attributes, isolate, write_name
from site_plugins.references import format_record
from site_plugins.rendering.templating import templates_in

# Where a statement's own words go in what was made once for many; no content file may hold a character like that.
_MARKS = {name: f"\0{name}\0" for name in ("id", "first_words", "sentence")}
_MARK = re.compile("\0([a-z_]+)\0")

# What a rating is of is in the language of its source.
_GROUP = "\0group\0"

BACK_LINKS = 12
"""So many back-links a list shows for a reference; its own page shows them all."""

_templates = templates_in(Path(__file__).parent / "templates", text)
_templates.globals.update(
    whole_exports=list_guideline_exports,
    site_exports=list_site_exports,
    # Attributes of what a guideline says, and of what the site says within it, where their languages differ.
    own=lambda guideline: as_html(attributes_of(guideline.about)),
    interface=lambda guideline: as_html(interface_attributes(guideline.about)),
    words=lambda guideline, text: isolate(text, guideline.about),
    plain_words=write_plain,
)


def _heading(guideline: Guideline, part: StatementPart) -> Markup:
    """Render the site's word for a part of statements, and the title that the source gives it."""
    label, own = escape(text(f"part.{part.kind}")), as_html(attributes_of(guideline.about))
    if not part.title:
        return label
    if is_whole_heading(part.title):
        return Markup("<span{}>{}</span>").format(own, isolate(part.heading, guideline.about))
    return Markup("{}: <span{}>{}</span>").format(label, own, isolate(part.title, guideline.about))


def _filled(key: str, **values: str) -> Markup:
    """Return a text of the site as HTML, what is filled in in its own order, whatever its script."""
    marked = escape(text(key, **{name: f"\0{name}\0" for name in values}))
    return Markup(_MARK.sub(lambda mark: Markup("<bdi>{}</bdi>").format(values[mark[1]]), marked))


def _passage_name(guideline: Guideline, passage: Passage) -> Markup:
    """Render what a passage is called, such as: the heading “...”, whose words keep their own order."""
    before, sign, rest = passage.name.partition("“")
    quoted, end, behind = rest.rpartition("”")
    if not end:
        return escape(passage.name)
    return Markup("{}{}{}{}{}").format(before, sign, write_name(quoted, guideline.about), end, behind)


_templates.globals.update(heading=_heading, titled=titled, passage_name=_passage_name, filled=_filled)


@dataclass(frozen=True, slots=True)
class _ListedReference:
    """A reference in a list, with its back-links as this page shows them."""

    guideline: Guideline
    reference: Reference
    anchor: str
    body: Markup
    statements: Sequence[Statement]
    more: int
    """Statements that cite it and are not listed."""
    parts: Sequence[StatementPart]
    passages: Sequence[Passage]
    notes: Sequence[Note]
    cited: bool
    """Whether anything of the guideline's own pages cites it."""
    page: str
    """The link to its own page."""


@dataclass
class PageView:
    """Renders the parts of one page, in the page's order; links are as seen from it."""

    library: Library
    page: str
    """The page's address within the site."""
    slug: str | None
    """The guideline whose keys come first: the page's own, or the one whose card it shows."""
    style: str
    """The CSL style of the references."""
    cards: Sequence[str] = ()
    """The guidelines whose card stands on the page."""
    lists: Sequence[str] = ()
    """The guidelines whose whole reference list stands on the page."""
    cited: dict[tuple[str, str], None] = field(default_factory=dict)
    """What the page cites: guidelines and keys, in order."""

    @property
    def root(self) -> str:
        """The way from the page to the site's root."""
        return "../" * self.page.count("/")

    def link(self, address: str) -> str:
        """Return the link to an address within the site."""
        path, mark, fragment = address.partition("#")
        return f"#{fragment}" if mark and path == self.page else self.root + address

    def find(self, key: str) -> tuple[Guideline, Reference] | None:
        """Return the reference that a key on this page means."""
        guideline = self.library.guideline(self.slug) if self.slug else self.library.find_reference(key)
        reference = guideline.reference_by_id.get(key) if guideline else None
        return (guideline, reference) if guideline and reference else None

    def citations(self, keys: Sequence[str]) -> str:
        """Render citations; every key was checked to be known."""
        targets: list[Target] = []
        for key in keys:
            citation = self.find(key)
            assert citation is not None
            guideline, reference = citation
            self.cited[guideline.slug, key] = None
            address = f"#{self.anchor(guideline.slug, key)}"
            targets.append(Target(reference.number, address, reference.listed, reference.retracted))
        return render_citations(targets)

    def cross_reference(self, slug: str, name: str) -> str:
        """Render the link to something in the guideline, with the words that it is called by."""
        guideline = self.library.guideline(slug)
        target = guideline.targets[name]
        link = Markup('<a class="{}" href="{}">{}</a>')
        return str(link.format(CROSS_REFERENCE, self.link(target.url), isolate(target.words, guideline.about)))

    def anchor(self, slug: str, key: str) -> str:
        """Return the id of a reference's entry on this page; two lists on a page may hold the same key."""
        others = self.lists and slug != (self.slug or self.lists[0])
        return reference_anchor(f"{slug}-{key}" if others else key)

    def switch(self, slug: str) -> str:
        """Render the choice between the sentences alone and everything, and when the next review is past."""
        guideline = self.library.guideline(slug)
        notice = "" if slug in self.cards else render_notice(guideline, named=False)
        rated = {each.rating is not None for each in guideline.statements_on(self.page)}
        words = "rating.some" if len(rated) > 1 else "rating.all" if rated == {True} else "rating.none"
        cited = {bool(each.citations) for each in guideline.statements_on(self.page)}
        uncited = "cited.none" if cited == {False} else "cited.some" if False in cited else None
        return _render("view-switch.html", notice=Markup(notice), rated=words, uncited=uncited, guideline=guideline)

    def rating(self, slug: str, name: str) -> str:
        """Render how the source rates a statement, to stand before its sentence, linked to what that means."""
        guideline = self.library.guideline(slug)
        statement = guideline.statement_by_id[name]
        ratings = [
            (anchor, rating, text("rating.for", group=_GROUP, words=rating.own_words).split(_GROUP))
            for anchor, rating in zip(_rating_ids(name), statement.ratings, strict=False)
            # Nobody needs to be told twice: what is left is the way to what its levels mean, if they mean anything.
            if not statement.says_its_rating or rating.has_meaning
        ]
        return _render("rating-link.html", guideline=guideline, ratings=ratings, said=statement.says_its_rating)

    def status(self, slug: str, name: str) -> str:
        """Render that a statement was amended or withdrawn, with what stands in its place."""
        guideline = self.library.guideline(slug)
        history = guideline.statement_by_id[name].history
        replacement = guideline.statement_by_id[history.replaced_by] if history and history.replaced_by else None
        return _render(
            "statement-status.html", guideline=guideline, history=history, replacement=replacement, view=self
        )

    def _meaning(self, rating: Rating) -> Markup:
        """Render what a rating means; statements that are rated alike share it."""
        name = ("rating", str(rating.scheme_name), *rating.levels.values(), rating.words, str(rating.rated_by))
        return Markup(self.library.cached(name, lambda: _render("rating.html", rating=rating)))

    def card(self, slug: str) -> str:
        """Render who is behind a guideline and how far it may be trusted."""
        guideline = self.library.guideline(slug)
        notice = Markup(render_notice(guideline, named=False))
        kept = guideline.source_text
        return _render(
            "guideline-card.html",
            guideline=guideline,
            notice=notice,
            kept=kept,
            fidelity=describe_fidelity(
                compared=kept is not None and kept.compared,
                differences=len(kept.differences) if kept else 0,
                transcribed_by=kept.transcribed_by if kept else None,
            ),
            differences=[
                describe_difference(each.source, each.here, each.reason, each.by)
                for each in (kept.differences if kept else ())
            ],
            unreviewed=""
            if guideline.about.reviewer
            else describe_unreviewed(slug, notes=bool(guideline.notes), plain=bool(guideline.plain)),
            view=self,
        )

    def plain_language(self, slug: str, names: Sequence[str]) -> str:
        """Render the patients' wording of the named statements, or of all that have one, linked to its source."""
        guideline = self.library.guideline(slug)
        statements = guideline.statement_by_id
        chosen = names or [
            name for name in statements if name in guideline.plain and not statements[name].withdrawn
        ]
        entries = [(statements[name], guideline.plain[name], guideline.plain_notes_on(name)) for name in chosen]
        return _render("plain-language.html", guideline=guideline, entries=entries, view=self)

    def tools(self, slug: str, name: str) -> str:
        """Render what stands behind a statement's sentence: marks of its evidence, notes, its link."""
        guideline = self.library.guideline(slug)
        statement = guideline.statement_by_id[name]
        notes = guideline.notes_on(name)
        retracted = guideline.retractions_of(statement)

        def make(words: Mapping[str, str]) -> str:
            return _render(
                "statement-tools.html",
                guideline=guideline,
                statement=statement,
                notes=notes,
                retracted=retracted,
                has_layer=has_layer,
                view=self,
                **words,
            )

        has_layer = _has_layer(guideline, statement)
        is_bare = not (statement.history or notes or retracted)
        shared = ("tools", slug, str(has_layer)) if is_bare else None
        return self._with_words(guideline, statement, make, shared)

    def layer(self, slug: str, name: str) -> str:
        """Render what a statement rests on and what belongs to it, to open on demand; if nothing, its quotation."""
        guideline = self.library.guideline(slug)
        statement = guideline.statement_by_id[name]
        parts, notes = guideline.parts_of(name), guideline.notes_on(name)
        uses, plain = describe_uses(guideline, name), guideline.plain.get(name)
        quoted_parts = [part for part in parts if PART_KINDS[part.kind].quoted]
        quoted_names = [name, *(part.id for part in quoted_parts)]
        footnotes = dict.fromkeys(each for quoted in quoted_names for each in guideline.footnotes_of(quoted))
        elsewhere = () if statement.citations else _cited_elsewhere(guideline, statement)
        cited = statement.citations or tuple(dict.fromkeys(key for _cites, keys in elsewhere for key in keys))

        part_names = dict.fromkeys(text(f"part.{part.kind}").lower() for part in parts)
        with_others = [*part_names, *_name_others(statement, notes, uses, plain)]
        rests_on = _rests_on(guideline, statement)
        evidence = [text("layer.none-of-its-own")] if elsewhere else _describe_evidence(rests_on)
        hint = ", ".join([*evidence, *with_others])

        def make(words: Mapping[str, str]) -> str:
            rests, quoted, exports = self._of_citations(guideline, cited)
            return _render(
                "layer.html",
                guideline=guideline,
                statement=statement,
                hint=hint,
                has_layer=_has_layer(guideline, statement),
                elsewhere=[(cites, Markup(self.citations(keys))) for cites, keys in elsewhere],
                ratings=[
                    (anchor, rating, self._meaning(rating))
                    for anchor, rating in zip(_rating_ids(name), statement.ratings, strict=False)
                ],
                parts=parts,
                quoted_parts=quoted_parts,
                quoted_footnotes=footnotes,
                rests=rests,
                notes=[(note, self._numbers(guideline, note)) for note in notes],
                uses=uses,
                plain=plain,
                plain_notes=guideline.plain_notes_on(name),
                quoted=quoted,
                # Files are shared by statements that cite the same, and saved under each one's own name.
                exports=Markup(exports.replace("%STATEMENT%", words["id"])),
                view=self,
                **words,
            )

        own = (statement.rating, statement.history, parts, notes, footnotes, uses, plain, elsewhere)
        is_bare = not any(own)
        shared = ("layer", slug, *statement.citations, self.root, self.style) if is_bare else None
        return self._with_words(guideline, statement, make, shared)

    def _with_words(
        self,
        guideline: Guideline,
        statement: Statement,
        make: Callable[[Mapping[str, str]], str],
        shared: tuple[str, ...] | None,
    ) -> str:
        """Return what is made with a statement's own words.

        With a name that it is `shared` under, it is the same for all statements of that name but for these words,
        and made once: a template takes ten times as long as putting them in.
        """
        words = {
            "id": statement.id,
            "first_words": statement.first_words,
            "sentence": isolate(statement.numbered_text, guideline.about),
        }
        if shared is None:
            return make(words)
        html = self.library.cached(shared, lambda: make(_MARKS))
        return _MARK.sub(lambda mark: escape(words[mark[1]]), html)

    def reading(self, slug: str, name: str) -> str:
        """Render who has read a dose table against its source, and when."""
        signed = self.library.guideline(slug).readings.get(name)
        words = text("exhibit.read", by=signed.by, on=day_text(signed.on)) if signed else text("exhibit.unread")
        return str(escape(words))

    def _of_citations(self, guideline: Guideline, keys: tuple[str, ...]) -> tuple[Markup, Markup, Markup]:
        """Render what layers share whose statements cite the same: references, their quotation, their files."""
        references = [guideline.reference_by_id[key] for key in keys]

        def rests() -> str:
            return _render("rests-on.html", references=[(r, self.body(guideline, r)) for r in references])

        def quoted() -> str:
            words = [(r, format_record(r.record, r.number, self.style).text) for r in references]
            return _render("quoted-references.html", references=words)

        def exports() -> str:
            return _render("export-links.html", exports=list_exports(guideline, keys), root=self.root)

        name = (guideline.slug, *keys, self.root, self.style)
        parts = {"rests-on": rests, "quoted": quoted, "exports": exports}
        first, second, third = (Markup(self.library.cached((part, *name), make)) for part, make in parts.items())
        return first, second, third

    def about(self, slug: str, name: str) -> str:
        """Render the links from a note, or from a part of statements, to the statements that it is about."""
        guideline = self.library.guideline(slug)
        about = (guideline.part_by_id.get(name) or guideline.note_by_id[name]).about
        statements = [guideline.statement_by_id[each] for each in about]
        return _render("note-about.html", guideline=guideline, statements=statements, view=self)

    def body(self, guideline: Guideline, reference: Reference, *, own_page: bool = False) -> Markup:
        """Render a reference: its words, the kind of study, how sure it is, notices, the way to its own page."""

        def make() -> str:
            return _render(
                "reference.html",
                reference=reference,
                html=Markup(format_record(reference.record, reference.number, self.style).html),
                page=None if own_page else self.root + guideline.reference_pages[reference.id],
                checked=guideline.checked,
            )

        name = ("reference", guideline.slug, reference.id, self.root, self.style, str(own_page))
        return Markup(self.library.cached(name, make))

    def reference_list(self, slug: str) -> str:
        """Render all references of a guideline with their back-links."""
        guideline = self.library.guideline(slug)
        return self._list([(guideline, reference) for reference in guideline.references], whole=guideline)

    def references_here(self) -> str:
        """Render the references that this page cites and no list on it holds."""
        own = [
            (guideline, guideline.reference_by_id[key])
            for slug, key in self.cited
            if slug not in self.lists
            for guideline in [self.library.guideline(slug)]
        ]
        return self._list(sorted(own, key=lambda pair: (pair[0].slug, pair[1].number))) if own else ""

    def reference_page(self, slug: str, key: str) -> str:
        """Render a reference's own page: which statements of which guidelines rest on the work."""
        guideline = self.library.guideline(slug)
        reference = guideline.reference_by_id[key]
        return _render(
            "reference-page.html",
            guideline=guideline,
            reference=reference,
            title=reference.title,
            html=self.body(guideline, reference, own_page=True),
            uses=find_uses_of_work(self.library, guideline, reference),
            exports=list_exports(guideline, (key,)),
            view=self,
        )

    def _list(self, entries: Sequence[tuple[Guideline, Reference]], whole: Guideline | None = None) -> str:
        """Render a list; of a page's own list only the statements of this page are its back-links."""
        rows: list[_ListedReference] = []
        for guideline, reference in entries:
            if whole:
                statements = [guideline.statement_by_id[name] for name in reference.cited_by[:BACK_LINKS]]
            else:
                here = guideline.statements_on(self.page)
                statements = [each for each in here if reference.id in each.citations][:BACK_LINKS]
            notes = [guideline.note_by_id[name] for name in reference.noted_by]
            parts = [guideline.part_by_id[name] for name in reference.told_by]
            passages = [each for each in reference.passages if whole or each.url.startswith(f"{self.page}#")]
            rows.append(
                _ListedReference(
                    guideline=guideline,
                    reference=reference,
                    anchor=self.anchor(guideline.slug, reference.id),
                    body=self.body(guideline, reference),
                    statements=statements,
                    more=len(reference.cited_by) - len(statements),
                    parts=[part for part in parts if whole or part.page == self.page],
                    passages=passages,
                    notes=[note for note in notes if whole or note.page == self.page],
                    cited=reference.is_cited or reference.further_reading,
                    page=self.root + guideline.reference_pages[reference.id],
                )
            )
        told_apart = {row.reference.is_told_apart for row in rows}
        unconfirmed = "status.some-confirmed" if len(told_apart) > 1 else "status.none-confirmed"
        if len(rows) == 1:
            unconfirmed = "status.unconfirmed"
        cited = [row for row in rows if not row.reference.further_reading]
        groups = [cited, [row for row in rows if row.reference.further_reading]]
        return _render(
            "reference-list.html",
            groups=groups,
            site_words=as_html(interface_attributes(self.library.guideline(self.slug).about)) if self.slug else "",
            unconfirmed=unconfirmed if False in told_apart else None,
            whole=whole,
            view=self,
        )

    def _numbers(self, guideline: Guideline, note: Note) -> Markup:
        """Render the numbers of what a note cites, for a copy of its words."""
        return Markup(self.citations(note.citations)) if note.citations else Markup("")


def _has_layer(guideline: Guideline, statement: Statement) -> bool:
    """Return whether there is anything to open below a statement."""
    return bool(
        statement.citations
        or statement.rating
        or statement.history
        or guideline.parts_of(statement.id)
        or guideline.notes_on(statement.id)
        or statement.id in guideline.plain
        or describe_uses(guideline, statement.id)
        or _cited_elsewhere(guideline, statement)
    )


def _name_others(
    statement: Statement, notes: Sequence[Note], uses: Sequence[str], plain: str | None
) -> Iterator[str]:
    """Yield what else is below a statement; what most have is named only where there are no references."""
    if statement.rating and not statement.citations:
        yield text("layer.with-rating")
    if statement.history and not statement.citations:
        yield text("layer.with-history")
    if notes:
        yield text("layer.with-note")
    if uses:
        yield text("layer.with-use")
    if plain and not statement.citations:
        yield text("layer.with-plain")


def _describe_evidence(references: Sequence[Reference]) -> Iterator[str]:
    """Yield how much a statement rests on, and how far that may be trusted, before it is opened."""
    number = len(references)
    if number:
        yield text("layer.one-reference" if number == 1 else "layer.references", number=str(number))
    unlisted = sum(not reference.listed for reference in references)
    if unlisted:
        yield text("layer.unlisted" if unlisted < number else "layer.all-unlisted", number=str(unlisted))
    if any(reference.notices and not reference.retracted for reference in references):
        yield text("layer.with-notice")


def _rating_ids(statement: str) -> Iterator[str]:
    """Yield the ids of what a statement's ratings mean, in order."""
    yield f"rating:{statement}"
    yield from (f"rating:{statement}:{place}" for place in count(2))


def _cited_elsewhere(guideline: Guideline, statement: Statement) -> list[tuple[str, tuple[str, ...]]]:
    """Return what cites above a statement and in what belongs to it, in words, and the keys."""
    places = [(text(f"above.{each.where}", words=each.words), each.citations) for each in statement.above]
    for part in guideline.parts_of(statement.id):
        words = part.title or text(f"part.{part.kind}")
        places.append((text("above.part", words=words), part.citations))
    for footnote in guideline.footnotes_of(statement.id):
        places.append((text("above.footnote", label=footnote.label), footnote.citations))
    return [(cites, keys) for cites, keys in places if keys]


def _rests_on(guideline: Guideline, statement: Statement) -> list[Reference]:
    return [guideline.reference_by_id[key] for key in statement.citations]


# Tens of thousands are rendered, and each time the templates' folder would be asked for the same few.
_template = _templates.get_template


def _render(template: str, **values: object) -> str:
    return _template(template).render(values)
