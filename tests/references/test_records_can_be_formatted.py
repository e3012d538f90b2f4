"""What is not refused can be formatted: no record that passes ends in an exception later."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from site_plugins.references.csl import DATES, FIELDS, PEOPLE, TYPES, check_record
from site_plugins.references.formatting import format_csl

WORDS = st.text(max_size=12) | st.sampled_from(["12-5", "2nd", "IV", "e1–", "<i>x", "&", "Suppl 1", "\x00", ""])
ODD = WORDS | st.integers(-3, 3000) | st.floats() | st.booleans() | st.none()
NAMES = st.fixed_dictionaries(
    {"family": WORDS}, optional=dict.fromkeys(("given", "suffix", "dropping-particle"), WORDS)
) | st.fixed_dictionaries({"literal": WORDS}, optional={"given": ODD})
DAYS = st.fixed_dictionaries(
    {"date-parts": st.lists(st.lists(st.integers(0, 2100), min_size=1, max_size=3), min_size=1, max_size=2)},
    optional={"season": ODD, "circa": ODD, "literal": WORDS},
) | st.fixed_dictionaries({"literal": WORDS}, optional={"date-parts": st.just([["2013", "07"]])})


@st.composite
def records(draw: st.DrawFn) -> dict[str, Any]:
    """A record with fields of all kinds, of which some are sound and some are not."""
    record: dict[str, Any] = {"id": "x", "type": draw(st.sampled_from(TYPES)), "title": draw(WORDS)}
    for field in draw(st.lists(st.sampled_from(sorted({*FIELDS} - {"id", "type"})), unique=True, max_size=6)):
        if field in PEOPLE:
            record[field] = draw(st.lists(NAMES, max_size=2))
        elif field in DATES:
            record[field] = draw(DAYS)
        elif field in ("DOI", "PMID", "PMCID", "URL"):
            record[field] = draw(st.sampled_from(["10.5555/a<b", "12", "PMC3", "https://example.org/?a=b&c"]) | ODD)
        else:
            record[field] = draw(WORDS if draw(st.booleans()) else ODD)
    return record


@pytest.mark.filterwarnings("ignore::UserWarning")  # citeproc-py's, for fields that it does not know
@settings(max_examples=100, deadline=None, derandomize=True, suppress_health_check=[*HealthCheck])
@given(records())
def test_a_record_that_passes_can_be_formatted(record: dict[str, Any]) -> None:
    assume(not check_record(record, "x"))
    assert format_csl(record).html.encode("utf-8")
