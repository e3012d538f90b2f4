"""The names of CSL's types and fields, compared with the schema that citeproc-py brings along."""

from __future__ import annotations

import re
from pathlib import Path

import citeproc
import pytest

from site_plugins.references import csl as csl_names

SCHEMA = Path(citeproc.DATA_PATH) / "schema" / "schemas" / "styles"


def listed(file: str, rule: str) -> set[str]:
    """The names that a rule of the schema lists."""
    text = re.sub(r"#[^\n]*", "", (SCHEMA / file).read_text(encoding="utf-8"))
    found = re.search(rf'\b{re.escape(rule)} =\s*((?:"[^"]+"[\s|]*)+)', text)
    assert found is not None
    return set(re.findall(r'"([^"]+)"', found[1]))


def test_the_types_are_those_of_csl() -> None:
    assert set(csl_names.TYPES) == listed("csl-types.rnc", "item-types")


@pytest.mark.parametrize(("rule", "names"), [("names", csl_names.PEOPLE), ("dates", csl_names.DATES)])
def test_the_fields_of_people_and_days_are_those_of_csl(rule: str, names: tuple[str, ...]) -> None:
    assert set(names) == listed("csl-variables.rnc", f"variables.{rule}")


@pytest.mark.parametrize(
    ("rule", "names"),
    [("numbers", csl_names.NUMBERS), ("titles", csl_names.TEXTS), ("strings", csl_names.TEXTS)],
)
def test_every_other_field_of_csl_is_known(rule: str, names: tuple[str, ...]) -> None:
    assert listed("csl-variables.rnc", f"variables.{rule}") <= set(names)


def test_no_field_is_of_two_kinds() -> None:
    assert len(set(csl_names.FIELDS)) == len(csl_names.FIELDS)
