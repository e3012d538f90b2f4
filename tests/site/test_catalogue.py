"""The catalogue of the interface's texts: each is used, and each that is used is there."""

from __future__ import annotations

import re
from pathlib import Path

from calculator.core.texts import TEXTS

ROOMS = [Path(__file__).parents[2] / name for name in ("calculator", "site_plugins")]


def test_no_text_of_the_catalogue_is_dead() -> None:
    used = "\n".join(
        file.read_text(encoding="utf-8")
        for room in ROOMS
        for file in sorted(room.rglob("*"))
        if file.suffix in {".py", ".html", ".js"} and file.name != "texts.py"
    )
    # `text(f"kind.{kind}")` uses every key that begins and ends as its literal parts do.
    made = [
        re.escape(head) + "[a-z0-9_.-]+" + re.escape(tail)
        for head, tail in re.findall(r"""f["']([a-z.-]+[.-])\{[^}]+\}([a-z-]*)["']""", used)
    ]
    made += [re.escape(head) + ".+" for head in re.findall(r"""["']([a-z.-]+[.-])["'] ~ """, used)]
    dead = [
        key for key in TEXTS if f'"{key}"' not in used and not any(re.fullmatch(pattern, key) for pattern in made)
    ]
    assert dead == []
