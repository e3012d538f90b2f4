"""Works to format: made up, of every kind and with every trap, and those that the guidelines rest on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
GUIDELINES = HERE.parents[1] / "content" / "guidelines"

MADE_UP: list[dict[str, Any]] = json.loads((HERE / "formatting_works.json").read_text(encoding="utf-8"))


def _real() -> list[dict[str, Any]]:
    """The works of the guidelines, confirmed or suggested."""
    works = []
    for file in sorted(GUIDELINES.glob("*/references.json")):
        for record in json.loads(file.read_text(encoding="utf-8")):
            custom = record.pop("custom", {})
            work = custom.get("suggested", record)
            works.append({**work, "id": f"{file.parent.name}:{record['id']}"})
    return works


WORKS = [*MADE_UP, *_real()]
WORK = {work["id"]: work for work in WORKS}
