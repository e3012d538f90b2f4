"""Building a small site with MkDocs, in a process of its own, as an editor does."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.guideline.tiny import Tiny

CONFIG = """\
site_name: Backs
docs_dir: content
use_directory_urls: false
theme: {name: null, custom_dir: theme}
plugins: [lumbar]
exclude_docs: "references.json\\nplain-language.yml\\nread-against.json\\npublished.json"
markdown_extensions: [attr_list, md_in_html, lumbar_guideline, lumbar_calculator]
"""

# Python for the browser is another test's subject, and takes a second to put together.
PROGRAM = """\
from site_plugins import mkdocs_plugin
mkdocs_plugin.runtime.runtime_files = lambda project, steps, **options: {}
from mkdocs.__main__ import cli
cli()
"""


@dataclass(frozen=True)
class Built:
    """How a build ended."""

    exit_code: int
    said: str
    files: set[str]
    """What stands in its output, by address."""


def build(tiny: Tiny, *options: str, sign: bool = True, settings: str = "") -> Built:
    """Build the site of a content folder beside it.

    `sign` is whether somebody signs first for what stands there, `settings` are further lines of mkdocs.yml.
    """
    project = tiny.content.parent
    if sign:
        tiny.sign()
    (project / "mkdocs.yml").write_text(CONFIG + settings, encoding="utf-8")
    (project / "theme").mkdir(exist_ok=True)
    (project / "theme" / "main.html").write_text("<main>{{ page.content }}</main>", encoding="utf-8")
    (tiny.content / "index.md").touch()
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "build", *(options or ["--strict"])],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=project,
        timeout=120,
        check=False,
    )
    output = project / "site"
    files = {file.relative_to(output).as_posix() for file in output.rglob("*") if file.is_file()}
    return Built(done.returncode, done.stdout + done.stderr, files)


def content_of(tiny: Tiny, address: str) -> str:
    """A built page."""
    file: Path = tiny.content.parent / "site" / address
    return file.read_text(encoding="utf-8")
