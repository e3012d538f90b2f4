"""How well the STarT Back tool measures, whom it is for, what it cannot do: for a clinician, never for a patient.

Figures as their sources give them. Their works are named by the guideline's reference keys; a work that it does not
list is named in words.
"""

from __future__ import annotations

import math

from calculator.core.measurement import Claim, Finding, FoundSince, GroupShare, MarkedFall, Measurement
from calculator.start_back.instrument import HIGH, LOW, MEDIUM, START_BACK_9

SINCE = FoundSince(note="note-what-was-found-since-about-stratified-care")
"""Says that the evidence on effect is mixed, trial by trial, and that the figures on prediction stand."""

PREDICTING_CHANGE = 2.5
"""The smallest change of the 9-item total that predicted an outcome (Wideman 2012)."""

PREDICTION = Finding(
    "change",
    "Change of the total",
    "A change of 2.5 points or more in the total predicted improved disability at 6 months (AUC 0.80).",
    Claim.PERFORMANCE,
    source="Wideman 2012",
    since=SINCE,
)

FINDINGS = (
    Finding(
        "discrimination",
        "Discriminant AUC",
        "0.73 (leg pain) to 0.92 (disability)",
        Claim.PERFORMANCE,
        ("hill2008",),
        since=SINCE,
    ),
    Finding(
        "reliability",
        "Test-retest, quadratic weighted kappa",
        "0.73",
        Claim.PERFORMANCE,
        ("hill2008",),
        since=SINCE,
    ),
    Finding(
        "high-cut-off",
        "High-risk cut-off",
        "specificity 94.6 %, sensitivity 39.6 %",
        Claim.PERFORMANCE,
        ("hill2008",),
        since=SINCE,
    ),
    Finding(
        "low-cut-off",
        "Low-risk cut-off",
        "specificity 65.4 %, sensitivity 80.1 %",
        Claim.PERFORMANCE,
        ("hill2008",),
        since=SINCE,
    ),
    Finding("time", "Time to complete", "about 2 minutes", Claim.SCOPE, ("hill2008",)),
    PREDICTION,
    Finding(
        "trial",
        "Trial (851 patients, 2:1)",
        "Stratified care beat best current care on RMDQ by 1.81 points (95 % CI 1.06–2.57) at 4 months and by 1.06 "
        "(0.25–1.86) at 12 months, at lower cost (GBP 240.01 v 274.40).",
        Claim.EFFECT,
        ("hill2011",),
        since=SINCE,
    ),
    Finding(
        "population",
        "Intended population",
        "Adults (18 and over) with non-specific low back pain in primary care, with or without leg pain.",
        Claim.SCOPE,
        source="Keele University",
    ),
    Finding(
        "limits",
        "Limits",
        "Not for other musculoskeletal or non-musculoskeletal conditions. Not a diagnosis. Screen for red flags "
        "first.",
        Claim.SCOPE,
        source="Keele University",
    ),
    Finding(
        "six-items",
        "6-item form",
        "It has no subscale and cannot tell medium from high: 3 or more of 6 is “not low”. The IMPaCT Back study "
        "used it with GPs.",
        Claim.SCOPE,
        source="cut-off as published by WikiMSK",
    ),
)

OUTCOME = Finding(
    "outcome",
    "Reached a 30 % improvement in RMDQ at 8 weeks",
    "Danish general practice, 304 patients of all groups together",
    Claim.PERFORMANCE,
    ("riis2017",),
    since=SINCE,
)
"""What the shares by group are shares of."""

MEASUREMENT = Measurement(
    findings=FINDINGS,
    outcome=OUTCOME,
    shares=(GroupShare(LOW, 65.6), GroupShare(MEDIUM, 54.9), GroupShare(HIGH, 37.1)),
    marked_fall=MarkedFall(START_BACK_9.id, math.ceil(PREDICTING_CHANGE), PREDICTION),
)
