"""What names a work: which DOIs, PMIDs, PMCIDs and addresses are refused, and what was probably meant."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.references.record_file import SOUND, THIRD, check, read

DOI = "a DOI such as 10.1136/bmj.n71, without https://doi.org/"
PMID = "a PMID: a number of up to 8 digits, as text"


def of(field: str, value: object, allowed: str) -> str:
    return f"{field} of “third” is {value!r}; allowed: {allowed}."


# What is wrong, beside a sound record: where the caret stands, and what is said.
REFUSED: dict[str, tuple[Any, list[tuple[str, str]]]] = {
    "a DOI that is an address": (
        THIRD | {"DOI": "https://doi.org/10.1000/x"},
        [('"https:', of("DOI", "https://doi.org/10.1000/x", DOI) + " Did you mean “10.1000/x”?")],
    ),
    "a DOI after a word": (
        THIRD | {"DOI": "doi: 10.1000/x"},
        [('"doi:', of("DOI", "doi: 10.1000/x", DOI) + " Did you mean “10.1000/x”?")],
    ),
    "a DOI with a space": (
        THIRD | {"DOI": "10.1000/ x"},
        [('"10.1000/ x"', of("DOI", "10.1000/ x", DOI) + " Did you mean “10.1000/x”?")],
    ),
    "a DOI with a space that nobody sees": (
        THIRD | {"DOI": "10.1000/x\u200b"},
        [('"10.1000/x', of("DOI", "10.1000/x\u200b", DOI) + " Did you mean “10.1000/x”?")],
    ),
    "a DOI with its sentence's full stop": (
        THIRD | {"DOI": "10.1000/x."},
        [('"10.1000/x."', of("DOI", "10.1000/x.", DOI) + " Did you mean “10.1000/x”?")],
    ),
    "a DOI with its sentence's bracket": (
        THIRD | {"DOI": "10.1016/S0140-6736(11)60937-9)."},
        [
            (
                '"10.1016',
                of("DOI", "10.1016/S0140-6736(11)60937-9).", DOI)
                + " Did you mean “10.1016/S0140-6736(11)60937-9”?",
            )
        ],
    ),
    "a DOI with a prefix that is none": (
        THIRD | {"DOI": "11.1000/x"},
        [('"11.1000/x"', of("DOI", "11.1000/x", DOI))],
    ),
    "a DOI without what stands behind its prefix": (
        THIRD | {"DOI": "10.1000/"},
        [('"10', of("DOI", "10.1000/", DOI))],
    ),
    "a PMID with nine digits": (
        THIRD | {"PMID": "123456789"},
        [('"123456789"', of("PMID", "123456789", PMID))],
    ),
    "a PMID that is nought": (THIRD | {"PMID": "0"}, [('"0"', of("PMID", "0", PMID))]),
    "a PMID that is a number": (
        THIRD | {"PMID": 123},
        [("123", of("PMID", 123, PMID) + " Did you mean “123”?")],
    ),
    "a PMID with noughts before it": (
        THIRD | {"PMID": "0023794653"},
        [('"0023794653"', of("PMID", "0023794653", PMID) + " Did you mean “23794653”?")],
    ),
    "a PMID that is an address": (
        THIRD | {"PMID": "https://pubmed.ncbi.nlm.nih.gov/23794653/"},
        [
            (
                '"https:',
                of("PMID", "https://pubmed.ncbi.nlm.nih.gov/23794653/", PMID) + " Did you mean “23794653”?",
            )
        ],
    ),
    "a PMID in digits that PubMed has not": (
        THIRD | {"PMID": "١٢٣"},
        [('"١٢٣"', of("PMID", "١٢٣", PMID))],
    ),
    "a PMCID without its letters": (
        THIRD | {"PMCID": "3208163"},
        [('"3208163"', of("PMCID", "3208163", "a PMCID such as PMC3208163") + " Did you mean “PMC3208163”?")],
    ),
    "a PMCID in small letters": (
        THIRD | {"PMCID": "pmc3208163"},
        [('"pmc', of("PMCID", "pmc3208163", "a PMCID such as PMC3208163") + " Did you mean “PMC3208163”?")],
    ),
    "an address that runs a script": (
        THIRD | {"URL": "javascript:alert(1)"},
        [('"javascript', of("URL", "javascript:alert(1)", "an address that begins with https:// or http://"))],
    ),
    "an address without its scheme": (
        THIRD | {"URL": "www.example.org/a"},
        [
            (
                '"www',
                of("URL", "www.example.org/a", "an address that begins with https:// or http://")
                + " Did you mean “https://www.example.org/a”?",
            )
        ],
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_record_is_refused_for(tmp_path: Path, name: str) -> None:
    record, expected = REFUSED[name]
    records = read(tmp_path, SOUND, record)
    check(records.problems, 3, expected)
    assert list(records.by_id) == ["first"]


@pytest.mark.parametrize(
    "doi",
    [
        "10.1016/S0140-6736(11)60937-9",
        "10.1000.10/123",
        "10.7326/0003-4819-147-7-200710020-00006",
        "10.1002/(sici)1099-1557(199907/09)8:3<165::aid-pds418>3.0.co;2-#",
        "10.5555/(x)",
        "10.5555/ä",
    ],
)
def test_dois_of_all_shapes_are_taken(tmp_path: Path, doi: str) -> None:
    assert read(tmp_path, THIRD | {"DOI": doi}).problems == ()
