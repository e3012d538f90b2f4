"""A copy of the site with certain words in every field of every source, and a made-up guideline beside its own."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from site_plugins.guideline import Library
from site_plugins.guideline.signing import accept, publish
from site_plugins.references.csl import split_words
from tests.guideline.tiny import SIGNED
from tests.guideline.tiny_site import PROGRAM
from tests.second_guideline.build import BUILD_DAY, ROOT

HARMLESS = "Harmless words"
HOSTILE = " ".join(
    (
        "</title><script>run()</script>\"><img src=x onerror=run()>' onclick='run()' </script></style></textarea>",
        '<!-- ]]> --> {{ 7*7 }} {% raw %} %STATEMENT% <lumbar-placeholder n="1"></lumbar-placeholder>',
        "&lt;b&gt; &amp;amp; \\u003cb\\u003e *a* [a](javascript:run()) {text} {0}",
        "\u200f\u05d0\u200e \u2067\u05d1\u2069",
    )
)
LONG = HOSTILE + " and so on" * 1000
"""More than 10,000 characters."""

TITLE, STATUS, LINE = 250, 100, 200
"""So many characters these fields take, as the documentation says."""

ADDRESS = "https://example.org/backs/"
"""The site's own, as its settings say it."""

KEY = "k<b>&d~"
"""An id that is allowed."""


def in_markdown(words: str) -> str:
    """Words as an editor has to write them in Markdown: every sign as an entity."""
    return "".join(each if each.isalnum() or each == " " else f"&#{ord(each)};" for each in words)


def front_matter(words: str) -> str:
    """The front matter of a guideline with the words in every field. JSON is YAML."""
    text = json.dumps(words)
    title, status = (json.dumps(words[:most]) for most in (TITLE, STATUS))
    source = "\n".join(f"    {name}: {text}" for name in ("title", "author", "date", "licence"))
    person = f"name: {text}\n      affiliation: {text}\n      conflicts: {text}"
    authors = f"  authors:\n    - {person}"
    panel = f"  panel:\n    name: {text}\n    members:\n    - {person}\n      role: {text}"
    parts = "".join(f"\n      {part}: {text}" for part in ("population", "intervention", "comparison", "outcome"))
    questions = f"  questions:\n    - id: first{parts}"
    fields = "\n".join(f"  {name}: {text}" for name in ("funding", "conflicts", "contact", "reviewer"))
    dates = "  last_review: 2026-01-02\n  next_review: 2026-02-03"
    head = f"title: {title}\nguideline:\n  version: 1.0.0\n  status: {status}"
    return f"---\n{head}\n{fields}\n  source:\n{source}\n{authors}\n{panel}\n{questions}\n{dates}\n---\n\n"


def page(words: str) -> str:
    text = in_markdown(words)
    return f"""\
# Heading {text}

/// guideline-card | backs
///

## Section {text}

Keep moving {text}. [@{KEY}; @unlisted] {{: #move .do }}

- Do NOT rest {text}. [@{KEY}] {{: #rest .dont }}

/// editors-note | Note {words}
    about: [move, rest]

Words {text}. [@noted]
///

/// reference-list | backs
///
"""


def records(words: str) -> list[dict[str, Any]]:
    names = [{"family": words, "given": words, "suffix": words}, {"literal": words}]
    texts = split_words(
        """
        title container-title container-title-short publisher publisher-place edition volume issue page number genre
        medium note abstract keyword language event-title collection-title annote source ISBN ISSN archive
        """
    )
    work = {
        "type": "article-journal",
        **dict.fromkeys(texts, words),
        "author": names,
        "editor": names,
        "issued": {"literal": words},
        "categories": [words],
    }
    signed = {"by": words, "on": "2026-01-02"}
    return [
        {
            **work,
            "id": KEY,
            "DOI": "10.5555/<script>\"run()'&amp",
            "URL": 'https://example.org/"><script>run()</script>',
            "custom": {"study": words, "confirmed": signed, "acknowledged": signed, "cited-for": words},
        },
        {
            **work,
            "id": "unlisted",
            "custom": {"status": "unlisted", "study": words, "suggested": {**work, "type": "book", "id": "maybe"}},
        },
        {**work, "id": "noted", "type": "webpage"},
    ]


def build(folder: Path, words: str) -> Path:
    """Build the copy into a folder; returns where the site stands."""
    content = folder / "content"
    shutil.copytree(ROOT / "content", content)
    backs = content / "guidelines" / "backs"
    backs.mkdir()
    (backs / "index.md").write_text(front_matter(words) + page(words), encoding="utf-8")
    (backs / "references.json").write_text(json.dumps(records(words)), encoding="utf-8")
    wording = f"move: {json.dumps('Plain ' + words)}\nrest: {json.dumps('Plain ' + words)}\n"
    (backs / "plain-language.yml").write_text(wording, encoding="utf-8")
    (backs / "plain").mkdir()
    head = f"---\ntitle: {json.dumps(words)}\ndescription: {json.dumps(words)}\n---\n\n"
    plain = f"{head}/// plain-language | backs\n///\n"
    (backs / "plain" / "index.md").write_text(plain, encoding="utf-8")
    synonyms = content / "search" / "synonyms.yml"
    with synonyms.open("a", encoding="utf-8") as file:
        file.write(f"? {json.dumps('moving ' + words)}\n: {json.dumps(words.replace(',', ' '))}\n")
    accept(Library(content), "backs", [], SIGNED, everything=True)
    publish(Library(content), "backs", SIGNED)
    _set_status(content, words)
    (folder / "mkdocs.yml").write_text(_settings(words), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "build", "--strict"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=folder,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": BUILD_DAY, "PYTHONPATH": str(ROOT)},
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "site"


def _set_status(content: Path, words: str) -> None:
    """Put the words into the front matter of the guideline that the calculator stands on."""
    file = content / "guidelines" / "low-back-pain-next-steps" / "index.md"
    text = file.read_text(encoding="utf-8")
    limits = {"title": TITLE, "  status": STATUS, "  funding": None, "  conflicts": None, "  contact": None}
    for name, most in limits.items():
        text, changed = re.subn(
            rf"^{name}: .*$", _always(f"{name}: {json.dumps(words[:most])}"), text, count=1, flags=re.M
        )
        assert changed
    file.write_text(text, encoding="utf-8")


def _always(text: str) -> Callable[[re.Match[str]], str]:
    """What puts a text in as it is, whatever signs it holds."""
    return lambda _match: text


def _settings(words: str) -> str:
    text = json.dumps(words)
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    settings = settings.replace("site_plugins/theme/overrides", str(ROOT / "site_plugins" / "theme" / "overrides"))
    # YAML reads a name of more than 1,024 characters only with a question mark before it.
    nav = (
        f"nav:\n  - ? {text}\n    : guidelines/backs/index.md\n"
        f"  - ? {text}\n    : - ? {text}\n        : guidelines/backs/plain/index.md\n"
    )
    lines = "".join(f"\n        {name}: {json.dumps(words[:LINE])}" for name in ("emergency", "urgent", "crisis"))
    for old, new in (
        (r"^site_name: .*\n", f"site_name: {text}\nsite_author: {text}\nsite_url: {ADDRESS}\n"),
        (r"^site_description: >-\n(?: .*\n)+", f"site_description: {text}\n"),
        (r"^copyright: >-\n(?: .*\n)+", f"copyright: {text}\n"),
        (r"^nav:\n", nav),
        (r"lines: \{\}", f"lines:{lines}"),
    ):
        settings, changed = re.subn(old, _always(new), settings, flags=re.M)
        assert changed == 1, old
    return settings
