"""The Keele STarT Back Screening Tool: its wording, its points and its cut-offs, as data.

Source: Keele University, "Using and scoring the STarT Back Screening Tool"; Hill 2008
(doi:10.1002/art.23563). The wording is the validated instrument: never paraphrase or translate an item.
"""

from __future__ import annotations

from enum import StrEnum

from calculator.core.instrument import Band, Choice, Instrument, Item, Scale


class Risk(StrEnum):
    """The risk group that a score leads to: the risk of persistent disabling pain."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    NOT_LOW = "not-low"
    """Only the 6-item form gives it: it cannot tell medium from high."""


STEM = "Thinking about the last 2 weeks tick your response to the following questions:"
"""Keele's introduction to the items."""

COPYRIGHT = "Copyright 2021 Keele University; funded by Arthritis Research UK (now Versus Arthritis)."

TERMS = (
    "Keele University: no licence is needed for non-commercial use; commercial products must contact Keele "
    "University. The wording may not be changed, nor translated by machine."
)

AGREEMENT = (Choice("disagree", "Disagree", 0), Choice("agree", "Agree", 1))
BOTHERSOMENESS = (
    Choice("not-at-all", "Not at all", 0),
    Choice("slightly", "Slightly", 0),
    Choice("moderately", "Moderately", 0),
    Choice("very-much", "Very much", 1),
    Choice("extremely", "Extremely", 1),
)

ITEMS = (
    Item(1, "My back pain has spread down my leg(s) at some time in the last 2 weeks", "leg pain", AGREEMENT),
    Item(
        2, "I have had pain in the shoulder or neck at some time in the last 2 weeks", "pain elsewhere", AGREEMENT
    ),
    Item(3, "I have only walked short distances because of my back pain", "disability (walking)", AGREEMENT),
    Item(
        4,
        "In the last 2 weeks, I have dressed more slowly than usual because of back pain",
        "disability (dressing)",
        AGREEMENT,
    ),
    Item(
        5, "It's not really safe for a person with a condition like mine to be physically active", "fear", AGREEMENT
    ),
    Item(6, "Worrying thoughts have been going through my mind a lot of the time", "anxiety", AGREEMENT),
    Item(
        7,
        "I feel that my back pain is terrible and it's never going to get any better",
        "catastrophising",
        AGREEMENT,
    ),
    Item(8, "In general I have not enjoyed all the things I used to enjoy", "low mood", AGREEMENT),
    Item(
        9, "Overall, how bothersome has your back pain been in the last 2 weeks?", "bothersomeness", BOTHERSOMENESS
    ),
)

LOW_MOOD_ITEM = 8
"""The item whose "agree" calls for the low-mood notice."""

ASKED_IN_9_ALONE = (2, 5, 6)
"""The items that the 6-item form does not have."""

LOW_AT_MOST = 3
"""The highest total of the 9-item form that is still low risk."""
HIGH_FROM_DISTRESS = 4
"""The lowest distress score that is high risk."""
SIX_ITEMS_LOW_AT_MOST = 2
"""The highest total of the 6-item form that is still low risk."""


def _total(items: tuple[Item, ...]) -> Scale:
    return Scale(
        "total",
        tuple(item.number for item in items),
        label="Total",
        title="Total",
        question_label="Total",
        record_label="Total score",
        paper_label="Total of questions 1 to 9:",
        sheet_label="Total, questions 1 to 9",
    )


DISTRESS = Scale(
    "distress",
    (5, 6, 7, 8, 9),
    label="Distress",
    title="Distress subscale (questions 5 to 9)",
    question_label="Questions 5 to 9 (distress)",
    record_label="Distress score, items 5 to 9",
    paper_label="Points of questions 5 to 9 alone:",
    sheet_label="Distress, questions 5 to 9 alone",
)

LOW = Band(
    Risk.LOW,
    "low",
    "L",
    {},
    plain="A little support may be enough",
    paper_rule=f"Total {LOW_AT_MOST} or less: low risk",
)
MEDIUM = Band(
    Risk.MEDIUM,
    "medium",
    "M",
    {"total": LOW_AT_MOST + 1},
    plain="Regular physical therapy, with a plan made for you, may help",
    paper_rule=(
        f"Total {LOW_AT_MOST + 1} or more, and questions 5 to 9 give {HIGH_FROM_DISTRESS - 1} or less: medium risk"
    ),
)
HIGH = Band(
    Risk.HIGH,
    "high",
    "H",
    {"total": LOW_AT_MOST + 1, "distress": HIGH_FROM_DISTRESS},
    plain="You may need support for more than your back: your worries, mood and daily life count too",
    paper_rule=f"Questions 5 to 9 give {HIGH_FROM_DISTRESS} or more: high risk",
)
NOT_LOW = Band(
    Risk.NOT_LOW,
    "medium or high",
    "M/H",
    {"total": SIX_ITEMS_LOW_AT_MOST + 1},
    decides=False,
)

ITEMS_TITLE = "The nine STarT Back questions"

START_BACK_9 = Instrument(
    "start-back-9",
    "The Keele STarT Back Screening Tool, 9 items",
    STEM,
    COPYRIGHT,
    TERMS,
    ITEMS,
    (_total(ITEMS), DISTRESS),
    (LOW, MEDIUM, HIGH),
    items_title=ITEMS_TITLE,
    scoring_rule=(
        f"Rule: total {LOW_AT_MOST} or less is low; {LOW_AT_MOST + 1} or more is medium; but {HIGH_FROM_DISTRESS} "
        "or more points in questions 5 to 9 are high."
    ),
    used_for="9 items, which the guideline means",
    legend="total",
)
SIX_ITEMS = tuple(item for item in ITEMS if item.number not in ASKED_IN_9_ALONE)
START_BACK_6 = Instrument(
    "start-back-6",
    "The Keele STarT Back Screening Tool, 6 items",
    STEM,
    COPYRIGHT,
    TERMS,
    SIX_ITEMS,
    (_total(SIX_ITEMS),),
    (LOW, NOT_LOW),
    items_title=ITEMS_TITLE,
    scoring_rule=(
        f"Rule: total {SIX_ITEMS_LOW_AT_MOST} or less is low; {SIX_ITEMS_LOW_AT_MOST + 1} or more is not low."
    ),
    remark="This form has no distress score.",
    used_for="6 items, then the other three if not low",
    legend="total of 6 items",
)
INSTRUMENTS = (START_BACK_9, START_BACK_6)
