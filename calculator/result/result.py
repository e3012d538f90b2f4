"""The result of one filled form: its assessment, as one site shows it. Views and exports are made from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from calculator.core.assessment import Assessment, assess_request, errors_json
from calculator.core.calculator import Calculator
from calculator.core.dates import day_text
from calculator.core.editions import edition_text, review_notice
from calculator.core.fields import DateField, Field, NumberField, OptionField, Value
from calculator.core.messages import begin_sentence, join_choices, list_names, number_word
from calculator.core.plan import Action, Notice, Plan, When
from calculator.core.reading import TODAY, read_request
from calculator.core.red_flags import RedFlag, Urgency
from calculator.core.request import Fault, InvalidRequestError, Request
from calculator.core.scoring import Score
from calculator.core.strict_json import Json, JsonObject, read
from calculator.result.site import Site
from calculator.result.texts import text

WHERE_TO_GO = {Urgency.EMERGENCY: "emergency-now", Urgency.URGENT: "contact-today"}
"""The notice that says where to go, for each urgency that is not routine; the most urgent first."""

EMERGENCY_SIGNS = "emergency-signs"
"""The notice, where a plan has it, that says what turns a flag that is not the most urgent into an emergency."""

OPEN_QUESTIONS = ("complete-the-form", "ask-the-other-three")
"""The notices that say why no group is known."""


class RefusedError(ValueError):
    """A request with something wrong in it, or without all safety questions answered: there is no plan."""

    def __init__(self, response: dict[str, Json], faults: tuple[Fault, ...] = ()) -> None:
        super().__init__("there is no plan")
        self.response = response
        """The calculator's response: with errors, or without a plan."""
        self.faults = faults
        """What is wrong with the request; empty where only safety questions are not answered."""


@dataclass(frozen=True)
class Result:
    """An assessment that has a plan, on a site."""

    assessment: Assessment
    site: Site

    @property
    def calculator(self) -> Calculator:
        """The calculator that made it."""
        return self.assessment.calculator

    @property
    def request(self) -> Request:
        """What was asked."""
        return self.assessment.request

    @property
    def score(self) -> Score | None:
        """The score of the sheet; None without answers."""
        return self.assessment.score

    @property
    def plan(self) -> Plan:
        """The plan."""
        plan = self.assessment.plan
        assert plan is not None
        return plan

    @property
    def today(self) -> date | None:
        """The day on which the answers were given, by the device's clock; None when the request does not say."""
        return self.request.today

    @property
    def day(self) -> str:
        """The day of the answers in words; empty when the request does not say."""
        return day_text(self.today) if self.today else ""

    @property
    def as_of(self) -> str:
        """A sentence where the answers are not of the reader's own day, or do not say theirs; else empty.

        Whatever shows the result or takes it along must say it: what is due, and whether a red flag stands, was
        worked out for the day of the answers.
        """
        if self.site.day is None or self.today == self.site.day:
            return ""
        if self.today is None:
            return text("result.as-of-unknown", today=day_text(self.site.day))
        return text("result.as-of", day=self.day, today=day_text(self.site.day))

    @property
    def urgent(self) -> bool:
        """Whether a red flag stands: then only where to go is said, and neither score nor treatment."""
        return self.plan.urgent

    @property
    def where_to_go(self) -> Notice:
        """The notice that says where to go under a red flag.

        Where two flags call for two places, it is the more urgent one's alone: nobody must have to choose.
        """
        return self.calculator.notice_by_id[WHERE_TO_GO[self.plan.urgency]]

    @property
    def where_to_go_and_when_at_once(self) -> tuple[str, ...]:
        """The ids of the notices that come before everything else under a red flag."""
        signs = (EMERGENCY_SIGNS,) if self.plan.has_notice(EMERGENCY_SIGNS) else ()
        return (self.where_to_go.id, *signs)

    @property
    def versions(self) -> dict[str, str]:
        """The versions of the `calculator` and of the `guideline`."""
        return {"calculator": self.calculator.version, "guideline": self.site.version}

    def editions(self, write_day: Callable[[date], str] = day_text) -> dict[str, str]:
        """Return the same for words: the guideline's version with the day on which it was published."""
        return {**self.versions, "guideline": edition_text(self.site.version, self.site.published, write_day)}

    @property
    def review_notice(self) -> str:
        """The notice that the guideline is past its next review; empty where it is not, or no day is known."""
        return review_notice(self.site.next_review, self.site.day or self.today)

    @property
    def unsure(self) -> tuple[RedFlag, ...]:
        """The red flags that stand because they were answered "not sure"."""
        return tuple(flag for flag in self.assessment.standing if flag.id in self.site.unsure)

    @property
    def general_notices(self) -> tuple[Notice, ...]:
        """The notices that stand in no part of the plan and have no place of their own beside the group."""
        named = {"not-a-diagnosis", "low-mood", *OPEN_QUESTIONS}
        notices = (notice for notice in self.plan.notices if notice.place(self.plan.actions) is None)
        return tuple(notice for notice in notices if notice.id not in named)

    @property
    def reason(self) -> str:
        """Why somebody has to look: each flag that stands, in plain words, and that a yes is not a diagnosis."""
        because = (
            text("result.because", name=flag_name_within(flag), reason=flag.reason)
            for flag in self.assessment.standing
        )
        return " ".join((*because, text("result.because-check")))

    @property
    def group_meaning(self) -> str:
        """What the group says of the person, and from how many answers it comes where it comes from answers."""
        meaning = self.calculator.group_meaning
        if self.score is None:
            return meaning
        return f"{text('result.group-from', count=number_word(len(self.score.items)))} {meaning}"

    @property
    def no_red_flag(self) -> str:
        """What follows from every safety question having been answered with no, and when that changes."""
        count, part = str(len(self.calculator.red_flags)), text(f"result.part.{When.SAFETY_NET}")
        return text("result.no-red-flag", count=count, part=part)

    def was_asked(self, field: Field) -> bool:
        """Tell whether a form asks a field, or a value for it was given all the same."""
        asked = field.asked_from
        if asked is None or field.name in self.request.values:
            return True
        weeks = self.request.weeks_since(asked.weeks_instead, asked.day)
        return weeks is not None and weeks >= asked.weeks

    def is_to_know(self, action: Action) -> bool:
        """Tell whether an action that is due now is nothing to do: the source's reason for something else."""
        fact = self.site.statements[action.statement].kind == "fact"
        return action.when is When.NOW and (fact or action.statement in self.calculator.to_know)

    def answer_to(self, flag: RedFlag) -> str:
        """Return how a safety question was answered, in words."""
        if flag not in self.assessment.standing:
            return text("form.flag-no")
        return text("form.flag-not-sure" if flag.id in self.site.unsure else "form.flag-yes")

    def notice_text(self, notice_id: str) -> str:
        """Return a notice's wording with its words in braces filled in."""
        words = dict(self.site.lines, flags="", missing="", possible="")
        if self.site.unsure:
            unsure = (flag for flag in self.calculator.red_flags if flag.id in self.site.unsure)
            words["flags"] = list_names([flag_name_within(flag) for flag in unsure])
        if self.score is not None:
            numbers = self.score.missing
            words["missing"] = list_names([text("form.item-name-within", number=str(each)) for each in numbers])
            words["possible"] = join_choices([band.label for band in self.score.possible])
            words["count"] = _count_missing(len(numbers))
        one_group = self.score is not None and len(self.score.possible) == 1
        return self.calculator.notice_text(notice_id, words, one_group=one_group)


def _count_missing(number: int) -> str:
    return text.counted("result.missing", number, count=begin_sentence(number_word(number)))


def value_text(field: Field, value: Value) -> str:
    """Return a value to stand behind its field's short name: an option in short, anything else in words."""
    return field.in_short(value) if isinstance(field, OptionField) else field.in_words(value)


def flag_name(flag: RedFlag) -> str:
    """Return how the form calls the question of a red flag."""
    return text("form.flag-name", number=str(flag.number))


def flag_name_within(flag: RedFlag) -> str:
    """Return the same within a sentence."""
    return text("form.flag-name-within", number=str(flag.number))


def result_of(request: str, calculator: Calculator, site: Site) -> Result:
    """Return what comes of a request, a JSON text by the calculator's contract. Raises RefusedError."""
    try:
        valid = read_request(request, calculator)
    except InvalidRequestError as error:
        red_flags = _red_flags_alone(request, error.faults, calculator)
        if red_flags is None:
            raise RefusedError(errors_json(error.faults), error.faults) from error
        valid = red_flags
    assessment = assess_request(valid, calculator)
    if assessment.plan is None:
        raise RefusedError(assessment.to_json())
    return Result(assessment, site)


def _red_flags_alone(request: str, faults: tuple[Fault, ...], calculator: Calculator) -> Request | None:
    """Return the request's red flags alone when nothing else that is wrong with it may hold up their answer.

    That is so when all of them were answered and one stands, and for an emergency always: no other answer could
    make it more urgent.
    """
    wrong = {fault.field for fault in faults}
    if wrong & {"$", "red_flags"}:
        return None
    written = read(request)
    assert isinstance(written, JsonObject)  # or "$" would be wrong
    answers = written.get("red_flags")
    answers = answers if isinstance(answers, dict) else {}
    flags = {flag.id: answers.get(flag.id) is True for flag in calculator.red_flags}
    emergency = any(flags[flag.id] for flag in calculator.red_flags if flag.urgency is Urgency.EMERGENCY)
    all_answered = not any(field.startswith("red_flags.") for field in wrong)
    if not (emergency or (all_answered and any(flags.values()))):
        return None
    unanswered = tuple(name for name in flags if not isinstance(answers.get(name), bool))
    today = None if TODAY.name in wrong else TODAY.read(written.get(TODAY.name))
    assert today is None or isinstance(today, date)
    return Request(calculator.instrument, red_flags=flags, unanswered=unanswered, today=today)


def error_messages(refused: RefusedError, calculator: Calculator) -> list[dict[str, str]]:
    """Return what is wrong with a form in the words of the form, each as `field` and `message`."""
    if not refused.faults:
        return [
            {"field": "red_flags", "message": text("error.red-flags", count=number_word(len(calculator.red_flags)))}
        ]
    return [
        {
            "field": fault.field,
            "message": _contradiction(fault, refused.faults, calculator) or _message(fault, calculator),
        }
        for fault in refused.faults
    ]


def _contradiction(fault: Fault, faults: tuple[Fault, ...], calculator: Calculator) -> str:
    """Return the sentence for two times that are right by themselves and wrong together; else an empty one.

    It names both answers: whoever reads it beside one of them has to know what the other says.
    """
    if not fault.together:
        return ""
    together = [each for each in faults if each.field in fault.together]
    fields = [calculator.field_by_name.get(each.field) for each in together]
    if len(together) != 2 or not all(map(_is_time, fields)):
        return ""
    (first, first_value), (second, second_value) = (
        (field_name(each.field, calculator), field.in_words(value))
        for each, field in zip(together, fields, strict=True)
        if field is not None and (value := field.read(each.value)) is not None
    )
    return text(
        "error.together",
        first=first,
        first_value=first_value,
        second=second,
        second_value=second_value,
        allowed=fault.allowed,
    )


def _is_time(field: Field | None) -> bool:
    return isinstance(field, DateField) or (isinstance(field, NumberField) and field.is_time)


def _message(fault: Fault, calculator: Calculator) -> str:
    if fault.field == "$":
        return text("error.whole", allowed=fault.allowed)
    name = field_name(fault.field, calculator)
    if fault.field.startswith("red_flags.") and fault.value is None:
        return text("error.flag", name=name)
    if fault.value is None or fault.field.startswith("answers."):
        return text("error.choice", name=name)
    field = calculator.field_by_name.get(fault.field)
    if isinstance(field, NumberField) and field.is_time and not fault.together:
        return text("error.time", name=name, value=_as_read(fault, calculator), most=str(field.largest))
    return text("error.value", name=name, value=_as_read(fault, calculator), allowed=fault.allowed)


def _as_read(fault: Fault, calculator: Calculator) -> str:
    """Return a value as the form shows it: a browser's form writes dates in the reader's way."""
    field = TODAY if fault.field == TODAY.name else calculator.field_by_name.get(fault.field)
    if not isinstance(field, DateField):
        return str(fault.value)
    try:
        return day_text(date.fromisoformat(str(fault.value)))
    except ValueError:
        return str(fault.value)


def field_name(field: str, calculator: Calculator) -> str:
    """Return how the form calls a field of a request; a field that the form does not have keeps its name."""
    group, _, part = field.partition(".")
    if group == "red_flags" and part:
        flag = calculator.red_flag_by_id.get(part)
        return flag_name(flag) if flag else field
    if group == "answers" and part:
        return text("form.item-name", number=part)
    if field == TODAY.name:
        return text("form.today")
    row = calculator.field_by_name.get(group)
    return row.label if row else field
