"""Forms of one word find each other; words that only begin alike do not."""

from __future__ import annotations

import re

import pytest

from site_plugins.guideline import Guideline
from site_plugins.search.terms import terms_of
from tests.search.node import in_node

FAMILIES = """
exercise exercised exercising
depress depressed depressing depression depressive
stratify stratified stratifying stratification
therapy therapist
manipulate manipulated manipulating manipulation
inflamed inflammation inflammatory
recommend recommended recommending recommendation
disable disabled disabling disability
weak weakly weakness
harm harmed harmful
worry worried worrying
move moved moving movement
treat treated treating treatment
persist persisting persistent persistence
psychology psychological psychologist
neurology neurological neurologically
infect infected infecting infection infectious
rehabilitate rehabilitated rehabilitation
urinate urinating urination
incontinent incontinence
relax relaxing relaxant relaxation
effect effective effectively effectiveness
severe severely severity
image imaging
swim swimming
recur recurring recurrent recurrence
"""
STRANGERS = """
number numb
several severe
care car
during duration
physical physician
patient pattern
general generic
passive passion
medicine medical
station stat
moment mom
"""


def roots(words: list[str]) -> dict[str, str]:
    return dict(zip(words, in_node([{"root": word} for word in words]), strict=True))


@pytest.mark.parametrize("family", FAMILIES.strip().splitlines())
def test_forms_of_a_word_have_one_root_with_which_all_begin(family: str) -> None:
    [root] = set(roots(words := [word for word in family.split() if len(word) > 3]).values())
    assert [word for word in words if not word.startswith(root)] == []


@pytest.mark.parametrize("pair", STRANGERS.strip().splitlines())
def test_other_words_have_not(pair: str) -> None:
    one, other = pair.split()
    # A word of three letters has no forms.
    assert len(other) < 4 or len(set(roots([one, other]).values())) == 2


def test_among_the_words_of_the_guideline_only_forms_of_a_word_have_one_root(guideline: Guideline) -> None:
    text = " ".join([*(each.text for each in guideline.statements), *guideline.plain.values()])
    by_root: dict[str, set[str]] = {}
    for word, root in roots(sorted({term for term in terms_of(text) if re.fullmatch("[a-z]{4,}", term)})).items():
        by_root.setdefault(root, set()).add(word)
    assert len(by_root) > 200
    assert sorted(" ".join(sorted(words)) for words in by_root.values() if len(words) > 1) == [
        "assess assessment",
        "continue continued",
        "direct directed",
        "disability disabling",
        "effect effectiveness",
        "improved improvement improving",
        "like likely",
        "move moving",
        "persist persistent",
        "progress progressive",
        "stratification stratified",
        "take taking",
        "therapist therapy",
        "work worked",
    ]
