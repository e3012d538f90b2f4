"""What a plan is: actions that rest on statements, notices, and the days by which something is due."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from calculator.core.instrument import Band
from calculator.core.red_flags import Urgency


class When(StrEnum):
    """When an action is due, or what kind of action it is, in the order in which a plan is told.

    What to do, what to leave out and when to come back; then what may be added. Help at once stands last, where the
    eye ends.
    """

    NOW = "now"
    WITHIN_2_WEEKS = "within-2-weeks"
    AVOID = "avoid"
    WEEKS_4_TO_6 = "weeks-4-to-6"
    WEEK_12 = "week-12"
    ASK = "ask"
    OPTION = "option"
    SAFETY_NET = "safety-net"


@dataclass(frozen=True)
class Action:
    """A statement that has entered a plan."""

    statement: str
    """The statement's id in the guideline."""
    when: When
    rule: int
    """The number of the rule that chose it."""


@dataclass(frozen=True)
class Notice:
    """Words of the tool's own, which are no statement of the source."""

    id: str
    title: str
    """A heading for it."""
    text: str
    """The wording. Words in braces are filled in: telephone lines, what the answers say, and `{emergency_signs}`,
    the signs of the red flags that are an emergency."""
    beside: When | None = None
    """The part of the plan that it belongs to, where that has an action; None for a notice about the whole."""
    about: Callable[[Action], bool] | None = None
    """The actions that it is about. It stands beside them, wherever they are."""
    in_record: str = ""
    """The same in few words, for a record. Where it is not empty nobody may copy an action that the notice is about
    without it: it stands in a clinician's text as well."""
    one_group: str = ""
    """The wording where one group alone is still possible, with `{count}` and `{missing}`; may be empty."""
    goes_on: bool = False
    """Whether the text goes on from the title, which is then its first sentence."""

    def place(self, actions: Collection[Action]) -> When | None:
        """Return the part of a plan that the notice stands in; None for a notice about the group or the whole."""
        if self.about is None:
            # Help at once has a part of its own in every plan; other parts stand only where they have an action.
            empty = self.beside is not When.SAFETY_NET and all(action.when is not self.beside for action in actions)
            return None if empty else self.beside
        times = {action.when for action in actions if self.about(action)}
        if self.beside in times or not times:
            return self.beside
        return min(times, key=list(When).index)


class StepState(StrEnum):
    """Whether a step is coming, running or past; where today is not known, every step is coming."""

    COMING = "coming"
    RUNNING = "running"
    PAST = "past"


@dataclass(frozen=True)
class MilestoneRow:
    """One row of the rule that says by when something is due."""

    id: str
    from_day: int
    """Days after the first session."""
    to_day: int
    statement: str
    """The statement of the source that sets the time."""
    task: str
    """What is due, for the person who is to do it."""
    picture_label: str
    """Its name in a picture."""
    record_label: str
    """Its name in a record."""
    calendar_title: str
    """Its title in a calendar, for a reader who lets that say what it is about."""
    calendar_number: int
    """Its number, from which an event's id is made: it must never change."""
    can_be_overdue: bool = True
    """Whether somebody has to do it; a course of treatment is never due."""

    @property
    def weeks(self) -> tuple[int, int]:
        """The weeks after the first session in which it begins and ends."""
        return self.from_day // 7, self.to_day // 7


@dataclass(frozen=True)
class Step:
    """A row of the milestones for one person."""

    row: MilestoneRow
    first_day: date | None
    """None without the date of the first session."""
    last_day: date | None
    state: StepState


@dataclass(frozen=True)
class Timeline:
    """What is due when, in the order of the rule, and where today is among it."""

    steps: tuple[Step, ...] = ()
    """Empty while a red flag stands."""
    first_session: date | None = None
    days: float | None = None
    """Days from the first session to today, below 0 while it is still to come; None when that is not known."""
    weeks: float | None = None
    """The same in weeks, where weeks were given and not dates."""


def make_timeline(
    rows: Collection[MilestoneRow], first_session: date | None, today: date | None, weeks: float | None
) -> Timeline:
    """Return the timeline of rows of the milestones.

    `weeks` is how long ago the first session was, as given; it counts only where a date is not known: what is
    due on a day of the calendar is past by the calendar. (The rules ask for weeks and prefer what was given.)
    """
    if first_session is not None and today is not None:
        days: float | None = (today - first_session).days
        weeks = None
    else:
        days = None if weeks is None else weeks * 7

    def day(after: int) -> date | None:
        return None if first_session is None else first_session + timedelta(days=after)

    steps = tuple(Step(row, day(row.from_day), day(row.to_day), _state(row, days)) for row in rows)
    return Timeline(steps, first_session, days, weeks)


def _state(row: MilestoneRow, days: float | None) -> StepState:
    if days is None or days < row.from_day:
        return StepState.COMING
    return StepState.RUNNING if days <= row.to_day else StepState.PAST


@dataclass(frozen=True)
class Plan:
    """What to do next, resting on the source's statements alone."""

    urgency: Urgency
    group: Band | None
    course: str | None
    """How long the pain has lasted, as one of the calculator's names for it; None when unknown."""
    actions: tuple[Action, ...]
    notices: tuple[Notice, ...]
    timeline: Timeline

    @property
    def urgent(self) -> bool:
        """Whether a red flag stands: somebody has to look before anything else is planned."""
        return self.urgency is not Urgency.ROUTINE

    def actions_at(self, *times: When) -> tuple[Action, ...]:
        """Return the actions of these times, in the order of the times and, within one, of the rules."""
        return tuple(action for when in times for action in self.actions if action.when is when)

    def notices_at(self, when: When) -> tuple[Notice, ...]:
        """Return the notices that stand in a part of the plan."""
        return tuple(notice for notice in self.notices if notice.place(self.actions) is when)

    def notices_inseparable_from(self, action: Action) -> tuple[Notice, ...]:
        """Return the notices without which an action may not be named."""
        return tuple(each for each in self.notices if each.in_record and each.about and each.about(action))

    def has_notice(self, notice_id: str) -> bool:
        """Tell whether a notice belongs to the plan."""
        return any(notice.id == notice_id for notice in self.notices)
