"""Ratings in the source's own scheme: what is refused, and where a reader meets one."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import combinations

import pytest
from jsonschema import Draft202012Validator
from lxml import html

from site_plugins.fhir.plan_definition import plan_definition
from site_plugins.guideline import guideline_json
from site_plugins.guideline.drift import describe_changes, sentences_of
from site_plugins.guideline.publish import SCHEMA
from site_plugins.guideline.rating_schemes import SCHEMES
from site_plugins.guideline.ratings import LEVELS, MOST_RATINGS, RATED, find_gaps, numbered, ratings_of
from site_plugins.guideline.texts import text
from site_plugins.search.entries import statement_entries
from site_plugins.search.synonyms import Synonyms
from tests.guideline.render import render, render_own_page
from tests.guideline.tiny import FRONT, Tiny, line
from tests.pointing import check, pointed_at
from tests.site.html import with_class, words

ADULTS = 'grade="strong" certainty="high" scheme="GRADE" rated-for="adults"'
CHILDREN = 'grade-2="conditional" certainty-2="low" scheme-2="GRADE" rated-for-2="children"'

STRONG = 'grade="strong" certainty="very low"'


def body(attributes: str) -> str:
    return f"Keep moving. [@smith2020] {{: #move .do {attributes} }}\n\nNo rest. [@jones2021] {{: #bed .dont }}\n"


@pytest.mark.parametrize("name", SCHEMES)
def test_a_scheme_names_its_dimensions_and_levels_once(name: str) -> None:
    """A row of data is whole: an editor's attribute finds its dimension, and a level means one thing."""
    scheme = SCHEMES[name]
    assert {dimension.attribute for dimension in scheme.dimensions} <= set(LEVELS)
    assert len(scheme.by_attribute) == len(scheme.dimensions)
    for dimension in scheme.dimensions:
        assert len({level.name for level in dimension.levels}) == len(dimension.levels)
    meanings = [level.meaning for dimension in scheme.dimensions for level in dimension.levels if level.meaning]
    # Nobody makes up a meaning: without a document there is none.
    assert bool(scheme.published) == bool(meanings)


REFUSED = {
    "no scheme": (STRONG, 'has a rating and no scheme: name the source’s own, such as scheme="GRADE", or once for'),
    "a scheme that nobody knows": (
        f'{STRONG} scheme="GRAD"',
        f'has scheme="GRAD"; allowed: {", ".join(SCHEMES)}. Did you mean “GRADE”?',
    ),
    "a level that the scheme does not have": (
        'grade="strongly" scheme="GRADE"',
        'has grade="strongly", which is no level of GRADE (Strength of recommendation); allowed: strong, '
        "conditional, weak, 1, 2, 1A, 1B, 1C, 1D, 2A, 2B, 2C, 2D, ungraded, UG, not graded. Did you mean “strong”?",
    ),
    "a level in another case": (
        'certainty="Low" scheme="GRADE"',
        'has certainty="Low", which is no level of GRADE (Certainty of evidence); allowed: high, moderate, low, '
        "very low, A, B, C, D. Did you mean “low”?",
    ),
    "a level of another scheme": (
        'grade="A" scheme="GRADE"',
        'has grade="A", which is no level of GRADE (Strength of recommendation); allowed: strong, conditional, ',
    ),
    "a level of two, and one of them again": (
        'grade="1C" certainty="C" scheme="GRADE"',
        'has grade="1C", which says the certainty too: take certainty out.',
    ),
    "two levels, and a number that is neither": (
        'grade="3A" scheme="GRADE"',
        'has grade="3A", which is no level of GRADE (Strength of recommendation)',
    ),
    "what the scheme does not rate": (
        'certainty="low" scheme="NICE"',
        "has certainty, which NICE does not rate; it rates grade.",
    ),
    "a scheme and no level": (
        'scheme="GRADE"',
        "has scheme and no level: add grade or certainty, or take scheme out.",
    ),
    "who rated and no level": (
        'rated-by="B. Lee"',
        "has rated-by and no level: add grade or certainty, or take rated-by out.",
    ),
    "more than all": ('consensus="101"', 'has consensus="101"; allowed: per cent, from 0 to 100.'),
    "a share that is no number": ('consensus="most"', 'has consensus="most"; allowed: per cent, from 0 to 100.'),
    "two ratings in one scheme, of the same": (
        'grade="strong" scheme="GRADE" grade-2="weak" scheme-2="GRADE"',
        'has two ratings in GRADE and does not say what each is the rating of: add rated-for="..." and '
        'rated-for-2="..." in the source’s words, such as adults and children.',
    ),
    "a second rating of what the first is of": (
        f'{ADULTS} grade-2="weak" scheme-2="GRADE" rated-for-2="Adults"',
        "has two ratings in GRADE and does not say what each is the rating of",
    ),
    "a second rating and no first one": (
        'grade-2="weak" scheme-2="GRADE"',
        "has grade-2 and not a rating without a number: number its ratings without a gap (grade, grade-2, "
        "grade-3).",
    ),
    "a third rating and no second one": (
        f'{ADULTS} consensus-3="95" rated-for-3="children"',
        "has rated-for-3 and not a rating with the number 2: number its ratings",
    ),
    "a second level that the scheme does not have": (
        f'{ADULTS} grade-2="weakly" scheme-2="GRADE" rated-for-2="children"',
        'has grade-2="weakly", which is no level of GRADE',
    ),
    "a second scheme and no level": (
        f'{ADULTS} scheme-2="SIGN"',
        "has scheme-2 and no level: add grade-2 or certainty-2, or take scheme-2 out.",
    ),
    "what it is the rating of and no rating": (
        'rated-for="adults"',
        "has rated-for and no level: add grade or certainty, or take rated-for out.",
    ),
    "a number that no rating has": (
        f'{ADULTS} grade-1="weak"',
        "has “grade-1”, which is no known attribute of a statement",
    ),
    "a number behind what a statement has once": (
        f'{ADULTS} since-2="2019"',
        "has “since-2”, which is no known attribute of a statement",
    ),
    "less than nobody": ('consensus="-1"', 'has consensus="-1"; allowed: per cent, from 0 to 100.'),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_rating_that_cannot_be_meant_is_refused_at_its_statement(tiny: Tiny, case: str) -> None:
    """It is never printed as it was typed, nor dropped: the nearest level is named."""
    attributes, message = REFUSED[case]
    tiny.body(body(attributes))
    [problem] = tiny.problems()
    assert f"{problem.file}:{problem.line}" == line(1)
    assert pointed_at(problem).startswith("#move .do")
    assert problem.text.startswith(f"“move” {message}")


def test_a_guideline_names_its_scheme_once(tiny: Tiny) -> None:
    """The front matter's scheme holds where a statement names none; a statement may name another."""
    tiny._write(
        "index.md",
        FRONT.replace("  contact:", "  rating: GRADE\n  contact:")
        + f"Keep. [@smith2020] {{: #move .do {STRONG} }}\n\n"
        + 'No rest. [@jones2021] {: #bed .dont grade="B" scheme="SIGN" consensus="95%" rated-by="A. Lee" }\n',
    )
    move, bed = tiny.read().statements
    assert move.rating is not None
    assert bed.rating is not None
    assert move.rating.words == "GRADE: recommendation strong, certainty very low"
    assert bed.rating.words == "SIGN: grade B; consensus 95 %"


def test_a_scheme_in_the_front_matter_must_be_known(tiny: Tiny) -> None:
    """A slip there would leave every rating without a scheme."""
    tiny.front(FRONT.replace("  contact:", "  rating: Grade\n  contact:"))
    message = f"guideline.rating is “Grade”; allowed: the name of a rating scheme: {', '.join(SCHEMES)}."
    check(tiny.problems(), [("index.md:16", "rating: Grade", message)])


def test_a_rating_is_published_with_what_it_means(tiny: Tiny) -> None:
    """Other programs read it, by the schema, and a guideline without ratings has no such field."""
    tiny.body(body(f'{STRONG} scheme="GRADE"'))
    data = json.loads(json.dumps(guideline_json(tiny.read())))
    rating = data["statements"][0]["rating"]
    assert [(each["name"], each["level"]) for each in rating["levels"]] == [
        ("Strength of recommendation", "strong"),
        ("Certainty of evidence", "very low"),
    ]
    assert all(each["meaning"] for each in rating["levels"])
    assert "rating" not in data["statements"][1]
    assert [*Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).iter_errors(data)] == []
    [action] = [each for section in plan_definition(data, "Site")["action"] for each in section["action"]][:1]
    assert [each["valueCodeableConcept"]["text"] for each in action["extension"]] == [
        "GRADE: Strength of recommendation: strong",
        "GRADE: Certainty of evidence: very low",
    ]


@pytest.mark.parametrize("letter", "ABCD")
@pytest.mark.parametrize("number", "12")
def test_grade_in_a_number_and_a_letter_says_what_its_two_levels_say(tiny: Tiny, number: str, letter: str) -> None:
    """It is printed as the source writes it, and published as strength and certainty, each with its meaning."""
    tiny.body(body(f'grade="{number}{letter}" scheme="GRADE"'))
    statement = tiny.read().statements[0]
    together = json.loads(json.dumps(guideline_json(tiny.read())))["statements"][0]["rating"]
    tiny.body(body(f'grade="{number}" certainty="{letter}" scheme="GRADE"'))
    apart = json.loads(json.dumps(guideline_json(tiny.read())))["statements"][0]["rating"]
    assert together["words"] == f"GRADE: {number}{letter}"
    assert apart["words"] == f"GRADE: recommendation {number}, certainty {letter}"
    assert together["levels"] == apart["levels"]
    strength, certainty = (each["meaning"] for each in together["levels"])
    assert strength.startswith({"1": "Strong recommendation.", "2": "Weak recommendation."}[number])
    assert certainty.startswith({"A": "High", "B": "Moderate", "C": "Low", "D": "Very low"}[letter])
    assert statement.rating is not None
    assert statement.rating.level_words == (f"GRADE: {number}{letter}",)


def test_grade_says_that_c_may_be_very_low(tiny: Tiny) -> None:
    """In a guideline without D it is both; D itself leaves no doubt."""
    of = {level.name: level.meaning for level in SCHEMES["GRADE"].dimensions[1].levels}
    assert [name for name, meaning in of.items() if "very low" in meaning.casefold()] == ["C", "D"]


@pytest.mark.parametrize("word", ["ungraded", "UG", "not graded"])
def test_a_source_may_say_that_it_did_not_grade(tiny: Tiny, word: str) -> None:
    """It is the source's word, and no level of certainty is made of it."""
    tiny.body(body(f'grade="{word}" scheme="GRADE"'))
    rating = tiny.read().statements[0].rating
    assert rating is not None
    assert (rating.words, len(rating.rated)) == (f"GRADE: recommendation {word}", 1)


def test_several_ratings_of_a_statement_are_published(tiny: Tiny) -> None:
    """Each with what it is of; the first stays where programs look for it; FHIR has one of each extension."""
    second = 'grade-3="A" scheme-3="SIGN" rated-by-3="A. Lee" consensus-3="95"'
    tiny.body(body(f"{ADULTS} {CHILDREN} {second}"))
    data = json.loads(json.dumps(guideline_json(tiny.read())))
    statement = data["statements"][0]
    assert (statement["rating"]["for"], statement["rating"]["levels"][0]["level"]) == ("adults", "strong")
    assert [each["words"] for each in statement["further_ratings"]] == [
        "children: GRADE: recommendation conditional, certainty low",
        "SIGN: grade A; consensus 95 %",
    ]
    assert "for" not in statement["further_ratings"][1]
    assert not {"rating", "further_ratings"} & data["statements"][1].keys()
    assert [*Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).iter_errors(data)] == []
    plan = plan_definition(data, "Site")
    [action] = [each for section in plan["action"] for each in section["action"]][:1]
    # HL7's extensions stand once on an action at most.
    assert [each["valueCodeableConcept"]["text"] for each in action["extension"]] == [
        "adults: GRADE: Strength of recommendation: strong; children: GRADE: Strength of recommendation: "
        "conditional; SIGN: Grade of recommendation: A",
        "adults: GRADE: Certainty of evidence: high; children: GRADE: Certainty of evidence: low",
    ]
    assert "(children: GRADE: recommendation conditional, certainty low)" in plan["text"]["div"]


def test_a_reader_meets_each_rating_with_what_it_is_of(tiny: Tiny) -> None:
    """Beside the sentence, in the layer and in a quotation: no rating passes for another's."""
    page = render_own_page(tiny, body(f"{ADULTS} {CHILDREN}"))
    strong = "adults: GRADE: recommendation strong, certainty high"
    conditional = "children: GRADE: recommendation conditional, certainty low"
    links = [*with_class(page, "rating")]
    assert [words(link) for link in links] == [strong, conditional]
    for link, group in zip(links, ("adults", "children"), strict=True):
        [meaning] = page.xpath("//*[@id=$name]", name=link.get("href").removeprefix("#"))
        assert words(meaning).startswith(f"{group} GRADE (")
    quoted = words(next(with_class(page, "layer__quote")))
    assert f"{strong}." in quoted
    assert f"{conditional}." in quoted


def test_what_a_rating_is_of_is_marked_as_the_source_s_language(tiny: Tiny) -> None:
    """The words around it are English, and run the other way."""
    front = FRONT.replace("  contact:", "  language: ar\n  contact:")
    text = 'حرك. [@smith2020; @jones2021] {: #move .do grade="strong" scheme="GRADE" rated-for="الأطفال" }\n'
    tiny.wording(None)
    tiny._write("index.md", front + text)
    [link] = with_class(html.fragment_fromstring(render(tiny, text), create_parent="article"), "rating")
    assert (link.get("lang"), link.get("dir")) == ("en", "ltr")
    [group] = link
    assert (words(group), group.get("lang"), group.get("dir")) == ("الأطفال", "ar", "rtl")
    assert words(link).endswith(": GRADE: recommendation strong")


def test_the_search_knows_each_rating_of_a_statement(tiny: Tiny) -> None:
    """Whoever narrows down to weak recommendations finds one that is weak for some."""
    tiny.body(body(f"{ADULTS} {CHILDREN}"))
    entry = next(statement_entries(tiny.read(), Synonyms({})))
    assert entry.ratings == (
        "GRADE: recommendation strong",
        "GRADE: certainty high",
        "GRADE: recommendation conditional",
        "GRADE: certainty low",
    )
    assert any("children: GRADE" in each for _weight, each in entry.fields)


def test_a_changed_second_rating_is_another_sentence_to_its_version(tiny: Tiny) -> None:
    """Also one that changed places with the first."""
    said = set()
    for attributes in (ADULTS, f"{ADULTS} {CHILDREN}", f"{ADULTS} {CHILDREN.replace('low', 'high')}"):
        tiny.body(body(attributes))
        said.add(sentences_of(tiny.read())["move"].attributes)
    tiny.body(body(f"{ADULTS.replace('adults', 'children')} {CHILDREN.replace('children', 'adults')}"))
    said.add(sentences_of(tiny.read())["move"].attributes)
    assert len(said) == 4


@pytest.mark.parametrize(
    "places", [{*places} for length in (1, 2, 3) for places in combinations(range(1, 6), length)]
)
def test_ratings_are_numbered_without_a_gap(places: set[int]) -> None:
    """Of any attribute: a number that was left out may be a rating that was lost."""
    names = {numbered(name, place) for place in places for name in RATED}
    gaps = [place for place in places if place > 1 and place - 1 not in places]
    assert len([*find_gaps(names)]) == len(gaps)
    assert max(places) <= MOST_RATINGS


def test_the_front_matter_s_scheme_holds_for_every_rating(tiny: Tiny) -> None:
    """As it holds for the first one."""
    tiny._write(
        "index.md",
        FRONT.replace("  contact:", "  rating: GRADE\n  contact:")
        + 'Keep. [@smith2020; @jones2021] {: #move .do grade="strong" rated-for="adults" grade-2="weak" '
        'rated-for-2="children" grade-3="B" scheme-3="SIGN" }\n\nRest. {: #bed .fact }\n',
    )
    assert [each.scheme_name for each in tiny.read().statements[0].ratings] == ["GRADE", "GRADE", "SIGN"]


def test_a_reader_meets_a_rating_beside_its_statement(tiny: Tiny) -> None:
    """In words, linked to what the levels mean; what is not rated is said once a page."""
    page = render_own_page(tiny, body(f'{STRONG} scheme="GRADE" rated-by="The panel"'))
    [link] = with_class(page, "rating")
    assert (words(link), link.get("href")) == ("GRADE: recommendation strong, certainty very low", "#rating:move")
    [meaning] = [each for each in page.iter() if each.get("id") == "rating:move"]
    for level in SCHEMES["GRADE"].dimensions[1].levels:
        assert (level.meaning in words(meaning)) == (level.name == "very low")
    assert "Rated by: The panel." in words(meaning)
    assert words(page).count(text("rating.some")) == 1
    assert "GRADE: recommendation strong" in words(next(with_class(page, "layer__quote")))


@pytest.mark.parametrize("key", ["rating.none", "rating.some"])
def test_a_page_says_what_it_gives_and_not_what_the_source_does_not(key: str) -> None:
    """A rating of the source may be one that nobody could write down: whether it is rated there is not known."""
    assert "not rated" not in text(key)
    assert "the source" not in text(key).replace("is the source’s own", "")


def test_that_nothing_is_rated_is_said_once_a_page(tiny: Tiny) -> None:
    """And not on every line."""
    page = render_own_page(tiny, body(""))
    assert [*with_class(page, "rating")] == []
    assert [words(each) for each in with_class(page, "rating-notice")] == [text("rating.none")]


def test_meanings_in_another_language_are_marked_as_such(tiny: Tiny) -> None:
    """A screen reader speaks the makers' words in their language."""
    page = render_own_page(tiny, body('grade="B" scheme="AWMF" consensus="95"'))
    [german] = page.xpath("//*[@id='rating:move']//*[@lang='de']")
    assert words(german) == "Abgeschwächte Empfehlung: sollte, sollte nicht."


def test_a_changed_rating_is_another_sentence_to_its_version(tiny: Tiny) -> None:
    """Whoever quotes a version means its ratings too; what was published before there were any is as it was."""
    tiny.body(body(""))
    before = sentences_of(tiny.read())
    assert before["move"].attributes is None
    tiny.body(body(f'{STRONG} scheme="GRADE"'))
    strong = sentences_of(tiny.read())
    assert describe_changes(before, strong) == {"move": "its attributes (its rating, dates or status) changed"}
    tiny.body(body('grade="weak" certainty="very low" scheme="GRADE"'))
    assert list(describe_changes(strong, sentences_of(tiny.read()))) == ["move"]


def test_a_version_keeps_its_ratings_in_its_file(tiny: Tiny) -> None:
    """They survive writing and reading, and a grade that changes under the same version stops a build."""
    tiny.body(body(f'{STRONG} scheme="GRADE"'))
    tiny.sign()
    text = (tiny.folder / "published.json").read_text(encoding="utf-8")
    assert text.count('"attributes"') == 1
    assert tiny.read().published is not None


def test_a_share_without_a_level_is_shown_alone() -> None:
    """Consensus is given for statements that nobody graded."""
    [rating] = ratings_of({"consensus": 87.5})
    assert (rating.scheme, rating.words) == (None, "consensus 87.5 %")
    assert replace(rating, consensus=None).words == ""


@pytest.mark.parametrize(
    ("sentence", "grade", "certainty", "said"),
    [
        ("Keep moving (strong recommendation, low certainty)", "strong", "low", True),
        ("Keep moving [Strong recommendation; LOW quality of evidence]", "strong", "low", True),
        ("Keep moving (GRADE: weak, very low)", "weak", "very low", True),
        ("Keep moving (strong recommendation)", "strong", "low", False),
        ("Keep moving (strong or weak recommendation, low certainty)", "strong", "low", False),
        ("Keep strong in low places", "strong", "low", False),
        ("Keep moving (a strong pull at low tide)", "strong", "low", False),
        ("Keep moving (1C)", "strong", "low", False),
        ("Keep moving (a strong recommendation, based on evidence of low certainty)", "strong", "low", True),
        ("Keep moving (Not a strong recommendation, low certainty)", "strong", "low", False),
        ("Keep moving (strong recommendation; evidence of low quality; 2 trials)", "strong", "low", False),
        ("Keep moving (strong recommendation; < low certainty)", "strong", "low", False),
        ("Keep moving (strong recommendation in low tides, quality)", "strong", "low", False),
    ],
)
def test_a_reader_is_not_told_twice_what_the_sentence_says(
    tiny: Tiny, sentence: str, grade: str, certainty: str, said: bool
) -> None:
    """Only where all of it stands in brackets; the way to what its levels mean stays."""
    tiny.wording(None)
    page = render_own_page(
        tiny, f'{sentence}. {{: #move .do grade="{grade}" certainty="{certainty}" scheme="GRADE" }}\n'
    )
    [link] = with_class(page, "rating")
    whole = f"GRADE: recommendation {grade}, certainty {certainty}"
    assert words(link) == ("GRADE" if said else whole)
    assert (link.get("href"), whole in (link.get("aria-label") or "")) == ("#rating:move", True)
    # What is taken along says it, in the scheme that it is meant in.
    assert whole in words(next(with_class(page, "layer__quote")))
    assert f"Certainty of evidence: {certainty}." in words(next(with_class(page, "layer__rating")))


@pytest.mark.parametrize(
    ("sentence", "attributes", "shown"),
    [
        ("Keep moving (grade A)", 'grade="A" scheme="SIGN"', ["SIGN"]),
        ("Keep moving (grade a)", 'grade="A" scheme="SIGN"', ["SIGN: grade A"]),
        ("Keep moving (level 1++)", 'certainty="1++" scheme="SIGN"', ["SIGN"]),
        ("Keep moving (GRADE 1C)", 'grade="1C" scheme="GRADE"', ["GRADE"]),
        (
            "Keep moving (grade A)",
            'grade="A" scheme="SIGN" grade-2="B" scheme-2="SIGN" rated-for-2="children"',
            ["SIGN: grade A", "children: SIGN: grade B"],
        ),
        ("Keep moving in a mild gale (NYHA class I)", 'grade="I" scheme="ACC/AHA"', ["ACC/AHA: COR I"]),
        ("Keep moving (ACC/AHA: COR I)", 'grade="I" scheme="ACC/AHA"', ["ACC/AHA"]),
        (
            "Keep moving (grade 1 spondylolisthesis)",
            'grade="1" scheme="GRADE"',
            ["GRADE: recommendation 1"],
        ),
        ("Keep moving (Child-Pugh class A)", 'grade="A" scheme="SIGN"', ["SIGN: grade A"]),
        ("Keep moving (class A or B+)", 'grade="A" scheme="SIGN"', ["SIGN: grade A"]),
        ("Keep moving (class: fine)", 'grade="fine" scheme="free text"', []),
        ("Keep moving (grade A)", 'grade="A" scheme="SIGN" consensus="95"', ["SIGN: grade A; consensus 95 %"]),
    ],
)
def test_of_a_scheme_with_short_levels_too(tiny: Tiny, sentence: str, attributes: str, shown: list[str]) -> None:
    tiny.wording(None)
    page = render_own_page(tiny, f"{sentence}. {{: #move .do {attributes} }}\n")
    assert [words(link) for link in with_class(page, "rating")] == shown


def test_who_gives_two_ratings_at_once_is_told_how(tiny: Tiny) -> None:
    tiny.wording(None)
    tiny.body('Keep moving. {: #move .do grade="strong" grade="conditional" scheme="GRADE" }\n')
    assert [each.text for each in tiny.problems()] == [
        "“move” has grade twice: keep one; a further rating’s is grade-2."
    ]


@pytest.mark.parametrize(
    ("sentence", "attributes", "said"),
    [
        ("(weak recommendation, low certainty)", 'grade="strong" certainty="low"', True),
        ("(strong recommendation, high certainty)", 'grade="strong" certainty="low"', True),
        ("(strong recommendation, very low certainty)", 'grade="strong" certainty="low"', True),
        ("(strong recommendation, low certainty)", 'grade="strong" certainty="low"', False),
        ("(strong recommendation)", 'grade="strong" certainty="low"', False),
        ("(GRADE 1C)", 'grade="1" certainty="C"', False),
        ("(high quality of evidence)", 'certainty="high"', False),
        ("(weak evidence of harm in high tides)", 'grade="strong"', False),
        ("where the water is low", 'certainty="high"', False),
    ],
)
def test_a_rating_that_its_own_sentence_contradicts_is_refused(
    tiny: Tiny, sentence: str, attributes: str, said: bool
) -> None:
    """It was published as a strong recommendation, with what its makers mean by strong."""
    tiny.wording(None)
    tiny.body(f'Keep moving {sentence}. {{: #move .do {attributes} scheme="GRADE" }}\n')
    fault = f"“move” has {attributes} and its sentence says “{sentence}”: give the levels that the source gives."
    assert [each.text for each in tiny.problems()] == ([fault] if said else [])
