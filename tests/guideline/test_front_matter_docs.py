"""docs/guidelines.md documents every field of the front matter, and its example is one that the build takes."""

from __future__ import annotations

from site_plugins.guideline.front_matter import ROWS, read_front_matter
from tools.document_front_matter import PAGE, example, rewrite


def test_the_documentation_is_made_from_the_fields_as_they_are() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert rewrite(page) == page, "run: python -m tools.document_front_matter"
    for row in ROWS:
        assert f"| `{row.path}` | {row.purpose} |" in page
        for entry in row.entries:
            assert f"| `{row.path}.1.{entry.path}` | {entry.purpose} |" in page


def test_the_example_is_read_and_has_every_field() -> None:
    about = read_front_matter(example().removeprefix("---\n").removesuffix("---\n"), "index.md")
    assert [row.path for row in ROWS if getattr(about, row.name) in (None, (), "")] == []
    assert (about.title, about.source_date, about.pages) == (
        "Keeping a paper boat afloat",
        "May 2019",
        ("on-the-water",),
    )
