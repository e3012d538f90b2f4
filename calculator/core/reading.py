"""Reading a request: every fault is named at once, with its field, its value and what is allowed.

A field may be absent or null (not known), but red flags are all of them or none.
"""

from __future__ import annotations

from datetime import date

from calculator.core.calculator import Calculator
from calculator.core.fields import DateField, Value
from calculator.core.instrument import Instrument
from calculator.core.messages import number_word
from calculator.core.request import Contradiction, Fault, InvalidRequestError, Request
from calculator.core.strict_json import Json, JsonObject, NotStrictJsonError, read

TODAY = DateField("today", "", "")
"""The day on which the form was filled in, by the reader's own clock."""


def group_known_twice(request: Request) -> Contradiction | None:
    """Refuse a group that is known beforehand beside answers, which lead to one themselves."""
    if request.answers is None or request.risk_group is None:
        return None
    return Contradiction(("answers", "risk_group"), "either answers or risk_group, not both")


def read_request(text: str | bytes, calculator: Calculator) -> Request:
    """Read a request to a calculator from its JSON text.

    Raises InvalidRequestError with every fault that the text has.
    """
    try:
        written = read(text)
    except NotStrictJsonError as error:
        raise InvalidRequestError((Fault("$", error.value, error.allowed),)) from error
    if not isinstance(written, JsonObject):
        raise InvalidRequestError((Fault("$", written, "one JSON object"),))
    return _Reader(calculator, written).request()


class _Reader:
    """Collects the faults of one request, one entry a field, while its fields are read."""

    def __init__(self, calculator: Calculator, written: JsonObject) -> None:
        self._calculator = calculator
        self._written = written
        self._faults: dict[str, Fault] = {}

    def request(self) -> Request:
        """Return the request. Raises InvalidRequestError."""
        calculator, written = self._calculator, self._written
        names = ("instrument", "answers", "risk_group", "red_flags", *calculator.field_by_name, TODAY.name)
        self._refuse_extra(written, names, "", "the fields")
        instrument = self._instrument(written.get("instrument"))
        request = Request(
            instrument,
            answers=self._answers(written.get("answers"), instrument),
            risk_group=self._risk_group(written.get("risk_group")),
            red_flags=self._red_flags(written.get("red_flags")),
            values=self._values(),
            today=self._today(written.get(TODAY.name)),
        )
        self._refuse_contradictions(request)
        if self._faults:
            raise InvalidRequestError(tuple(self._faults.values()))
        return request

    def _fault(self, name: str, value: Json, allowed: str, together: tuple[str, ...] = ()) -> None:
        self._faults.setdefault(name, Fault(name, value, allowed, together))

    def _refuse_extra(self, written: JsonObject, names: tuple[str, ...], prefix: str, what: str) -> None:
        for key, value in written.items():
            if key not in names:
                self._fault(prefix + key, value, f"no such field; {what}: {', '.join(names)}")
            elif key in written.repeated:
                self._fault(prefix + key, value, "given once")

    def _instrument(self, value: Json) -> Instrument:
        forms = self._calculator.instrument_by_id
        if isinstance(value, str) and value in forms:
            return forms[value]
        if value is not None:
            self._fault("instrument", value, ", ".join(forms))
        return self._calculator.instrument

    def _answers(self, value: Json, instrument: Instrument) -> dict[int, str | None] | None:
        if value is None:
            return None
        if not isinstance(value, JsonObject):
            self._fault("answers", value, "an object of item numbers and answers, or null")
            return None
        names = tuple(str(number) for number in instrument.item_by_number)
        self._refuse_extra(value, names, "answers.", f"the items of {instrument.id}")
        answers: dict[int, str | None] = {}
        for item in instrument.items:
            answer = value.get(str(item.number))
            offered = [choice.value for choice in item.choices]
            if answer is None or (isinstance(answer, str) and answer in offered):
                answers[item.number] = answer
            else:
                self._fault(f"answers.{item.number}", answer, ", ".join(offered))
        return answers

    def _risk_group(self, value: Json) -> str | None:
        groups = self._calculator.groups
        if isinstance(value, str) and value in groups:
            return value
        if value is not None:
            self._fault("risk_group", value, ", ".join(groups))
        return None

    def _red_flags(self, value: Json) -> dict[str, bool] | None:
        if value is None:
            return None
        if not isinstance(value, JsonObject):
            count = number_word(len(self._calculator.red_flags))
            self._fault("red_flags", value, f"an object with all {count} red flags, or null")
            return None
        names = tuple(self._calculator.red_flag_by_id)
        self._refuse_extra(value, names, "red_flags.", "the red flags")
        flags: dict[str, bool] = {}
        for name in names:
            answer = value.get(name)
            if isinstance(answer, bool):
                flags[name] = answer
            else:
                self._fault(f"red_flags.{name}", answer, "true, false")
        return flags

    def _values(self) -> dict[str, Value]:
        values: dict[str, Value] = {}
        for each in self._calculator.fields:
            written = self._written.get(each.name)
            if written is None:
                continue
            value = each.read(written)
            if value is None:
                self._fault(each.name, written, each.allowed)
            else:
                values[each.name] = value
        return values

    def _today(self, written: Json) -> date | None:
        if written is None:
            return None
        value = TODAY.read(written)
        if value is None:
            self._fault(TODAY.name, written, TODAY.allowed)
        assert value is None or isinstance(value, date)
        return value

    def _refuse_contradictions(self, request: Request) -> None:
        faulty = {name.partition(".")[0] for name in self._faults}
        for check in (group_known_twice, *self._calculator.checks):
            contradiction = check(request)
            # A field that is wrong by itself says nothing about another one.
            if contradiction is None or not faulty.isdisjoint((*contradiction.fields, *contradiction.rests_on)):
                continue
            for name in contradiction.fields:
                self._fault(name, self._written[name], contradiction.allowed, contradiction.fields)
            if contradiction.makes_unusable:
                faulty.update(contradiction.fields)
