"""What every contender asks its Python, and the pages that ask it."""

from __future__ import annotations

import json
from pathlib import Path

GUIDELINE = "data/guidelines/low-back-pain-next-steps.json"
_PAGES = Path(__file__).parent / "start_pages"
_REQUEST = {
    "instrument": "start-back-9",
    "answers": {
        **{str(item): "agree" if item in (1, 3, 4) else "disagree" for item in range(1, 9)},
        "9": "very-much",
    },
    "red_flags": dict.fromkeys(
        ("cauda-equina", "progressive-neurology", "malignancy", "infection", "fracture"), False
    ),
    "weeks_since_onset": 3,
    "weeks_since_first_session": 1,
    "sessions_attended": 1,
    "improving": "no",
    "nsaid": "not-tried",
    "first_session": "2026-11-16",
    "today": "2026-11-23",
}
GIVEN = json.dumps(
    {
        "request": json.dumps(_REQUEST),
        "page": {"root": "../", "lines": {"emergency": "1", "urgent": "2", "crisis": "3"}, "unsure": []},
    }
)
"""What every contender asks its Python: the result of one sheet, as the calculator's page shows it."""


def expected(folder: Path) -> object:
    """Return what this very Python answers: what every contender's must answer too."""
    from calculator import service

    service.begin((folder / "given" / "guideline.json").read_text(encoding="utf-8"))
    return json.loads(service.serve("present", GIVEN))


def write_pages(to: Path, origin: str, *names: str) -> None:
    """Write files of `start_pages/` into a folder, with what they ask filled in; `origin` is the host's address."""
    to.mkdir(parents=True, exist_ok=True)
    folder = next(parent for parent in to.parents if (parent / "given").is_dir())
    for name in names:
        (to / name).write_text(filled(name, origin, folder), encoding="utf-8")


def filled(name: str, origin: str, folder: Path) -> str:
    """Return one of the files with what it asks filled in: JSON in a string of Python's or JavaScript's."""
    text = (_PAGES / name).read_text(encoding="utf-8")
    wheel = next(file.name for file in (folder / "given").glob("*.whl"))
    places = {"@given@": json.dumps(GIVEN)[1:-1], "@wheel@": wheel, "@origin@": origin, "@guideline@": GUIDELINE}
    for place, value in places.items():
        text = text.replace(place, value)
    return text
