"""What opens below a statement: what it rests on, notes, the calculator's use, plain words, a link, a quotation."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache
from html import escape
from itertools import combinations, product
from typing import Any

import pytest
import yaml
from lxml import html
from markdown import Markdown

from calculator.core.plan import When
from calculator.result.texts import text as result_text
from calculator.start_back import START_BACK, rules
from calculator.start_back.instrument import Risk
from calculator.start_back.red_flags import RED_FLAGS
from calculator.start_back.rules import Condition
from calculator.start_back.situation import Nsaid, Situation, YesNoUnsure
from site_plugins.diagnostics.markdown_places import split_front_matter
from site_plugins.guideline import Guideline
from site_plugins.guideline.texts import text
from tests.guideline.render import render, render_own_page
from tests.guideline.source_text import CONTENT, FOLDER, SLUG, STATEMENT_IDS
from tests.guideline.tiny import Tiny
from tests.references.retraction_file import retraction_file, row
from tests.site.html import Element, with_class, words

HOME = f"guidelines/{SLUG}/index.html"


@pytest.fixture(scope="module")
def real() -> Element:
    """The real guideline's page, rendered by Python-Markdown."""
    _front, body = split_front_matter((FOLDER / "index.md").read_text(encoding="utf-8"))
    options = {"content": str(CONTENT), "page": HOME}
    extensions = ["attr_list", "tables", "toc", "lumbar_guideline"]
    page = Markdown(extensions=extensions, extension_configs={"lumbar_guideline": options}).convert(body)
    return html.fragment_fromstring(page, create_parent="article")


def layer_of(page: Element, name: str) -> Element:
    """What opens below a statement, within its list item or behind its paragraph."""
    [element] = [each for each in with_class(page, "statement") if each.get("id") == name]
    found = element.find("details") if element.tag == "li" else element.getnext()
    assert "layer" in found.get("class").split()
    return found


def parts(layer: Element, name: str) -> list[str]:
    return [words(part) for part in with_class(layer, name)]


# The sentence comes first


def test_every_statement_of_a_page_has_one_layer_which_is_closed(real: Element) -> None:
    layers = [layer_of(real, name) for name in STATEMENT_IDS]
    assert layers == list(with_class(real, "layer"))
    assert {(each.tag, each.get("open")) for each in layers} == {("details", None)}
    assert {each[0].tag for each in layers} == {"summary"}


def test_the_sentence_stands_before_its_layer_and_not_within_it(real: Element, guideline: Guideline) -> None:
    for statement in guideline.statements:
        layer = layer_of(real, statement.id)
        [element] = [each for each in with_class(real, "statement") if each.get("id") == statement.id]
        before = words(element).partition(text("layer.title"))[0]
        assert statement.text in before
        assert layer.getnext() is None or element.tag == "p"


def test_what_is_to_be_opened_says_which_sentence_it_belongs_to_and_what_is_in_it(real: Element) -> None:
    summaries = [words(layer_of(real, name)[0]) for name in STATEMENT_IDS]
    assert len(set(summaries)) == len(summaries)
    assert words(layer_of(real, "nsaids-first-line")[0]) == (
        "What it rests on – Prescribe NSAIDs as first-line medication if not already … "
        "3 references, 2 not listed by the source, editors’ note, used by the calculator"
    )
    assert words(layer_of(real, "outcome-acute-6-weeks")[0]).endswith(
        "1 reference, not listed by the source, editors’ note"
    )
    assert words(layer_of(real, "escalate-12-weeks")[0]) == (
        "More about it – If no improvement by 12 weeks despite appropriate … "
        "editors’ note, used by the calculator, in plain words"
    )


def test_a_list_within_a_statement_keeps_each_layer_with_its_own_sentence(tiny: Tiny) -> None:
    tiny.wording(None)
    page = render_own_page(
        tiny,
        "- After 12 weeks, consider: [@smith2020] {: #later .consider }\n"
        "    - Surgery. [@jones2021] {: #surgery .consider }\n",
    )
    for name, number in (("later", "1"), ("surgery", "2")):
        layer = layer_of(page, name)
        assert [each.get("value") for each in layer.xpath(".//ol/li")] == [number]
    assert "Surgery" not in words(layer_of(page, "later"))
    assert "details" not in [each.tag for each in layer_of(page, "surgery").getparent().iterancestors()]


# What it rests on

EVIDENCE: list[dict[str, Any]] = [
    {
        "id": "known",
        "type": "article-journal",
        "title": "On known things",
        "issued": {"date-parts": [[2020]]},
        "DOI": "10.5555/known",
        "PMID": "99900011",
        "PMCID": "PMC99900012",
        "custom": {"study": "cohort study", "confirmed": {"by": "A. Smith", "on": "2026-02-01"}},
    },
    {"id": "unsigned", "type": "book", "title": "On unsigned things", "URL": "https://example.org/unsigned"},
    {
        "id": "maybe",
        "type": "document",
        "title": "Reference 3 of the source",
        "custom": {
            "status": "unlisted",
            "study": "trial",
            "suggested": {"id": "m", "type": "book", "title": "On maybes", "DOI": "10.5555/maybe"},
        },
    },
    {"id": "lost", "type": "document", "title": "Reference 4 of the source", "custom": {"status": "unlisted"}},
    {"id": "withdrawn", "type": "article-journal", "title": "On withdrawals", "DOI": "10.5555/withdrawn"},
]
SAID = {
    "known": (
        1,
        "On known things",
        {"https://doi.org/10.5555/known", "99900011", "PMC99900012"},
        "cohort study",
        "Status: confirmed to be the work that is meant, by A. Smith, 1 February 2026.",
    ),
    "unsigned": (
        2,
        "On unsigned things",
        {"https://example.org/unsigned"},
        None,
        None,
    ),
    "maybe": (
        3,
        "The source does not list reference 3. It may be: On maybes.",
        {"https://doi.org/10.5555/maybe"},
        "trial",
        "Status: suggested by the editors, confirmed by nobody.",
    ),
    "lost": (4, "The source does not list reference 4.", set(), None, "Status: unlisted."),
    "withdrawn": (
        5,
        "On withdrawals",
        {"https://doi.org/10.5555/withdrawn"},
        None,
        None,
    ),
}
"""Of each record: its number, its words, parts of its links' addresses, the kind of study, its status.

That nobody has confirmed it is said once above the page's list.
"""


@pytest.fixture
def evidence(tiny: Tiny) -> Element:
    """A page whose one statement rests on a work of every kind."""
    tiny.wording(None)
    tiny.records(EVIDENCE)
    retraction_file(tiny.content, row(OriginalPaperDOI="10.5555/withdrawn", OriginalPaperPubMedID="0"))
    return render_own_page(tiny, f"All. [{'; '.join(f'@{each}' for each in SAID)}] {{: #all .do }}\n")


@pytest.mark.parametrize("key", SAID)
def test_a_reference_shows_its_number_work_links_kind_of_study_and_status(evidence: Element, key: str) -> None:
    number, said, linked, study, status = SAID[key]
    entry = layer_of(evidence, "all").xpath(".//ol/li")[number - 1]
    assert entry.get("value") == str(number)
    assert said in words(next(with_class(entry, "reference__text")))
    addresses = [link.get("href") for link in next(with_class(entry, "reference__text")).iter("a")]
    assert len(addresses) == len(linked)
    assert all(any(each in address for address in addresses) for each in linked)
    assert parts(entry, "reference__study") == ([f"Kind of study: {study}."] if study else [])
    assert parts(entry, "reference__status") == ([status] if status else [])
    own = [link.get("href") for link in with_class(entry, "reference__page")]
    assert own == [f"../../references/backs/{key}/index.html"]


def test_references_stand_in_the_authors_order_with_the_numbers_of_the_text(tiny: Tiny) -> None:
    tiny.wording(None)
    page = render_own_page(tiny, "A. [@smith2020] {: #a .fact }\n\nB. [@jones2021; @smith2020] {: #b .fact }\n")
    assert [each.get("value") for each in layer_of(page, "b").xpath(".//ol/li")] == ["2", "1"]


def test_a_statement_without_references_says_that_there_are_none_where_it_has_a_layer(tiny: Tiny) -> None:
    tiny.wording(None)
    page = render_own_page(tiny, "Rest. {: #rest .do }\n\n/// editors-note | Why\n    about: [rest]\n\nSo.\n///\n")
    layer = layer_of(page, "rest")
    assert "This sentence cites no reference." in words(layer)
    assert layer.xpath(".//ol") == []
    assert words(layer[0]) == "More about it – Rest. editors’ note"


def test_where_there_is_nothing_to_open_a_statement_keeps_its_link_and_its_copy(tiny: Tiny) -> None:
    tiny.wording(None)
    many = "\n".join(f"- Rest {number} hours. {{: #rest-{number} .do }}" for number in range(1, 61))
    page = render_own_page(tiny, f"{many}\n")
    assert list(with_class(page, "layer")) == []
    assert [words(each) for each in with_class(page, "rating-notice")] == [
        f"{text('rating.none')} {text('cited.none')}"
    ]
    assert words(page).count(text("cited.none")) == 1
    for number in range(1, 61):
        name = f"rest-{number}"
        [element] = [each for each in with_class(page, "statement") if each.get("id") == name]
        [link] = with_class(element, "statement__link")
        [button] = with_class(element, "statement__copy")
        assert (link.get("href"), button.get("data-address")) == (f"#{name}", f"#{name}")
        assert words(button) == f"Copy – Rest {number} hours."
        [quote] = page.xpath("//*[@id=$id]", id=button.get("data-copy"))
        assert f"“Rest {number} hours.”" in words(quote)
        assert f"statement “{name}”" in words(quote)
        assert quote.getparent().get("hidden") == "hidden"


def test_a_page_says_once_that_some_of_its_statements_have_no_reference(tiny: Tiny) -> None:
    tiny.wording(None)
    some = render_own_page(tiny, "Rest. {: #rest .do }\n\nDrink. [@smith2020] {: #drink .do }\n")
    assert words(some).count(text("cited.some")) == 1
    assert [each.getprevious().get("id") for each in with_class(some, "layer")] == ["drink"]


def test_a_page_whose_statements_all_cite_says_nothing_of_it(tiny: Tiny) -> None:
    tiny.wording(None)
    page = render_own_page(tiny, "Drink. [@smith2020] {: #drink .do }\n")
    assert [words(each) for each in with_class(page, "rating-notice")] == [text("rating.none")]


def test_a_retracted_work_is_marked_at_the_sentence_and_told_with_its_date_in_the_layer(evidence: Element) -> None:
    [statement] = with_class(evidence, "statement")
    assert parts(statement, "statement__retracted") == ["Rests on a retracted work: reference 5"]
    [mark] = with_class(statement, "statement__retracted")
    assert not [each for each in mark.iterancestors() if each.tag == "details"]
    entries = layer_of(evidence, "all").xpath(".//ol/li")
    notices = [parts(entry, "reference__notice") for entry in entries]
    assert notices == [[], [], [], [], ["Retracted on 31 January 2019. Notice"]]
    assert "up to 31 January 2019" in words(entries[4])


# Editors' notes


def numbers_of_run(run: str) -> range:
    """The numbers that "4", or "4-6" of a run, stands for."""
    first, _, last = run.partition("-")
    return range(int(first), int(last or first) + 1)


def test_a_layer_holds_every_note_on_its_statement_with_its_words_and_numbers(
    real: Element, guideline: Guideline
) -> None:
    numbers = {reference.id: reference.number for reference in guideline.references}
    for statement in guideline.statements:
        layer = layer_of(real, statement.id)
        shown = list(with_class(layer, "layer__note"))
        notes = [note for note in guideline.notes if statement.id in note.about]
        assert [note.find("a").get("href") for note in shown] == [f"#{note.id}" for note in notes]
        for box, note in zip(shown, notes, strict=True):
            assert words(box).startswith(f"{note.title}: {note.text}")
            cited = [run for mark in with_class(box, "citations") for run in words(mark).split(", ")]
            assert {number for run in cited for number in numbers_of_run(run)} == {
                numbers[key] for key in note.citations
            }
        assert (text("layer.notes") in words(layer)) == bool(notes)
    assert sum(len(note.about) for note in guideline.notes) > 10


# The calculator


def situations() -> list[Situation]:
    """Situations on both sides of every border that the rules know, each with every value of what is chosen."""
    weeks: tuple[float | None, ...] = (None, 0, 3.9, 4, 5.9, 6, 12, 12.1)
    return [
        Situation(
            group=group,
            weeks_since_onset=onset,
            weeks_since_first_session=treated,
            sessions_attended=sessions,
            improving=improving,
            nsaid=nsaid,
        )
        for group, onset, treated, sessions, improving, nsaid in product(
            (None, *Risk), weeks, (None, 0, 3.9, 4, 11.9, 12), (None, 1, 2), (None, *YesNoUnsure), (None, *Nsaid)
        )
    ]


def with_red_flags() -> list[Situation]:
    """Some of these situations, with every set of red flags."""
    sets = [
        frozenset(flags) for count in range(1, 6) for flags in combinations([flag.id for flag in RED_FLAGS], count)
    ]
    return [
        replace(situation, standing=sets[number % len(sets)]) for number, situation in enumerate(situations()[::61])
    ]


type Done = dict[str, tuple[int, When]]
"""By which rule and when each statement of a plan is used."""


@cache
def plans() -> list[tuple[Situation, Done]]:
    """What the calculator does in each situation, first those without red flags."""
    return [
        (situation, {each.statement: (each.rule, each.when) for each in rules.choose_actions(situation)})
        for situation in (*situations(), *with_red_flags())
    ]


CONDITIONS: dict[str, Condition] = {
    condition.text: condition for each in (*rules.RED_FLAG_ROWS, *rules.ROWS) for condition in each.conditions
}


class Use:
    """One sentence of "Used by the calculator", read as a person reads it."""

    def __init__(self, sentence: str) -> None:
        time, _, rest = sentence.partition(": ")
        case, _, rule = rest.removesuffix(").").rpartition(" (rule ")
        [when] = [when for when in When if result_text[f"result.when.{when}"] == time]
        self.done = (int(rule), when)
        given = text("use.when", conditions="")
        found = case.removeprefix(given).split(text("use.and")) if case.startswith(given) else []
        assert found or case in {text("use.always"), text("use.else")}, sentence
        self.conditions = [CONDITIONS[each] for each in found]
        self.of_the_rest = case == text("use.else")

    def applies(self, situation: Situation) -> bool:
        return all(condition.holds(situation) for condition in self.conditions)


def uses(page: Element, name: str) -> list[Use]:
    return [
        Use(words(item)) for uses in with_class(layer_of(page, name), "layer__uses") for item in uses.iter("li")
    ]


def first(said: list[Use], situation: Situation) -> tuple[int, When] | None:
    """The first use that applies counts, as everywhere where a sentence says "in all other cases"."""
    return next((use.done for use in said if use.applies(situation)), None)


@pytest.mark.parametrize("name", STATEMENT_IDS)
def test_it_says_always_only_alone_and_in_all_other_cases_only_behind_others(real: Element, name: str) -> None:
    # A red flag's plan is another one.
    said = [use for use in uses(real, name) if use.done[0] != 1]
    assert [use.of_the_rest for use in said if not use.conditions] in ([], [len(said) > 1])


def test_the_situations_tell_every_row_of_the_rules_apart() -> None:
    reached = {(name, *done) for _situation, plan in plans() for name, done in plan.items()}
    assert reached == {(each.statement, each.rule, each.when) for each in (*rules.RED_FLAG_ROWS, *rules.ROWS)}


@pytest.mark.parametrize("name", STATEMENT_IDS)
def test_what_a_layer_says_of_the_calculator_is_what_the_calculator_does(real: Element, name: str) -> None:
    said = uses(real, name)
    wrong = [
        (situation, plan.get(name), first(said, situation))
        for situation, plan in plans()
        if not situation.standing and first(said, situation) != plan.get(name)
    ]
    assert wrong[:1] == []


@pytest.mark.parametrize("name", sorted({each.statement for each in rules.RED_FLAG_ROWS}))
def test_a_red_flags_own_statement_says_which_flag_brings_it_into_a_plan(real: Element, name: str) -> None:
    said = [use for use in uses(real, name) if use.done[0] == 1]
    for situation, plan in plans():
        assert not situation.standing or first(said, situation) == plan.get(name)


def test_no_layer_claims_a_use_that_a_red_flag_rules_out(real: Element) -> None:
    claimed: dict[str, str] = {}
    for name in STATEMENT_IDS:
        layer, said = layer_of(real, name), uses(real, name)
        # Whoever says of all uses that they end with a red flag may say it anywhere beside them.
        beside = {
            words(each) for box in with_class(layer, "layer__uses") for each in box.getparent().iter("li", "p")
        }
        beside -= set(parts(layer, "layer__plain"))
        if any("red flag" in each.lower() and not each.endswith("(rule 1).") for each in beside):
            continue
        for situation, plan in plans():
            done = first(said, situation) if situation.standing else None
            if done not in {plan.get(name), None}:
                claimed[name] = f"rule {done[0]} with {sorted(situation.standing)}"
                break
    assert claimed == {}


def test_a_statement_that_no_rule_names_says_nothing_of_the_calculator(real: Element) -> None:
    named = {each.statement for each in (*rules.RED_FLAG_ROWS, *rules.ROWS)}
    for name in STATEMENT_IDS:
        layer = layer_of(real, name)
        assert bool(uses(real, name)) == (name in named)
        assert (text("layer.use") in words(layer)) == (name in named)
        assert (text("layer.with-use") in words(layer[0])) == (name in named)
    assert set(STATEMENT_IDS) - named


def test_rules_are_for_one_guideline_and_say_nothing_of_anothers_statements(tiny: Tiny) -> None:
    tiny.wording(None)
    assert START_BACK.guideline == SLUG
    assert "add-heat" in {each.statement for each in rules.ROWS}
    layer = layer_of(render_own_page(tiny, "Heat. [@smith2020] {: #add-heat .consider }\n"), "add-heat")
    assert text("layer.use") not in words(layer)
    assert words(layer[0]).endswith("1 reference")


# The wording for patients


def test_a_layer_says_the_statement_in_the_patients_words(real: Element) -> None:
    wording = yaml.safe_load((FOLDER / "plain-language.yml").read_text(encoding="utf-8"))
    for name in STATEMENT_IDS:
        assert parts(layer_of(real, name), "layer__plain") == [" ".join(wording[name].split())]
    assert text("layer.plain") in words(layer_of(real, "add-heat"))


def test_without_a_wording_nothing_is_said_in_plain_words(tiny: Tiny) -> None:
    tiny.wording(None)
    layer = layer_of(render_own_page(tiny, "Rest. [@smith2020] {: #rest .do }\n"), "rest")
    assert parts(layer, "layer__plain") == []
    assert text("layer.plain") not in words(layer)


# A link, and a text to quote


def test_a_layer_has_the_statements_own_link(real: Element) -> None:
    for name in STATEMENT_IDS:
        links = {words(link): link.get("href") for link in layer_of(real, name).iter("a")}
        assert links["Link to this statement"] == f"#{name}"


def test_a_quotation_holds_the_sentence_its_place_and_everything_it_rests_on(
    real: Element, guideline: Guideline
) -> None:
    for statement in guideline.statements:
        layer = layer_of(real, statement.id)
        [quote] = layer.iter("blockquote")
        said = words(quote)
        assert said.startswith(f"“{statement.text}” ")
        for part in (guideline.about.title, f"version {guideline.about.version}", f"“{statement.id}”"):
            assert part in said
        for key, entry in zip(statement.citations, layer.xpath(".//ol/li"), strict=True):
            number = guideline.reference_by_id[key].number
            assert f"{number}. {words(next(with_class(entry, 'reference__text')))}" in said
        assert list(quote.iter("a")) == []


def test_a_quotation_never_passes_a_suggested_work_off_as_known(evidence: Element) -> None:
    [quote] = layer_of(evidence, "all").iter("blockquote")
    lines = [" ".join(line.split()) for line in quote.text_content().split("\n")]
    assert [line for line in lines if "On maybes" in line] == [
        "3. The source does not list reference 3. It may be: On maybes."
        + next(line for line in lines if "On maybes" in line).partition("On maybes.")[2]
    ]
    assert "4. The source does not list reference 4." in lines


def test_a_quotation_of_a_retracted_work_says_so(evidence: Element) -> None:
    [quote] = layer_of(evidence, "all").iter("blockquote")
    assert "Retracted" in words(quote)


def test_the_button_to_copy_waits_for_a_script(real: Element) -> None:
    for name in STATEMENT_IDS:
        layer = layer_of(real, name)
        [button] = layer.iter("button")
        assert (button.get("type"), button.get("hidden")) == ("button", "hidden")
        assert button.get("data-copy") in layer.xpath(".//blockquote/@id")


# Ids


def taken_twice(page: Element) -> list[str]:
    return [name for name, count in Counter(page.xpath(".//@id")).items() if count > 1]


@pytest.mark.parametrize(
    "name",
    [
        *("quote-move", "ref-smith2020", "view-quick", "references-here", "note-rest", "note-rest-title"),
        *("quote:move", "ref:smith2020", "view:quick", "references:here"),
    ],
)
def test_no_id_of_a_statement_is_taken_by_what_is_made_around_it(tiny: Tiny, name: str) -> None:
    tiny.wording(None)
    body = (
        f"Move. [@smith2020] {{: #move .do }}\n\nRest. [@smith2020] {{: #{name} .do }}\n\n"
        "/// editors-note | Rest\n    about: [move]\n\nSo.\n///\n"
    )
    tiny.body(body)
    problems = tiny.problems()
    if not problems:
        page = html.fragment_fromstring(render(tiny, body), create_parent="article")
        assert taken_twice(page) == []
    assert all(name in str(problem) for problem in problems)


@pytest.mark.parametrize("heading", ["Quote move", "View full", "References here", "Ref smith2020"])
def test_nor_is_that_of_a_heading(tiny: Tiny, heading: str) -> None:
    tiny.wording(None)
    body = f"# Backs\n\nMove. [@smith2020] {{: #move .do }}\n\n## {heading}\n\nRest. {{: #rest .do }}\n"
    tiny.body(body)
    page = html.fragment_fromstring(render(tiny, body), create_parent="article")
    assert taken_twice(page) == []


# What many layers have in common is made once


def test_statements_that_cite_the_same_have_their_own_words(tiny: Tiny) -> None:
    """Their layers differ in nothing else, and none shows what stands in another's."""
    sentences = {
        "one": "Boats of 5 & 6 < 7 cm float. {0} %STATEMENT%",
        "two": "Boats sink “slowly”.",
        "three": "3 \\1.",
    }
    (tiny.folder / "plain-language.yml").unlink()
    written = {name: escape(said, quote=False).replace("\\", "\\\\") for name, said in sentences.items()}
    blocks = [f"{said} [@smith2020] {{: #{name} .mixed }}" for name, said in written.items()]
    page = render_own_page(tiny, "\n\n".join(["# Boats", *blocks, "Other. [@jones2021] {: #other .mixed }"]))
    for name, said in sentences.items():
        layer = layer_of(page, name)
        assert [words(each.find("p")) for each in with_class(layer, "layer__quote")] == [f"“{said}”"]
        assert layer.find("summary").text_content().startswith(text("layer.title"))
        assert " ".join(said.split()[:8]) in words(layer.find("summary"))
        [copy] = with_class(layer, "layer__copy")
        assert (copy.get("data-copy"), copy.get("data-address")) == (f"quote:{name}", f"#{name}")
        assert {
            link.get("download", name).partition(".")[0] for link in layer.iter("a") if link.get("download")
        } == {name}
        assert "\0" not in layer.text_content()
    assert "Boats" not in words(layer_of(page, "other").find("summary"))
