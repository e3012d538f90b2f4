"""Random calls: what a page may send and what none does, the same for the same seed.

They are drawn by hand: Hypothesis would take minutes for as many.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from calculator.core.strict_json import MAX_BYTES, MAX_DEPTH
from calculator.service import serve
from calculator.start_back import START_BACK
from site_plugins.calculators.odd_texts import Written, write
from tests.results import FLAGS, LINES

TODAY = date(2026, 11, 29)
"""The day of most answers."""
MARKS = "<>&\"'\\{}%,;:.-_/= \n\r\t\0\u2028\u202e\u200d\u0301\ufeff\ud800\udc00\u017f\u0130\u00df\u03a3\u0663\xe9"
"""Characters that some of Python's functions treat in a way of their own."""
ODD_NUMBERS = (
    "NaN",
    "Infinity",
    "-Infinity",
    "1e400",
    "-0",
    "-0.0",
    "01",
    "1.",
    "1e",
    "1E+5",
    "1e-999",
    "9" * 5000,
)
ODD_DAYS = ("2026-02-30", "2026-1-1", "0000-01-01", "2026-11-29T00:00", "٢٠٢٦-١١-٢٩", "")  # noqa: RUF001
CLOCK = (0, 1, 5, 13, 14, 15, 27, 28, 29, 42, 43, 56, 57, 84, 85, 364, 365)
"""Days from the first session on, about each milestone."""
OPENINGS = ("[", "{", '{"a":', '"')
OPTIONS = {
    "improving": ("yes", "no", "unsure", None),
    "reviewed": ("yes", "no", "unsure", None),
    "nsaid": ("tried", "not-tried", "cannot-take", None),
}


def agrees(code: int) -> bool:
    """Tell whether every version of Unicode says the same of a character.

    The image's is newer than that of Python here, which does not know some characters yet.
    """
    return 0x40000 <= code < 0xE0000 or unicodedata.category(chr(code)) != "Cn"


def _agreed(first: int, end: int) -> str:
    return "".join(chr(code) for code in range(first, end) if agrees(code))


ASCII, LATIN = _agreed(0x20, 0x7F), _agreed(0xA0, 0x100)
SCRIPTS = (ASCII, ASCII, LATIN, _agreed(0x400, 0x3000), _agreed(0xA000, 0xD800), _agreed(0x10000, 0x20000))
POOLS = (
    MARKS,
    *[ASCII] * 3,
    _agreed(0, 0x100),
    _agreed(0, 0x3000),
    _agreed(0, 0x10000),
    _agreed(0x10000, 0x110000),
)

type Call = tuple[str, str]
type Payload = dict[str, Any]


def random_calls(count: int, seed: int) -> list[Call]:
    """Return so many calls of the commands of `calculator.service`, which has begun with a guideline."""
    chance = _Chance(seed)
    return [chance.call() for _each in range(count)]


class _Chance:
    """Draws one thing after the other."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        self._written: list[Payload] = []
        # The slow ones, for Python here and in the image, are drawn seldom.
        self._makers: dict[str, tuple[int, Callable[[], Payload]]] = {
            "present": (30, lambda: self._asked(wrong=0.3)),
            "text": (30, lambda: {**self._asked(), "ascii": self._happens(0.5)}),
            "letter": (20, self._asked),
            "letter-file": (8, lambda: {**self._asked(), "text": self._letter()}),
            "save": (30, self._asked),
            "open": (80, lambda: {"text": self._saved(edited=0.5)}),
            "renew": (40, self._renewed),
            "calendar": (25, lambda: {**self._asked(), "private": self._happens(0.5)}),
            "family": (25, self._asked),
            "fhir": (8, self._asked),
            "code": (1, self._asked),
            "quick": (60, self._typed),
            "change": (20, self._compared),
        }

    def call(self) -> Call:
        """A command and its payload; one of some thirty is none that a page sends."""
        command = self._random.choices(list(self._makers), [weight for weight, _make in self._makers.values()])[0]
        payload = write(self._makers[command][1]())
        if self._happens(0.03):
            command = self._one_of([*self._makers, "begin", self.text()])
            # Not the calculator reads it, but Python's json alone, which goes as deep as there is stack.
            payload = self._damaged(payload, deep=20)
        return _in_utf_8(command), _in_utf_8(payload)

    # ---- Payloads ----------------------------------------------------------------------------------------------

    def _asked(self, wrong: float = 0.05) -> Payload:
        return {"request": self._request_text(wrong), "page": self._page()}

    def _letter(self) -> str:
        lines = "\n".join(self.text() for _line in range(20))
        return self._one_of([self.text(), lines, self.text() * 50])

    def _renewed(self) -> Payload:
        request = write(self._request(0.25))
        if self._happens(0.1):
            request = self._damaged(request, deep=20)
        return {"request": request, "day": self._day() or TODAY.isoformat()}

    def _typed(self) -> Payload:
        form = self._one_of(START_BACK.instruments)
        letters = "".join(self._random.choices("ADad?_ ,-nsmveNSMVE", k=self._one_of([6, 9, 9, 12])))
        whole = "".join(self._random.choices("AD", k=len(form.items) - 1)) + self._one_of("NSMVE")
        typed = self._one_of([letters, whole, self.text() + letters, self.text()])
        return {"text": typed, "instrument": form.id}

    def _compared(self) -> Payload:
        files = [
            {"name": self.text(), "text": self._saved(edited=0.1)} for _file in range(self._random.randrange(5))
        ]
        return {**self._asked(), "files": files, "same_person": self._happens(0.7)}

    def _page(self) -> Payload:
        lines = {name: self._one_of([line, self.text()]) for name, line in LINES.items()}
        any_day = date.fromordinal(self._random.randrange(1, date.max.toordinal())).isoformat()
        return {
            "root": self._one_of(["../", "./", self.text()]),
            "lines": lines,
            "unsure": [flag for flag in FLAGS if self._happens(0.2)],
            "day": self._one_of([TODAY.isoformat(), "2026-12-24", "2030-01-01", None, any_day]),
            "label": self._one_of(["", "AB", self.text()]),
        }

    # ---- Requests and saved files ------------------------------------------------------------------------------

    def _request_text(self, wrong: float) -> str:
        text = write(self._request(wrong))
        # At the most bytes that are read, and above.
        if self._happens(0.01):
            return text + " " * (MAX_BYTES - len(text.encode()) + self._one_of([-1, 0, 1, 5000]))
        return self._damaged(text, deep=70_000) if self._happens(wrong * 0.4) else text

    def _request(self, wrong: float) -> Payload:
        """A request as the form sends it, in which each further thing is wrong with a probability of `wrong`."""
        form = self._one_of(START_BACK.instruments)
        request: Payload = {"instrument": form.id} if self._happens(0.8) else {}
        kind = self._random.random()
        if kind < 0.85:
            gaps = [None] if self._happens(0.3) else []
            request["answers"] = {
                str(item.number): self._one_of([*(choice.value for choice in item.choices), *gaps])
                for item in form.items
                if self._happens(0.97)
            }
        elif kind < 0.95:
            request["risk_group"] = self._one_of(START_BACK.groups)
        if self._happens(0.95):
            standing = self._one_of([0.03, 0.03, 0.03, 0.4])
            request["red_flags"] = {flag: self._happens(standing) for flag in FLAGS}
        request |= self._times() | {name: self._one_of(o) for name, o in OPTIONS.items() if self._happens(0.6)}
        while self._happens(wrong):
            self._spoil(request)
        return request

    def _times(self) -> Payload:
        times: Payload = {}
        days = self._one_of([*CLOCK, self._random.randrange(7000), -self._random.randrange(1, 360)])
        way = self._random.randrange(4)
        if way in (0, 1):
            times["first_session"] = (TODAY - timedelta(days)).isoformat()
        if way in (1, 2) and days >= 0:
            times["weeks_since_first_session"] = self._one_of([days / 7, days // 7, round(days / 7, 2)])
        if days >= 0 and self._happens(0.5):
            later = days / 7 + self._random.uniform(0, 20)
            times["weeks_since_onset"] = self._one_of([days / 7, later, days // 7 + 3])
        if self._happens(0.5):
            times["sessions_attended"] = self._one_of([0, 1, 2, 3.0, 500, self._random.randrange(500)])
        if self._happens(0.9):
            times["today"] = TODAY.isoformat()
        return times

    def _spoil(self, request: Payload) -> None:
        name = self._one_of([*request, self.text(), "risk_group", "weeks_since_onset"])
        inner = request.get(name)
        if isinstance(inner, dict) and self._happens(0.7):
            request[name] = {**inner, self._one_of([*inner, self.text()]): self._value()}
        else:
            request[name] = self._day() if name in ("today", "first_session") else self._value()

    def _saved(self, edited: float) -> str:
        """A saved file, as it was written or not: somebody may have edited it."""
        # To write each would take most of the time.
        if len(self._written) < 200:
            self._written.append(self._write_saved())
        content = dict(self._one_of(self._written))
        content["label"] = self._one_of([content["label"], None, "AB"])
        if not self._happens(edited):
            return write(content)
        edit = self._random.randrange(6)
        part = self._one_of(["score", "request", "made_with"])
        if edit < 2:
            content[self._one_of([*content, self.text()])] = self._value()
        elif edit == 2:
            content["version"] = 1
            del content["label"], content["unanswered"]
        elif edit < 4 and content[part]:
            content[part] = {**content[part], self._one_of([*content[part], self.text()]): self._value()}
        text = write(content)
        return self._damaged(text, deep=70_000) if edit == 5 else text

    def _write_saved(self) -> Payload:
        while True:
            payload = {"request": write(self._request(0)), "page": self._page()}
            try:
                written: Payload = json.loads(json.loads(serve("save", write(payload)))["text"])
            except ValueError:
                # There is no result of it.
                continue
            return written

    # ---- Values ------------------------------------------------------------------------------------------------

    def _damaged(self, text: str, *, deep: int) -> str:
        """A JSON text that was cut short, edited, swapped for another one, or for nesting at most so deep."""
        place = self._random.randrange(len(text) + 1)
        name = self._one_of(["answers", "red_flags", "today", "version", "request", "1"])
        nested = self._one_of(OPENINGS) * min(deep, self._one_of([1, 5, MAX_DEPTH - 1, MAX_DEPTH, 33, 1000, deep]))
        return self._one_of(
            [
                text[:place],
                text[:place] + self._character() + text[place:],
                text[:place] + text[place + 1 :],
                text + self._character(),
                self.text(),
                text[:-1] + "," + text[1:],
                nested,
                text.replace(f'"{name}"', write(self.text())),
            ]
        )

    def _value(self, depth: int = 0) -> object:
        kind = self._random.randrange(9 if depth < 4 else 7)
        if kind < 3:
            return self.text() if self._happens(0.8) else Written(json.dumps(self.text()))
        if kind < 6:
            return Written(self._number())
        if kind == 6:
            return self._one_of([None, True, False, Written("tru"), Written("")])
        inner = [self._value(depth + 1) for _each in range(self._random.randrange(4))]
        return inner if kind == 7 else {self.text(): each for each in inner}

    def _number(self) -> str:
        """A number of any size and sign as it may be written, or what only looks like one."""
        bits = self._one_of([8, 31, 64, 200, 1200])
        draws: list[Callable[[], object]] = [
            *[lambda: self._random.randrange(-3, 60)] * 4,
            lambda: self._random.uniform(-10, 1100),
            lambda: self._random.random() * 10.0 ** self._random.randrange(-320, 308),
            lambda: self._random.randrange(1041) / self._one_of([1, 2, 7, 10, 1000]),
            lambda: self._random.getrandbits(bits) * self._one_of([1, -1]),
            lambda: self._one_of(ODD_NUMBERS),
            lambda: "".join(self._random.choices("0123456789.eE+-", k=self._random.randrange(1, 20))),
        ]
        return str(self._one_of(draws)())

    def _day(self) -> str | None:
        near = self._one_of([*CLOCK, 100, 400, -7, -300, self._random.randrange(-400, 9000)])
        return self._random.choices(
            [
                (TODAY - timedelta(near)).isoformat(),
                date.fromordinal(self._random.randrange(1, date.max.toordinal())).isoformat(),
                self._one_of(ODD_DAYS),
                None,
                self.text(),
            ],
            [8, 1, 1, 1, 1],
        )[0]

    def text(self) -> str:
        """A text: none, of one script, of all planes, or very long."""
        kind = self._random.randrange(400)
        if kind < 40:
            return ""
        if kind < 270:
            return self._characters(self._one_of(SCRIPTS), self._random.randrange(1, 40))
        if kind < 390:
            return "".join(self._character() for _each in range(self._random.randrange(1, 60)))
        if kind < 398:
            return self._characters(self._one_of(POOLS), self._random.randrange(1, 3000))
        return self._character() * self._one_of([1000, 20_000, MAX_BYTES // 4, MAX_BYTES])

    def _characters(self, pool: str, count: int) -> str:
        return "".join(self._random.choices(pool, k=count))

    def _character(self) -> str:
        return self._random.choice(self._random.choice(POOLS))

    def _one_of[T](self, items: Sequence[T]) -> T:
        return self._random.choice(items)

    def _happens(self, probability: float) -> bool:
        return self._random.random() < probability


def _in_utf_8(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
