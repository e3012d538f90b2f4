"""The contract's example, its whole response worked out by hand."""

import json
from pathlib import Path

from tests.calculator import oracle
from tests.calculator.helpers import FULL_REQUEST, respond

EXAMPLE = json.loads(
    Path(__file__).parent.with_name("vectors").joinpath("golden-design-example.json").read_text("ascii")
)


def test_the_example_of_the_contract_has_the_response_worked_out_by_hand() -> None:
    assert respond(EXAMPLE["request"]) == EXAMPLE["response"]


def test_the_second_computation_agrees_with_the_hand() -> None:
    assert oracle.respond(EXAMPLE["request"]) == EXAMPLE["response"]


def test_the_other_tests_start_from_the_same_example() -> None:
    assert EXAMPLE["request"] == FULL_REQUEST
