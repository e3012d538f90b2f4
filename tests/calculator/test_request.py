"""Requests: what is refused and for which fields, and what only looks wrong."""

import json
from typing import Any

import pytest

from calculator import assess
from tests.calculator.helpers import FULL_REQUEST, MEDIUM_SHEET, NO_FLAGS, ask, faults, read, respond
from tests.calculator.invalid_requests import AS_DATA, AS_TEXT, LIMIT, changed
from tests.calculator.oracle_faults import fault_fields


def named(table: list[Any]) -> list[Any]:
    return [pytest.param(*rest, id=name) for name, *rest in table]


def padded(size: int) -> bytes:
    """The contract's example, brought to a size in bytes by white space, which JSON allows."""
    return json.dumps(FULL_REQUEST).encode().ljust(size)


@pytest.mark.parametrize(("text", "fields"), named(AS_TEXT))
def test_a_wrong_request_is_told_every_field_at_fault(text: str, fields: set[str]) -> None:
    assert faults(text) == fields
    assert assess(text.encode()) == assess(text)


@pytest.mark.parametrize(("request_data", "fields"), named(AS_DATA))
def test_the_second_computation_finds_the_same_faults(request_data: dict[str, Any], fields: set[str]) -> None:
    assert fault_fields(request_data) == fields


@pytest.mark.parametrize(("request_data", "fields"), named(AS_DATA))
def test_each_fault_is_told_with_the_value_that_was_sent(request_data: dict[str, Any], fields: set[str]) -> None:
    told = {entry["field"]: entry["value"] for entry in respond(request_data)["errors"]}
    for field in fields:
        top, _, within = field.partition(".")
        sent = request_data[top].get(within) if within else request_data[top]
        assert json.dumps(told[field]) == json.dumps(sent), "true is not 1, and 2.0 is not 2"


@pytest.mark.parametrize("item", range(1, 9))
def test_items_1_to_8_are_agreed_or_disagreed_with(item: int) -> None:
    (entry,) = respond({"answers": {str(item): "sometimes"}})["errors"]
    assert (entry["field"], entry["value"]) == (f"answers.{item}", "sometimes")
    assert set(entry["allowed"].split(", ")) == {"agree", "disagree"}


def test_item_9_has_five_answers_in_the_order_of_the_form() -> None:
    assert respond({"answers": {"9": "sometimes"}}) == {
        "ok": False,
        "errors": [
            {
                "field": "answers.9",
                "value": "sometimes",
                "allowed": "not-at-all, slightly, moderately, very-much, extremely",
            }
        ],
    }


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"weeks_since_onset": 3.0, "sessions_attended": 2.0}, id="2.0 is a whole number"),
        pytest.param({"weeks_since_onset": 1040, "sessions_attended": 500}, id="the largest numbers"),
        pytest.param({"weeks_since_onset": 0, "sessions_attended": 0}, id="the smallest numbers"),
        pytest.param({"weeks_since_onset": -0.0, "sessions_attended": -0.0}, id="minus zero is zero"),
        pytest.param({"sessions_attended": 0, "weeks_since_first_session": 2}, id="no session at week 2"),
        pytest.param({"weeks_since_first_session": 2}, id="weeks told and weeks from the dates a week apart"),
        pytest.param({"weeks_since_onset": 0}, id="care a week longer than the pain"),
        pytest.param(
            {"weeks_since_onset": None, "weeks_since_first_session": None, "first_session": "2006-12-18"},
            id="a first session 1,040 weeks ago",
        ),
        pytest.param(
            {"weeks_since_first_session": None, "first_session": "2027-11-22"},
            id="a first session in 52 weeks",
        ),
        pytest.param(
            {"weeks_since_first_session": 1, "first_session": "2026-12-07"},
            id="a session still to come counts as week 0, within a week of the week told",
        ),
        pytest.param({"today": None, "first_session": "1900-01-01"}, id="the first date"),
        pytest.param({"today": None, "first_session": "2199-12-31"}, id="the last date"),
        pytest.param({"today": None, "first_session": "2028-02-29"}, id="a leap day"),
        pytest.param({"today": None, "first_session": "2000-02-29"}, id="a leap day of a century"),
        pytest.param({"risk_group": None}, id="a group of null beside answers"),
        pytest.param({"risk_group": "low", "answers": None}, id="answers of null beside a group"),
        pytest.param({"instrument": "start-back-6", "answers": None}, id="a form without answers"),
    ],
)
def test_what_only_looks_wrong_is_accepted(changes: dict[str, Any]) -> None:
    response = respond(changed(changes))
    assert response["ok"], response


def test_care_a_week_longer_than_the_pain_is_rounding_in_whatever_decimals() -> None:
    """0.36 and 1.36 weeks are a week apart, although their binary numbers are a little more than that."""
    for hundredths in range(1500):
        onset, week_later, more = hundredths / 100, (hundredths + 100) / 100, (hundredths + 101) / 100
        assert respond({"weeks_since_onset": onset, "weeks_since_first_session": week_later})["ok"], onset
        assert not respond({"weeks_since_onset": onset, "weeks_since_first_session": more})["ok"], onset


def test_an_empty_request_is_valid_and_has_neither_score_nor_plan() -> None:
    response = ask("{}")
    assert (response["ok"], response["score"], response["plan"]) == (True, None, None)


@pytest.mark.parametrize("space", [" ", "\n", "\t", "\r\n"])
def test_white_space_about_a_request_is_no_fault(space: str) -> None:
    assert ask(space + json.dumps(FULL_REQUEST) + space) == respond(FULL_REQUEST)


def test_a_request_spelled_in_escapes_is_the_same_request() -> None:
    assert ask('{"ns\\u0061id": "\\u0074ried", "red_flags": null}') == respond({"nsaid": "tried"})


@pytest.mark.parametrize("whole", ["2.0", "2e0", "20e-1", "0.2E1"])
def test_a_whole_number_may_be_written_in_any_way_json_has(whole: str) -> None:
    flags = json.dumps(NO_FLAGS)
    expected = respond({"sessions_attended": 2, "red_flags": NO_FLAGS})
    assert ask(f'{{"sessions_attended": {whole}, "red_flags": {flags}}}') == expected


def test_64_kib_are_accepted_and_one_byte_more_is_not() -> None:
    assert ask(padded(LIMIT)) == respond(FULL_REQUEST)
    assert ask(padded(LIMIT).decode()) == respond(FULL_REQUEST)
    assert faults(padded(LIMIT + 1)) == {"$"}
    assert faults(padded(LIMIT + 1).decode()) == {"$"}


def test_the_limit_counts_bytes_and_not_letters() -> None:
    long = json.dumps({"nsaid": "\u00e9" * 40_000}, ensure_ascii=False)
    assert len(long) < LIMIT < len(long.encode())
    assert faults(long) == faults(long.encode()) == {"$"}


@pytest.mark.parametrize("constant", ["NaN", "Infinity", "-Infinity"])
def test_nan_and_infinity_are_not_json(constant: str) -> None:
    assert faults(f'{{"weeks_since_onset": {constant}}}') <= {"$", "weeks_since_onset"}
    assert faults(f'{{"answers": {{"1": {constant}}}}}') <= {"$", "answers.1"}
    assert faults(constant) == {"$"}


@pytest.mark.parametrize("field", ["weeks_since_onset", "weeks_since_first_session", "sessions_attended"])
@pytest.mark.parametrize("digits", ["9" * 5000, "-" + "9" * 5000, "0." + "9" * 5000 + "e9999", "1" + "0" * 60_000])
def test_a_number_of_thousands_of_digits_is_a_fault_of_its_field(field: str, digits: str) -> None:
    assert faults(f'{{"{field}": {digits}}}') == {field}


def test_a_number_of_thousands_of_digits_in_a_field_without_numbers_is_a_fault_of_that_field() -> None:
    assert faults('{"nsaid": ' + "9" * 5000 + "}") == {"nsaid"}
    assert faults('{"answers": {"9": ' + "9" * 5000 + "}}") == {"answers.9"}


@pytest.mark.parametrize(
    "data",
    [
        b"\xff",
        b'{"nsaid": "\xff"}',
        b'{"nsaid": "\xc3"}',
        b'{"nsaid": "\xed\xa0\x80"}',  # a surrogate in UTF-8
        b'{"nsaid": "\xc0\xaf"}',  # an overlong slash
        json.dumps(FULL_REQUEST).encode("utf-16"),
        json.dumps(FULL_REQUEST).encode("utf-32-le"),
    ],
)
def test_what_is_not_utf_8_is_not_a_request(data: bytes) -> None:
    assert faults(data) == {"$"}


@pytest.mark.parametrize("text", ["[" * 30_000, "[" * 30_000 + "]" * 30_000, '{"a":' * 10_000])
def test_deep_nesting_is_refused(text: str) -> None:
    assert faults(text) == {"$"}


@pytest.mark.parametrize("depth", [50, 500, 900, 1000, 3000, 30_000])
def test_deep_nesting_within_a_field_is_refused(depth: int) -> None:
    assert faults('{"answers": ' + "[" * depth + "]" * depth + "}") <= {"$", "answers"}
    objects = '{"1":' * min(depth, 9000) + "1" + "}" * min(depth, 9000)
    assert faults(f'{{"answers": {objects}}}') <= {"$", "answers.1"}


@pytest.mark.parametrize("surrogate", ["\\ud800", "\\udfff", "a\\udc00"])
def test_half_a_character_is_a_fault_of_its_field(surrogate: str) -> None:
    assert faults(f'{{"nsaid": "{surrogate}"}}') == {"nsaid"}
    (entry,) = ask(f'{{"{surrogate}": 1}}')["errors"]
    assert entry["field"] == json.loads(f'"{surrogate}"')


def test_half_a_character_in_the_text_itself_is_refused() -> None:
    assert faults('{"nsaid": "\ud800"}') <= {"$", "nsaid"}
    assert faults("\ud800") == {"$"}


def test_a_value_is_told_in_ascii_whatever_was_sent() -> None:
    (entry,) = read(assess('{"nsaid": "\u2028\u00e9\U0001f600"}'))["errors"]
    assert entry["value"] == "\u2028\u00e9\U0001f600"


@pytest.mark.parametrize("name", ["", "$x", "a.b", "answers.1", "\u00e9", "__proto__", "__class__", "constructor"])
def test_an_unknown_field_is_named_whatever_it_is_called(name: str) -> None:
    assert faults(json.dumps({name: 1})) == {name}


def test_a_field_known_elsewhere_is_unknown_here() -> None:
    assert faults(json.dumps({"fracture": True, "1": "agree"})) == {"fracture", "1"}
    assert faults(json.dumps({"answers": {"answers": {}}})) == {"answers.answers"}


def test_every_fault_is_one_entry_even_when_two_rules_find_it() -> None:
    """Care of 30 weeks contradicts the dates and the onset; each of the three fields is named once."""
    request = {"weeks_since_onset": 3, "weeks_since_first_session": 30, "answers": MEDIUM_SHEET}
    assert faults(json.dumps(FULL_REQUEST | request)) == {
        "weeks_since_onset",
        "weeks_since_first_session",
        "first_session",
    }


def test_a_fault_of_its_own_keeps_a_field_out_of_checks_across_fields() -> None:
    """Each pair would contradict, were the first of them valid."""
    for changes in (
        {"weeks_since_onset": -5, "weeks_since_first_session": 2},
        {"weeks_since_first_session": "30"},
        {"today": "2026-11-31", "weeks_since_first_session": 3.5},
        {"risk_group": "lowest"},
    ):
        assert faults(json.dumps(changed(changes))) == {next(iter(changes))}
