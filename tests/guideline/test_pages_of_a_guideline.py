"""A guideline over several pages: its numbers, ids, notes, back-links and problems go on from page to page."""

from __future__ import annotations

import json
import posixpath
from pathlib import Path

import pytest
from lxml import html

from site_plugins.guideline import ContentError, Guideline, guideline_json
from site_plugins.guideline.addresses import reference_anchor
from tests.guideline.render import render
from tests.guideline.tiny import FRONT, Tiny
from tests.guideline.tiny_site import build, content_of
from tests.site.html import Element, with_class, words

HOME = "guidelines/backs/index.html"
TREATMENT = "guidelines/backs/treatment/index.html"
FOLLOW_UP = "guidelines/backs/follow-up/index.html"
ELSEWHERE = "about/index.html"

BODIES = {
    HOME: """\
# On backs

/// guideline-card | backs
///

Keep moving on every day of the week that you can. [@smith2020] {: #move .do }

/// editors-note | On rest
    about: [move, rest]

Both differ. [@notes2024; @jones2021]
///

/// reference-list | backs
///
""",
    TREATMENT: """\
# Treatment

Do NOT rest. [@jones2021; @smith2020] {: #rest .dont }

/// editors-note | On heat
    about: [heat, move]

Warm. [@smith2020]
///
""",
    FOLLOW_UP: """\
# Follow-up

- Come back. [@adams2022; @jones2021] {: #back .do }
- Consider heat. {: #heat .consider }
""",
}

RECORDS = [
    {"id": name, "type": "book", "title": f"Book of {name}"}
    for name in ("notes2024", "adams2022", "jones2021", "smith2020")
]
NUMBERS = {"smith2020": 1, "jones2021": 2, "adams2022": 3, "notes2024": 4}
"""By first appearance in the statements of all pages; what only notes cite comes last."""


def front(*pages: str) -> str:
    return FRONT.replace("guideline:\n", f"guideline:\n  pages: [{', '.join(pages)}]\n")


@pytest.fixture
def three(tiny: Tiny) -> Tiny:
    """A guideline of three pages, whose folders do not stand in the order of the alphabet."""
    tiny.wording(None)
    tiny.records(RECORDS)
    write(tiny, BODIES)
    return tiny


def write(tiny: Tiny, bodies: dict[str, str], *order: str) -> None:
    """Write the pages of a guideline; the first page names the others in their order."""
    others = {page: posixpath.basename(posixpath.dirname(page)) for page in bodies if page != HOME}
    for page, body in bodies.items():
        text = front(*(order or others.values())) + body if page == HOME else body
        tiny.page(page.replace(".html", ".md"), text)


def article(tiny: Tiny, page: str, text: str | None = None) -> Element:
    """A page as it is rendered; those of the guideline are read from their own files otherwise."""
    text = BODIES[page] if text is None else text
    return html.fragment_fromstring(render(tiny, text, page=page), create_parent="article")


def place(link: Element, of: str) -> str:
    """Where a link leads, from the site's root."""
    path, mark, fragment = link.get("href").partition("#")
    return (posixpath.normpath(posixpath.join(posixpath.dirname(of), path)) if path else of) + mark + fragment


def cited(element: Element) -> str:
    """The numbers behind a statement's sentence."""
    return words(next(with_class(element, "citations")))


def statement(page: Element, name: str) -> Element:
    [found] = page.xpath(".//*[@id=$name]", name=name)
    return found


def layer(page: Element, name: str) -> Element:
    """What opens below a statement, within its list item or behind its paragraph."""
    element = statement(page, name)
    return next(with_class(element if element.tag == "li" else element.getnext(), "layer"))


def test_statements_follow_the_order_in_which_the_front_matter_names_the_pages(three: Tiny) -> None:
    made = three.read()
    assert [(each.id, each.page) for each in made.statements] == [
        ("move", HOME),
        ("rest", TREATMENT),
        ("back", FOLLOW_UP),
        ("heat", FOLLOW_UP),
    ]
    assert made.statements[2].url == f"{FOLLOW_UP}#back"
    write(three, BODIES, "follow-up", "treatment")
    assert [each.id for each in three.read().statements] == ["move", "back", "heat", "rest"]


def test_numbers_go_on_over_the_statements_of_all_pages_and_then_over_the_notes(three: Tiny) -> None:
    assert {each.id: each.number for each in three.read().references} == NUMBERS


def test_another_order_of_the_pages_gives_other_numbers(three: Tiny) -> None:
    write(three, BODIES, "follow-up", "treatment")
    assert {each.id: each.number for each in three.read().references} == {
        "smith2020": 1,
        "adams2022": 2,
        "jones2021": 3,
        "notes2024": 4,
    }


@pytest.mark.parametrize("first_converted", [HOME, TREATMENT, FOLLOW_UP])
def test_each_page_shows_these_numbers_whichever_is_converted_first(three: Tiny, first_converted: str) -> None:
    pages = {page: article(three, page) for page in dict.fromkeys([first_converted, *BODIES])}
    assert cited(statement(pages[HOME], "move")) == "1"
    assert cited(statement(pages[TREATMENT], "rest")) == "2, 1"
    assert cited(statement(pages[FOLLOW_UP], "back")) == "3, 2"
    [note] = with_class(pages[HOME], "editors-note")
    assert cited(note) == "4, 2"


def test_another_page_cites_by_the_same_numbers(three: Tiny) -> None:
    assert cited(article(three, ELSEWHERE, "See. [@adams2022]\n")) == "3"


def test_a_note_is_linked_to_statements_of_other_pages(three: Tiny) -> None:
    for page, title, about in (
        (HOME, "On rest", [f"{HOME}#move", f"{TREATMENT}#rest"]),
        (TREATMENT, "On heat", [f"{FOLLOW_UP}#heat", f"{HOME}#move"]),
    ):
        [note] = with_class(article(three, page), "editors-note")
        assert title in words(note)
        [line] = with_class(note, "editors-note__about")
        assert [place(link, page) for link in line.iter("a")] == about


@pytest.mark.parametrize(
    ("name", "page", "notes"),
    [
        ("move", HOME, [f"{HOME}#note-on-rest", f"{TREATMENT}#note-on-heat"]),
        ("rest", TREATMENT, [f"{HOME}#note-on-rest"]),
        ("heat", FOLLOW_UP, [f"{TREATMENT}#note-on-heat"]),
        ("back", FOLLOW_UP, []),
    ],
)
def test_a_statement_leads_to_the_notes_about_it_on_whatever_page(
    three: Tiny, name: str, page: str, notes: list[str]
) -> None:
    shown = article(three, page)
    behind = statement(shown, name).xpath("./span//a")
    assert [place(link, page) for link in behind if "note-" in link.get("href")] == notes
    in_layer = [row.find("a") for row in with_class(layer(shown, name), "layer__note")]
    assert [place(link, page) for link in in_layer] == notes


def test_a_notes_words_stand_in_the_layers_of_other_pages_with_its_numbers(three: Tiny) -> None:
    page = article(three, TREATMENT)
    [note] = with_class(layer(page, "rest"), "layer__note")
    assert words(note) == "On rest: Both differ. 4, 2"
    names = [reference_anchor(key) for key in ("notes2024", "jones2021")]
    # Its numbers lead to entries on this page, although nothing else here cites these works.
    assert [link.get("href") for link in note.xpath(".//sup//a")] == [f"#{name}" for name in names]
    assert set(names) <= {each.get("id") for each in with_class(page, "reference")}


def back_links(page: Element, of: str, key: str) -> dict[str, str]:
    """Where an entry of a page's list leads back to, and in which words."""
    entry = statement(page, f"ref:{key}")
    return {place(link, of): words(link) for link in entry.iter("a") if link.get("role") == "doc-backlink"}


def test_the_whole_list_leads_back_to_each_statement_and_note_with_its_first_words(three: Tiny) -> None:
    page = article(three, HOME)
    assert back_links(page, HOME, "smith2020") == {
        f"{HOME}#move": "Keep moving on every day of the week …",
        f"{TREATMENT}#rest": "Do NOT rest.",
        f"{TREATMENT}#note-on-heat": "On heat",
    }
    assert back_links(page, HOME, "jones2021") == {
        f"{TREATMENT}#rest": "Do NOT rest.",
        f"{FOLLOW_UP}#back": "Come back.",
        f"{HOME}#note-on-rest": "On rest",
    }
    assert back_links(page, HOME, "adams2022") == {f"{FOLLOW_UP}#back": "Come back."}
    assert back_links(page, HOME, "notes2024") == {f"{HOME}#note-on-rest": "On rest"}


def test_the_same_list_on_any_other_page_leads_back_to_the_same_places(three: Tiny) -> None:
    listing = article(three, "references/index.html", "# References\n\n/// reference-list | backs\n///\n")
    for key in NUMBERS:
        assert back_links(listing, "references/index.html", key) == back_links(article(three, HOME), HOME, key)


@pytest.mark.parametrize(
    ("page", "listed"),
    [
        (HOME, ["1", "2", "3", "4"]),
        # Number 4 is cited by the copy of a note's words in a layer.
        (TREATMENT, ["1", "2", "4"]),
        (FOLLOW_UP, ["1", "2", "3"]),
    ],
)
def test_every_page_that_cites_ends_in_what_it_cites_unless_it_has_the_whole_list(
    three: Tiny, page: str, listed: list[str]
) -> None:
    shown = article(three, page)
    [section] = [each for each in shown.iter("section") if each.get("role") == "doc-bibliography"]
    assert [entry.get("value") for entry in with_class(section, "reference")] == listed
    headings = [words(heading) for heading in section.iter("h2")]
    assert headings == ([] if page == HOME else ["References on this page"])
    if page != HOME:
        assert shown[-1] is section


def test_a_page_that_cites_nothing_has_no_list(three: Tiny) -> None:
    assert not list(with_class(article(three, ELSEWHERE, "Nothing here.\n"), "reference"))


def test_a_list_here_leads_back_to_this_page_and_on_to_the_rest(three: Tiny) -> None:
    page = article(three, TREATMENT)
    assert list(back_links(page, TREATMENT, "smith2020")) == [f"{TREATMENT}#rest", f"{TREATMENT}#note-on-heat"]
    [more] = [link for link in statement(page, "ref:smith2020").iter("a") if words(link) == "and 1 more"]
    assert place(more, TREATMENT) == "references/backs/smith2020/index.html"


def citing(count: int) -> dict[str, str]:
    """Two pages with so many statements in all that cite one work, each with a number among its words."""
    bodies = dict.fromkeys((HOME, TREATMENT), "")
    for number in range(1, count + 1):
        page = HOME if number <= (count + 1) // 2 else TREATMENT
        bodies[page] += (
            f"- Rule {number} is one of the rules of the house here. [@smith2020] {{: #s{number} .do }}\n"
        )
    return {HOME: bodies[HOME] + "\n/// reference-list | backs\n///\n", TREATMENT: bodies[TREATMENT] or "Words.\n"}


@pytest.mark.parametrize("count", [1, 11, 12, 13, 30])
def test_a_list_shows_twelve_back_links_at_most_and_leads_on_to_all_of_them(tiny: Tiny, count: int) -> None:
    tiny.wording(None)
    tiny.records(RECORDS[-1:])
    bodies = citing(count)
    write(tiny, bodies)
    page = article(tiny, HOME, bodies[HOME])
    homes = [HOME if number <= (count + 1) // 2 else TREATMENT for number in range(1, count + 1)]
    all_places = [f"{home}#s{number}" for number, home in enumerate(homes, start=1)]
    shown = back_links(page, HOME, "smith2020")
    assert list(shown) == all_places[:12]
    assert next(iter(shown.values())) == "Rule 1 is one of the rules of …"
    more = [link for link in statement(page, "ref:smith2020").iter("a") if words(link).startswith("and ")]
    own = "references/backs/smith2020/index.html"
    assert [(words(link), place(link, HOME)) for link in more] == (
        [(f"and {count - 12} more", own)] if count > 12 else []
    )
    source = "# Smith\n\n/// reference-page | backs/smith2020\n///\n"
    resting = [link for link in article(tiny, own, source).iter("a") if link.get("role") == "doc-backlink"]
    assert [place(link, own) for link in resting] == all_places


@pytest.mark.parametrize(
    ("sentence", "first_words"),
    [
        ("One two three four five six seven eight.", "One two three four five six seven eight."),
        ("One two three four five six seven eight nine.", "One two three four five six seven eight …"),
        ("Rest.", "Rest."),
    ],
)
def test_first_words_are_enough_to_know_a_sentence_and_say_when_it_goes_on(
    tiny: Tiny, sentence: str, first_words: str
) -> None:
    tiny.wording(None)
    tiny.records(RECORDS[-1:])
    body = f"{sentence} [@smith2020] {{: #one .do }}\n\n/// reference-list | backs\n///\n"
    tiny.body(body)
    assert back_links(article(tiny, HOME, body), HOME, "smith2020") == {f"{HOME}#one": first_words}


FAULTY = {
    "an unknown key": ("Rest. [@jones2012] {: #rest .dont }\n", 1, "There is no reference “jones2012”"),
    "an unknown key in a note": (
        "Rest. [@jones2021] {: #rest .dont }\n\n/// editors-note | More\n    about: [rest]\n\nSo. [@nobody]\n///\n",
        6,
        "There is no reference “nobody”",
    ),
    "a note about nothing": (
        "Rest. {: #rest .dont }\n\n/// editors-note | More\n    about: [mvoe]\n\nSo.\n///\n",
        3,
        "“mvoe”, which is not a statement id. Did you mean “move”?",
    ),
    "a statement without an id": ("Rest. {: #rest .dont }\n\nSleep. {: .do }\n", 3, "“Sleep.” has no id"),
    "an unknown kind": ("Rest. {: #rest .dnot }\n", 1, "“rest” has .dnot"),
    "an id of the first page": ("Rest. {: #rest .dont }\n\nGo. {: #move .do }\n", 3, "“move” is used on"),
    "a citation outside of statements": (
        "Rest. {: #rest .dont }\n\nAs they say. [@adams2022]\n",
        3,
        "“As they say.”",
    ),
    "a block of an unknown name": (
        "Rest. {: #rest .dont }\n\n/// editors-notes | More\n    about: [rest]\n\nSo.\n///\n",
        3,
        "/// editors-notes | More",
    ),
    "a title of the first page's note": (
        "Rest. {: #rest .dont }\n\n/// editors-note | On rest\n    about: [rest]\n\nSo.\n///\n",
        3,
        "gets the id “note-on-rest”, which is in use",
    ),
}
"""What is wrong with the second page, on which of its lines, and what is said of it."""


def faults(tiny: Tiny) -> list[str]:
    """What is wrong, without the excerpts of the files."""
    return [str(problem).partition("\n")[0] for problem in tiny.problems()]


@pytest.mark.parametrize("fault", FAULTY)
def test_a_problem_on_the_second_page_names_its_file_and_line(three: Tiny, fault: str) -> None:
    body, number, said = FAULTY[fault]
    write(three, BODIES | {TREATMENT: f"# Treatment\n\n{body}"})
    found = [problem for problem in faults(three) if said in problem]
    assert len(found) == 1, faults(three)
    assert found[0].startswith(f"treatment/index.md:{number + 2}:")


def test_an_id_of_two_further_pages_is_a_problem_too(three: Tiny) -> None:
    write(three, BODIES | {FOLLOW_UP: f"{BODIES[FOLLOW_UP]}- Go on. {{: #rest .do }}\n"})
    [problem] = faults(three)
    assert problem.startswith("follow-up/index.md:5:")
    assert "“rest” is used on guidelines/backs/treatment/index.html as well" in problem


def test_a_statement_of_a_further_page_without_wording_is_named_where_it_stands(three: Tiny) -> None:
    three.wording("move: Move.\nback: Come.\nheat: Warm.\n")
    [problem] = faults(three)
    assert problem.startswith("treatment/index.md:3:")
    assert "The statement “rest” has no wording for patients" in problem


def test_the_problems_of_all_pages_are_said_at_once(three: Tiny) -> None:
    write(three, {page: f"{body}\n\nSo it is. [@nobody] {{: #so .dnot }}\n" for page, body in BODIES.items()})
    files = {problem.partition(":")[0] for problem in faults(three)}
    assert files == {"index.md", "treatment/index.md", "follow-up/index.md"}


def test_a_page_that_is_named_and_missing_is_a_problem(three: Tiny) -> None:
    (three.folder / "follow-up" / "index.md").unlink()
    [problem] = faults(three)
    assert problem.startswith("follow-up/index.md: This file is missing")


@pytest.mark.parametrize(
    "pages",
    ["[treatment, treatment]", "[../backs]", "[a/b]", "treatment", "[treatment, 5]", '["."]', '[""]', "[null]"],
)
def test_what_is_no_list_of_folders_is_refused(three: Tiny, pages: str) -> None:
    text = front("treatment", "follow-up").replace("[treatment, follow-up]", pages)
    three.page("guidelines/backs/index.md", text + BODIES[HOME])
    [problem] = [each for each in faults(three) if "guideline.pages is" in each]
    assert problem.startswith("index.md:4:")
    assert "a list of folders such as [treatment, follow-up]" in problem


@pytest.mark.parametrize(
    ("right", "wrong"), [("[treatment, follow-up]", "treatment"), ("version: 1.0.0", "verison: 1.0.0")]
)
def test_a_mistake_in_the_front_matter_does_not_make_the_other_pages_statements_seem_to_be_missing(
    three: Tiny, right: str, wrong: str
) -> None:
    three.page("guidelines/backs/index.md", front("treatment", "follow-up").replace(right, wrong) + BODIES[HOME])
    found = faults(three)
    assert found
    assert [problem for problem in found if "is not a statement" in problem] == []


def test_a_statement_on_a_page_that_the_front_matter_does_not_name_is_refused(three: Tiny) -> None:
    text = "# Later\n\nSleep. [@jones2021] {: #sleep .do }\n"
    with pytest.raises(ContentError) as caught:
        render(three, text, page="guidelines/backs/later/index.html")
    [problem] = caught.value.problems
    assert problem.line == 3
    assert "sleep" in str(problem).lower()


def published(tiny: Tiny) -> dict[str, object]:
    made: dict[str, object] = json.loads(content_of(tiny, "data/guidelines/backs.json"))
    return made


def as_json(guideline: Guideline) -> dict[str, object]:
    made: dict[str, object] = json.loads(json.dumps(guideline_json(guideline)))
    return made


def test_a_built_site_has_the_guideline_that_its_files_hold(three: Tiny) -> None:
    done = build(three)
    assert done.exit_code == 0, done.said
    assert {HOME, TREATMENT, FOLLOW_UP} <= done.files
    assert published(three) == as_json(three.read())
    for page in (HOME, TREATMENT, FOLLOW_UP):
        shown = html.document_fromstring(content_of(three, page))
        names = [each.get("id") for each in with_class(shown, "statement")]
        assert names == [each.id for each in three.read().statements if each.page == page]
        assert len(list(with_class(shown, "layer"))) == len(names)
    built = html.document_fromstring(content_of(three, TREATMENT))
    assert cited(statement(built, "rest")) == "2, 1"


def test_a_site_is_not_built_when_its_second_page_has_a_problem(three: Tiny) -> None:
    write(three, BODIES | {TREATMENT: "# Treatment\n\nRest. [@jones2012] {: #rest .dont }\n"})
    done = build(three)
    assert done.exit_code != 0
    place_in_file = Path("treatment", "index.md").as_posix()
    assert f"{place_in_file}:3:" in done.said
    assert "There is no reference “jones2012”: add a record of that id. Did you mean “jones2021”?" in done.said
    assert done.files == set()
