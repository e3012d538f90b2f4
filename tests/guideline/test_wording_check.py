"""A kind never contradicts its sentence: what is pointed out, and what is left alone."""

from __future__ import annotations

import pytest

from site_plugins.guideline.model import StatementKind as Kind
from site_plugins.guideline.texts import text
from site_plugins.guideline.wording_check import ALLOWED, FITTING, Direction, find_contradiction, find_triggers
from tests.guideline.tiny import Tiny, line
from tests.pointing import check

CHECKED = 'if it is right as it is, add wording="checked" to its list.'
TAIL = "\n\nNo rest. [@jones2021] {: #bed .dont }\n"

DIRECTIONS: dict[str, set[Direction]] = {
    "Fold the boat twice.": set(),
    "Use dry paper.": {Direction.FOR},
    "We recommend dry paper.": {Direction.FOR},
    "Dry paper is recommended.": {Direction.FOR},
    "The boat should be dry.": {Direction.FOR},
    "We suggest dry paper.": {Direction.SUGGEST},
    "Consider wax.": {Direction.OPTION},
    "Where the puddle is deep: consider wax.": {Direction.OPTION},
    "If it rains, consider wax.": {Direction.OPTION},
    "Crews may consider wax.": {Direction.OPTION},
    "Crews should consider wax.": {Direction.SUGGEST},
    "It is reasonable to use wax.": {Direction.SUGGEST},
    "Wax may be considered.": {Direction.POSSIBLE},
    "Wax can be used.": {Direction.POSSIBLE},
    "Wax might be reasonable.": {Direction.POSSIBLE},
    "Always dry the boat.": {Direction.FOR},
    "Please always consult a harbour master.": {Direction.FOR},
    "For deep puddles: use wax.": {Direction.FOR},
    "If it rains, then ask the crew.": {Direction.FOR},
    "Boats have to be dried.": {Direction.FOR},
    "Wax is usually preferred.": {Direction.FOR},
    "Stop the boat before the grating.": {Direction.LESS},
    "If the bow is soft, reduce the ballast.": {Direction.LESS},
    "In rain, do not launch.": {Direction.AGAINST},
    "Tar is best avoided.": {Direction.AGAINST},
    "It is not reasonable to use tar.": {Direction.AGAINST},
    "No boat should be launched in rain.": {Direction.AGAINST},
    "No more than two boats should be launched.": {Direction.FOR},
    "Do NOT use newsprint or give the boat away.": {Direction.AGAINST},
    "Don’t use newsprint.": {Direction.AGAINST},
    "Avoid newsprint.": {Direction.AGAINST},
    "Never iron a boat.": {Direction.AGAINST},
    "We recommend against newsprint.": {Direction.AGAINST},
    "We suggest not using newsprint.": {Direction.AGAINST},
    "We do not recommend newsprint.": {Direction.AGAINST},
    "We recommend that newsprint not be used.": {Direction.AGAINST},
    "Newsprint should not be used.": {Direction.AGAINST},
    "Newsprint is not routinely recommended.": {Direction.AGAINST},
    "Newsprint is contraindicated.": {Direction.AGAINST},
    "There is insufficient evidence to recommend wax.": {Direction.NONE},
    "We make no recommendation on wax.": {Direction.NONE},
    "We cannot recommend for or against wax.": {Direction.NONE},
    "Use dry paper and avoid newsprint.": {Direction.FOR, Direction.AGAINST},
    "We recommend wax but suggest against tar.": {Direction.FOR, Direction.AGAINST},
    "Focus on folding, not gluing.": set(),
    "The wind may turn.": set(),
    "Use of wax is common; in rain, use was rare.": set(),
    "Make-believe boats sink, and stop there.": set(),
    "Tar, which we do not use, is black.": set(),
    "Crews consider wax harmful.": set(),
    "Papier auf keinen Fall bügeln.": set(),
}


@pytest.mark.parametrize("sentence", DIRECTIONS)
def test_a_sentence_has_the_directions_of_its_words(sentence: str) -> None:
    """Words that hold others are seen first: "recommend against" is no recommendation for something."""
    assert set(find_triggers(sentence)) == DIRECTIONS[sentence]


def test_every_kind_and_direction_has_its_row() -> None:
    """A kind that is added later has to say what its sentences may hold."""
    assert set(ALLOWED) == set(Kind)
    assert set(FITTING) == set(Direction)


@pytest.mark.parametrize("kind", Kind)
def test_a_kinds_word_cannot_turn_its_sentence_round(kind: Kind) -> None:
    """It is a noun and a sentence of its own: "Do not: Avoid ..." was the opposite of what the source says."""
    label = text(f"kind.{kind}")
    assert label.endswith(".")
    assert not label.lower().startswith(("do", "don", "not ", "avoid", "against", "recommend", "consider"))


SAMPLES = {
    Direction.FOR: ("Wax should be used", "Always dry the hull", "Consult a harbour master", "We recommend wax"),
    Direction.LESS: ("Stop the boat", "Limit the crew to one"),
    Direction.SUGGEST: ("We suggest wax", "Crews should consider wax"),
    Direction.OPTION: ("Consider wax", "When it is cold, consider wax"),
    Direction.POSSIBLE: ("Wax may be used", "Wax can be offered"),
    Direction.AGAINST: ("Do not use tar", "Avoid tar", "Tar should not be used"),
    Direction.NONE: ("We make no recommendation on tar",),
}
"""Clauses of each direction, none of which holds another."""
F, L, S, C, P, A, N = SAMPLES
NOT_ALONE = {
    Kind.DO: {C, P, A, N},
    Kind.GOOD_PRACTICE: {A, N},
    Kind.CONSIDER: {F, L, A, N},
    Kind.DONT: {F, S, C, P, N},
    Kind.AGAINST: {F, S, C, P, N},
    Kind.GOOD_PRACTICE_AGAINST: {F, S, C, P, N},
    Kind.CAUTION: {N},
    Kind.NO_RECOMMENDATION: {F, L, S, C, P, A},
    Kind.RESEARCH: set(),
    Kind.MIXED: set(),
    Kind.FACT: {F, L, S, C, A, N},
    Kind.RED_FLAG: set(),
}
"""The directions that each kind refuses, told from what the kinds are for in docs/guidelines.md."""
EXCUSED = {
    Kind.DO: ({F, S}, {C, P}),
    Kind.CONSIDER: ({C, P, S}, {F, L}),
}
"""What of a kind's own beside another direction, which differs in strength alone, lets that stand."""


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_with_every_direction_alone_and_beside_every_other(kind: Kind) -> None:
    """A direction that a kind refuses is refused beside any other too, but for two strengths of one advice."""
    for one, clauses in SAMPLES.items():
        for clause in clauses:
            assert set(find_triggers(f"{clause}.")) == {one}, clause
            assert (find_contradiction(kind, f"{clause}.") is not None) == (one in NOT_ALONE[kind]), clause
            for other, others in SAMPLES.items():
                own, excused = EXCUSED.get(kind, (set(), set()))
                wrong = {one, other} & NOT_ALONE[kind]
                if {one, other} & own:
                    wrong -= excused
                for second in others:
                    for sentence in (f"{clause}; {second}.", f"{clause}. {second}."):
                        found = find_contradiction(kind, sentence)
                        assert (found is not None) == bool(wrong), f"{kind}: {sentence} {found}"


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("Boats should be dried, and wax may be used.", "“should”: use .do"),
        ("Always dry the boat. Wax can be used.", "“Always”: use .do"),
        ("Consult a harbour master; wax may be considered.", "“Consult”: use .do"),
        ("Wax may be used; do not use tar.", "“do not”: use .dont, .against or .caution"),
        ("Consider wax.", "“Consider”: use .consider"),
    ],
)
def test_no_sentence_that_directs_passes_as_a_finding(sentence: str, said: str) -> None:
    """It did where “may be used” stood beside it: what may be done takes nothing from a “should”."""
    found = find_contradiction(Kind.FACT, sentence)
    assert found is not None
    assert found.startswith(f"is .fact but its sentence says {said}")


REFUSED = {
    ("do", "Avoid newsprint."): "is .do but its sentence says “Avoid”: use .dont, .against or .caution",
    (
        "do",
        "We recommend against newsprint.",
    ): "is .do but its sentence says “recommend against”: use .dont, .against",
    ("do", "Consider wax."): "is .do but its sentence says “Consider”: use .consider",
    ("good-practice", "Do not iron it."): "is .good-practice but its sentence says “Do not”: use "
    ".good-practice-against;",
    (
        "good-practice-against",
        "We suggest wax.",
    ): "is .good-practice-against but its sentence says “We suggest”: use .good-practice;",
    (
        "good-practice-against",
        "We make no recommendation on wax.",
    ): "is .good-practice-against but its sentence says “no recommendation”: use .no-recommendation",
    ("consider", "We recommend wax."): "is .consider but its sentence says “We recommend”: use .do",
    ("consider", "Never use wax."): "is .consider but its sentence says “Never”: use .dont, .against or .caution",
    ("dont", "Use wax."): "is .dont but its sentence says “Use”: use .do",
    ("against", "We suggest wax."): "is .against but its sentence says “We suggest”: use .do or .consider",
    ("fact", "Do not use wax."): "is .fact but its sentence says “Do not”: use .dont, .against or .caution",
    ("do", "We make no recommendation on wax."): "is .do but its sentence says “no recommendation”: use "
    ".no-recommendation",
    (
        "no-recommendation",
        "We recommend wax.",
    ): "is .no-recommendation but its sentence says “We recommend”: use .do",
    (
        "do",
        "Use wax and avoid tar.",
    ): "is .do but its sentence says “avoid” and “Use”, two directions in one statement: "
    "make two of it, or use .mixed",
    ("dont", "Do not use tar. Use wax."): "is .dont but its sentence says “Do not” and “Use”, two directions",
}


@pytest.mark.parametrize(("kind", "sentence"), REFUSED)
def test_a_contradiction_is_refused_with_its_words(tiny: Tiny, kind: str, sentence: str) -> None:
    """The editor sees which words the check means, and which kinds fit."""
    tiny.body(f"{sentence} [@smith2020] {{: #move .{kind} }}{TAIL}")
    [problem] = tiny.problems()
    assert f"{problem.file}:{problem.line}" == line(1)
    assert problem.text.startswith(f"“move” {REFUSED[kind, sentence]}")
    assert problem.text.endswith(CHECKED)


ACCEPTED = [
    ("mixed", "Use wax and avoid tar."),
    ("caution", "Avoid tar, or use it sparingly."),
    ("do", "Use wax; tar may be considered."),
    ("consider", "Consider wax. Use a brush."),
    ("do", "We suggest wax."),
    ("research", "We recommend trials of wax."),
    ("no-recommendation", "There is insufficient evidence to recommend wax."),
    ("against", "We recommend against tar."),
    ("good-practice-against", "Do not leave a boat in the rain."),
    ("good-practice", "Keep a list of boats."),
    ("dont", "Avoid tar."),
    ("red-flag", "A crew that should not be moved."),
]


@pytest.mark.parametrize(("kind", "sentence"), ACCEPTED)
def test_what_fits_is_left_alone(tiny: Tiny, kind: str, sentence: str) -> None:
    """A kind's own direction may stand beside one of another strength."""
    tiny.body(f"{sentence} [@smith2020] {{: #move .{kind} }}{TAIL}")
    assert tiny.problems() == []
    assert find_contradiction(Kind(kind), sentence) is None


def test_an_editor_says_that_it_is_right(tiny: Tiny) -> None:
    """The mark is for a contradiction that is none, and is refused where there is nothing to be seen."""
    sentence = "Refer whoever should not go alone."
    tiny.body(f'{sentence} [@smith2020] {{: #move .do wording="checked" }}{TAIL}')
    assert tiny.problems() == []
    tiny.body(f'Refer whoever asks. [@smith2020] {{: #move .do wording="checked" }}{TAIL}')
    message = '“move” has wording="checked", and nothing in its words contradicts .do: take that out.'
    check(tiny.problems(), [(line(1), "#move .do", message)])
    tiny.body(f'{sentence} [@smith2020] {{: #move .do wording="right" }}{TAIL}')
    assert "allowed: checked." in tiny.problems()[0].text
