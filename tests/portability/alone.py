"""Rendering pages with Python-Markdown alone, where MkDocs cannot be imported: a program for a process of its own.

It reads the extensions, their options and the pages as JSON on standard input, and writes each page's HTML. It
tells our extensions the address of the page, or nothing: not every program can.
"""

from __future__ import annotations

import json
import sys

# The import system's way of saying: there is none.
sys.modules["mkdocs"] = sys.modules["properdocs"] = None  # type: ignore[assignment]

import markdown  # noqa: E402  (only now that there is no MkDocs)

request = json.load(sys.stdin)
made = {}
for page, text in request["pages"].items():
    address = {"page": page} if request["tell"] else {}
    options = {name: {**given, **address} for name, given in request["ours"].items()}
    converter = markdown.Markdown(
        extensions=[*request["theirs"], *options],
        extension_configs={**request["theirs"], **options},
    )
    made[page] = converter.convert(text)
json.dump(made, sys.stdout)
