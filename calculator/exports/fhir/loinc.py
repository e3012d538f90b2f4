"""LOINC's codes of the STarT Back tool, from the LOINC pages of its panel 91349-1 and of the panel's members.

LOINC knows the 9-item form: its panel, total, distress and risk codes are not the 6-item form's. Displays are left
out where LOINC's own wording is not at hand.
"""

from __future__ import annotations

from calculator.start_back.instrument import Risk

SYSTEM = "http://loinc.org"

PANEL = "91349-1"
TOTAL = "91351-7"
DISTRESS = "91350-9"
RISK = "91352-5"

ITEMS = {
    1: "91340-0",
    2: "91341-8",
    3: "91342-6",
    4: "91343-4",
    5: "91344-2",
    6: "91345-9",
    7: "91346-7",
    8: "91347-5",
    9: "91348-3",
}
"""By the item's number. Codes of the items' answers were not found: see `coding.answer`."""

RISK_ANSWERS = {Risk.LOW: ("LA9194-7", "Low"), Risk.MEDIUM: ("LA8982-6", "Medium"), Risk.HIGH: ("LA9193-9", "High")}
"""Code and display of each risk group: LOINC's answer list LL3578-3."""

# The notice that LOINC's licence (loinc.org/license) asks of what contains LOINC content, as HL7's terminology
# authority spells it out for FHIR's `copyright` and HL7's guides print it; there with "1995-2020" before the names.
NOTICE = (
    "This material contains content from LOINC (http://loinc.org). LOINC is copyright © Regenstrief Institute, "
    "Inc. and the Logical Observation Identifiers Names and Codes (LOINC) Committee and is available at no cost "
    "under the license at http://loinc.org/license. LOINC® is a registered United States trademark of Regenstrief "
    "Institute, Inc."
)
"""Goes with every resource that holds a LOINC code."""


def code(value: str) -> dict[str, str]:
    """Return a LOINC code as a Coding."""
    return {"system": SYSTEM, "code": value}
