"""Rendering with Python-Markdown alone, where MkDocs cannot be imported: a program for a process of its own.

It reads the extension's options and the text as JSON on standard input, and writes the HTML.
"""

from __future__ import annotations

import json
import sys

sys.modules["mkdocs"] = None  # type: ignore[assignment]  # the import system's way of saying: there is none

import markdown  # noqa: E402  (only now that there is no MkDocs)

request = json.load(sys.stdin)
page = markdown.Markdown(
    extensions=["attr_list", "tables", "toc", *request["extensions"], "lumbar_guideline"],
    extension_configs={"lumbar_guideline": request["options"]},
)
print(page.convert(request["text"]))
