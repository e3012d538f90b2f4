"""LOINC's codes of the STarT Back tool, from the LOINC pages of its panel 91349-1 and of the panel's members.

LOINC knows the 9-item form: its panel, total, distress and risk codes are not the 6-item form's. Displays are left
out where LOINC's own wording is not at hand. Codes of the items' answers were not found.
"""

from __future__ import annotations

from calculator.core.calculator import Codes, Coding
from calculator.start_back.instrument import Risk

SYSTEM = "http://loinc.org"


def _code(code: str, display: str | None = None) -> Coding:
    return Coding(SYSTEM, code, display)


ITEMS = {
    1: _code("91340-0"),
    2: _code("91341-8"),
    3: _code("91342-6"),
    4: _code("91343-4"),
    5: _code("91344-2"),
    6: _code("91345-9"),
    7: _code("91346-7"),
    8: _code("91347-5"),
    9: _code("91348-3"),
}
"""By the item's number."""

START_BACK_9 = Codes(
    panel=_code("91349-1", "STarT Back Screening Tool"),
    scores={"total": _code("91351-7"), "distress": _code("91350-9"), "risk": _code("91352-5")},
    # LOINC's answer list LL3578-3.
    bands={
        Risk.LOW: _code("LA9194-7", "Low"),
        Risk.MEDIUM: _code("LA8982-6", "Medium"),
        Risk.HIGH: _code("LA9193-9", "High"),
    },
)

# The notice that LOINC's licence (loinc.org/license) asks of what contains LOINC content, as HL7's terminology
# authority spells it out for FHIR's `copyright` and HL7's guides print it; there with "1995-2020" before the names.
NOTICE = (
    "This material contains content from LOINC (http://loinc.org). LOINC is copyright © Regenstrief Institute, "
    "Inc. and the Logical Observation Identifiers Names and Codes (LOINC) Committee and is available at no cost "
    "under the license at http://loinc.org/license. LOINC® is a registered United States trademark of Regenstrief "
    "Institute, Inc."
)
"""Goes with every resource that holds a LOINC code."""
