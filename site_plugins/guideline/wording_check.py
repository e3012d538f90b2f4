"""Whether a statement's kind says what its sentence says: a table of words, and what a kind may not hold.

The words are those of directions in English guidelines. A sentence in which none stands is left alone: what it is,
its editor knows. `wording="checked"` in the attribute list says that an editor has looked and the kind is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from site_plugins.guideline.model import StatementKind as Kind


class Direction(StrEnum):
    """Where the words of a sentence point."""

    FOR = "for"
    AGAINST = "against"
    LESS = "less"
    """To end something or to do less of it: advice as well as negative advice."""
    SUGGEST = "suggest"
    OPTION = "option"
    POSSIBLE = "possible"
    """What may be done, which may be an option or a finding."""
    NONE = "none"


@dataclass(frozen=True)
class Trigger:
    """Words that give a sentence a direction."""

    direction: Direction
    pattern: str
    """A regular expression; capitals make no difference. Where it has a part `says`, those are the words."""
    signs: tuple[str, ...]
    """One of these stands in whatever the pattern matches: most sentences have none, and are read no further."""
    words: frozenset[str] = frozenset()
    """As `signs`, for many whole words at once."""


# Where a clause begins that tells somebody to do something; "or" and "and" may go on with what was forbidden.
_SENTENCE = r"(?:^|(?<=[.:;!?]\s))"
_CLAUSE = r"(?:^|(?<=[.:;!?]\s)|(?<=\b(?:and|but)\s)|(?<=\bor\s))"
# "If it rains, do not launch": what stands before the comma says when.
_CASES = (
    "if|when|whenever|where|wherever|unless|until|before|after|once|while|during|for|in|at|on|with|without|as|to|by"
)
_LED = rf"{_SENTENCE}(?:{_CASES})\b[^.:;!?\0]*?,\s(?:then\s)?"
_HOW = r"(?:(?:also|please|always|only|first|then|instead|strongly|carefully|alternatively|additionally),? )?"
_THAN = r"(?:more|less|fewer|later|longer|sooner)"
_NOT = r"(?:not|never|n['’]t)"
_RECOMMEND = r"(?:recommend|advise|endors|favou?r|prefer)"
_VERBS = rf"(?:{_RECOMMEND}|suggest)"
_WE = r"(?:we|panel|group|committee|society|authors?) (?:strongly |also )?"
_DONE_WORDS = (
    "recommended",
    "suggested",
    "advised",
    "indicated",
    "advisable",
    "preferred",
    "required",
    "mandatory",
)
_DONE = rf"(?:{'|'.join(_DONE_WORDS)})"
_MODALS = ("should", "must", "shall", "ought to", "have to be", "has to be", "need to be", "needs to be")
_MODAL = rf"(?:{'|'.join(_MODALS)})"
_STEMS = ("recommend", "advise", "endors", "favor", "favour", "prefer", "suggest")
_USED = r"(?:considered|used|offered|tried|reasonable)"
# Words that begin an order.
_TO_DO = (
    "add administer admit advise always apply arrange ask assess assure begin call check choose confirm consult "
    "continue determine discuss document educate encourage ensure evaluate exclude explain follow give identify "
    "inform initiate involve keep maintain make measure monitor obtain offer perform prescribe provide reassess "
    "reassure recommend refer remove repeat replace seek select start switch take teach tell treat use wait warn"
)
_TO_DO_LESS = (
    "cease delay discontinue limit minimise minimize postpone reduce reserve restrict stop withdraw withhold"
)
# "Use of wax is common", "Treat-and-see": the word is a noun there, or another word's part.
_VERB = r"(?![\w-])(?! (?:of|is|are|was|were|has|have|had|in|and|by|may|can|than)\b)"

TRIGGERS = (
    Trigger(Direction.NONE, r"\b(?:no|cannot make a|not make a|neither) recommendation\b", ("recommendation",)),
    Trigger(
        Direction.NONE,
        r"\binsufficient evidence (?:to (?:recommend|suggest)|for or against)\b",
        ("insufficient evidence",),
    ),
    Trigger(Direction.NONE, r"\b(?:cannot|unable to) recommend\b", ("recommend",)),
    Trigger(Direction.NONE, r"\b(?:either |neither )?for (?:or|nor) against\b", ("against",)),
    Trigger(
        Direction.AGAINST,
        rf"(?:{_CLAUSE}|{_LED})(?P<says>{_HOW}(?:do not|don['’]t|never|avoid|refrain)\b)",
        ("do not", "don't", "don’t", "never", "avoid", "refrain"),
    ),
    Trigger(Direction.AGAINST, rf"\b{_MODAL} (?:\w+ ){{0,2}}?(?:{_NOT}|be avoided|avoided|avoid)\b", _MODALS),
    Trigger(Direction.AGAINST, r"\b(?:is|are) (?:to be|best|better) avoided\b", ("avoided",)),
    Trigger(Direction.AGAINST, r"\b(?:is|are) not reasonable\b", ("not reasonable",)),
    # "No boat should be launched in rain."
    Trigger(
        Direction.AGAINST,
        rf"{_SENTENCE}(?P<says>no(?! {_THAN}\b)(?: [\w-]+){{1,4}} (?:should|must|shall)\b)",
        _MODALS,
    ),
    Trigger(Direction.AGAINST, r"\b(?:should|must)n['’]t\b", ("n't", "n’t")),
    Trigger(Direction.AGAINST, rf"\b(?:do|does|would) {_NOT} (?:\w+ )?{_VERBS}\w*", _STEMS),
    Trigger(Direction.AGAINST, rf"\b{_VERBS}(?:s|es|ing|ed)? (?:\w+ )?(?:against|not|avoiding)\b", _STEMS),
    Trigger(Direction.AGAINST, rf"\b{_VERBS}\w* (?:that )?(?:[\w-]+ ){{0,10}}?not be\b", ("not be",)),
    Trigger(
        Direction.AGAINST,
        rf"\b(?:is|are|be) (?:{_NOT} (?:\w+ )?{_DONE}|contraindicated|discouraged)\b",
        (*_DONE_WORDS, "contraindicated", "discouraged"),
    ),
    Trigger(Direction.AGAINST, r"\brecommendation against\b", ("against",)),
    Trigger(Direction.SUGGEST, r"\b(?:should|must|shall|ought to) (?:also )?consider\b", ("consider",)),
    Trigger(
        Direction.OPTION,
        rf"(?:{_CLAUSE}|{_LED})(?P<says>{_HOW}consider\b)|\b(?:may|might|can|could) (?:also )?consider\b",
        ("consider",),
    ),
    Trigger(
        Direction.POSSIBLE,
        rf"\b(?:may|might|can|could) (?:also )?be {_USED}\b",
        ("be considered", "be used", "be offered", "be tried", "be reasonable"),
    ),
    Trigger(Direction.SUGGEST, r"\b(?:is|are) (?:also )?reasonable\b", ("reasonable",)),
    Trigger(Direction.SUGGEST, rf"\b{_WE}suggest\w*\b|\b(?:is|are) suggested\b", ("suggest",)),
    Trigger(Direction.FOR, rf"\b{_WE}{_RECOMMEND}\w*\b", _STEMS),
    Trigger(
        Direction.FOR,
        rf"\b(?:is|are|be) (?:strongly |usually |generally |probably )?{_DONE}\b",
        _DONE_WORDS,
    ),
    Trigger(
        Direction.LESS,
        rf"(?:{_SENTENCE}|{_LED})(?P<says>{_HOW}(?:{_TO_DO_LESS.replace(' ', '|')}){_VERB})",
        (),
        frozenset(_TO_DO_LESS.split()),
    ),
    Trigger(
        Direction.FOR,
        rf"(?:{_SENTENCE}|{_LED})(?P<says>{_HOW}(?:{_TO_DO.replace(' ', '|')}){_VERB})",
        (),
        frozenset(_TO_DO.split()),
    ),
    Trigger(Direction.FOR, rf"\b{_MODAL}\b", _MODALS),
)
"""The words; those that say more stand before those that they hold: what one has taken no other sees."""

_TAKEN = "\0"
_WORD = re.compile(r"[a-z]+")
_PATTERNS = [(each, re.compile(each.pattern, re.IGNORECASE)) for each in TRIGGERS]


def find_triggers(sentence: str) -> dict[Direction, list[str]]:
    """Return the words of a sentence that give it a direction, as they stand there, by direction."""
    found: dict[Direction, list[tuple[int, str]]] = {}
    rest, folded = sentence, sentence.lower()
    words = frozenset(_WORD.findall(folded))
    for trigger, pattern in _PATTERNS:
        if trigger.words.isdisjoint(words) and not any(sign in folded for sign in trigger.signs):
            continue
        for match in list(pattern.finditer(rest)):
            start, end = match.span("says" if match.groupdict().get("says") else 0)
            found.setdefault(trigger.direction, []).append((start, sentence[start:end].strip()))
            rest = rest[:start] + _TAKEN * (end - start) + rest[end:]
    return {direction: [words for _at, words in sorted(places)] for direction, places in found.items()}


_TOWARDS = frozenset({Direction.FOR, Direction.SUGGEST, Direction.OPTION, Direction.POSSIBLE})
"""Directions that differ in strength alone: where the own one of a kind that directs is there, another does not
contradict it. A finding directs to nothing, so what may be done excuses no “should” beside it."""
_ANY = frozenset(Direction)

ALLOWED: Mapping[Kind, frozenset[Direction]] = {
    Kind.DO: frozenset({Direction.FOR, Direction.LESS, Direction.SUGGEST}),
    Kind.GOOD_PRACTICE: _TOWARDS | {Direction.LESS},
    Kind.CONSIDER: frozenset({Direction.OPTION, Direction.POSSIBLE, Direction.SUGGEST}),
    Kind.DONT: frozenset({Direction.AGAINST, Direction.LESS}),
    Kind.AGAINST: frozenset({Direction.AGAINST, Direction.LESS}),
    Kind.GOOD_PRACTICE_AGAINST: frozenset({Direction.AGAINST, Direction.LESS}),
    Kind.CAUTION: _ANY - {Direction.NONE},
    Kind.NO_RECOMMENDATION: frozenset({Direction.NONE}),
    Kind.RESEARCH: _ANY,
    Kind.MIXED: _ANY,
    # What can be done is a finding as well.
    Kind.FACT: frozenset({Direction.POSSIBLE}),
    Kind.RED_FLAG: _ANY,
}
"""The directions that a sentence of a kind may have."""

FITTING: Mapping[Direction, str] = {
    Direction.FOR: ".do",
    Direction.SUGGEST: ".do or .consider",
    Direction.AGAINST: ".dont, .against or .caution",
    Direction.LESS: ".do or .dont",
    Direction.OPTION: ".consider",
    Direction.POSSIBLE: ".consider",
    Direction.NONE: ".no-recommendation",
}
"""The kinds that fit a direction, in words."""
_FITTING_POINTS: Mapping[tuple[Kind, Direction], str] = {
    (Kind.GOOD_PRACTICE, Direction.AGAINST): ".good-practice-against",
    **{(Kind.GOOD_PRACTICE_AGAINST, each): ".good-practice" for each in _TOWARDS},
}
"""A good practice point stays one, whichever way it points."""


def find_contradiction(kind: Kind, sentence: str) -> str | None:
    """Return what in a sentence contradicts its kind, to stand behind the statement's name; None for nothing."""
    triggers = find_triggers(sentence)
    own = triggers.keys() & ALLOWED[kind]
    excused = _TOWARDS | {Direction.LESS} if own & _TOWARDS and kind is not Kind.FACT else frozenset()
    wrong = [each for each in triggers if each not in ALLOWED[kind] | excused]
    if not wrong:
        return None
    both = Direction.AGAINST in triggers and triggers.keys() & _TOWARDS
    if both and kind is not Kind.FACT:
        words = " and ".join(f"“{triggers[each][0]}”" for each in triggers if each is not Direction.NONE)
        what = f"says {words}, two directions in one statement: make two of it, or use .mixed"
    else:
        words = " and ".join(f"“{triggers[each][0]}”" for each in wrong)
        fitting = " or ".join(dict.fromkeys(_FITTING_POINTS.get((kind, each), FITTING[each]) for each in wrong))
        what = f"says {words}: use {fitting}"
    return f'is .{kind} but its sentence {what}; if it is right as it is, add wording="checked" to its list.'


def check_wording(kind: Kind, sentence: str, *, checked: bool) -> Iterator[str]:
    """Yield what is wrong with a statement's kind; `checked` is whether an editor says that it is right."""
    contradiction = find_contradiction(kind, sentence)
    if contradiction and not checked:
        yield contradiction
    if checked and not contradiction:
        yield f'has wording="checked", and nothing in its words contradicts .{kind}: take that out.'
