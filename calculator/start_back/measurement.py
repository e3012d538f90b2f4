"""How well the STarT Back tool measures, whom it is for, what it cannot do: for a clinician, never for a patient.

Figures as their sources give them. Their works are named by the guideline's reference keys; a work that it does not
list is named in words.
"""

from __future__ import annotations

import math

from calculator.core.measurement import Finding, GroupShare, MarkedFall, Measurement
from calculator.start_back.instrument import HIGH, LOW, MEDIUM, START_BACK_9

PREDICTING_CHANGE = 2.5
"""The smallest change of the 9-item total that predicted an outcome (Wideman 2012)."""

PREDICTION = Finding(
    "change",
    "Change of the total",
    "A change of 2.5 points or more in the total predicted improved disability at 6 months (AUC 0.80).",
    source="Wideman 2012",
)

FINDINGS = (
    Finding(
        "discrimination",
        "Discriminant AUC",
        "0.73 (leg pain) to 0.92 (disability)",
        ("hill2008",),
    ),
    Finding("reliability", "Test-retest, quadratic weighted kappa", "0.73", ("hill2008",)),
    Finding("high-cut-off", "High-risk cut-off", "specificity 94.6 %, sensitivity 39.6 %", ("hill2008",)),
    Finding("low-cut-off", "Low-risk cut-off", "specificity 65.4 %, sensitivity 80.1 %", ("hill2008",)),
    Finding("time", "Time to complete", "about 2 minutes", ("hill2008",)),
    PREDICTION,
    Finding(
        "trial",
        "Trial (851 patients, 2:1)",
        "Stratified care beat best current care on RMDQ by 1.81 points (95 % CI 1.06–2.57) at 4 months and by 1.06 "
        "(0.25–1.86) at 12 months, at lower cost (GBP 240.01 v 274.40).",
        ("hill2011",),
    ),
    Finding(
        "population",
        "Intended population",
        "Adults (18 and over) with non-specific low back pain in primary care, with or without leg pain.",
        source="Keele University",
    ),
    Finding(
        "limits",
        "Limits",
        "Not for other musculoskeletal or non-musculoskeletal conditions. Not a diagnosis. Screen for red flags "
        "first.",
        source="Keele University",
    ),
    Finding(
        "six-items",
        "6-item form",
        "It has no subscale and cannot tell medium from high: 3 or more of 6 is “not low”. The IMPaCT Back study "
        "used it with GPs.",
        source="cut-off as published by WikiMSK",
    ),
)

OUTCOME = Finding(
    "outcome",
    "Reached a 30 % improvement in RMDQ at 8 weeks",
    "Danish general practice, 304 patients of all groups together",
    ("riis2017",),
)
"""What the shares by group are shares of."""

MEASUREMENT = Measurement(
    findings=FINDINGS,
    outcome=OUTCOME,
    shares=(GroupShare(LOW, 65.6), GroupShare(MEDIUM, 54.9), GroupShare(HIGH, 37.1)),
    marked_fall=MarkedFall(START_BACK_9.id, math.ceil(PREDICTING_CHANGE), PREDICTION),
)
