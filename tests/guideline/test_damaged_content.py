"""Whatever lies in the content folder: a build names each file that is wrong, in one round, without a traceback."""

from __future__ import annotations

import os
import re
from pathlib import Path

from tests.guideline.test_refused_builds import refused
from tests.guideline.tiny import RECORDS, Tiny
from tests.guideline.tiny_site import build

TEXT = "# Boats\n\nBöats float.\n"


def other_guideline(tiny: Tiny, *names: str) -> list[Path]:
    """The files of these names in the folder of a further guideline, which is otherwise whole."""
    other = Tiny(tiny.content.parent / "other")
    folder = tiny.content / "guidelines" / "knees"
    folder.mkdir(parents=True, exist_ok=True)
    for file in other.folder.iterdir():
        text = file.read_text(encoding="utf-8").replace("backs", "knees")
        (folder / file.name).write_text(text, encoding="utf-8")
    return [folder / name for name in names]


def test_every_damaged_file_is_named_in_one_round(tiny: Tiny) -> None:
    content = tiny.content
    (content / "utf16.md").write_text(TEXT, encoding="utf-16")
    (content / "latin1.md").write_text(TEXT, encoding="latin-1")
    (content / "zero.md").write_text("# Boats\n\nThey\0float.\n", encoding="utf-8")
    (content / "link.md").symlink_to("gone.md")
    (content / "picture.png").symlink_to("gone.png")
    (content / "loop.md").symlink_to("loop.md")
    os.mkfifo(content / "pipe.txt")
    tiny.page("yaml.md", "---\ntitle: Boats: of paper\n---\n\n# Boats\n")
    tiny.page("open.md", "---\ntitle: Boats\n\n# Boats\n")
    tiny.page("fields.md", "Remember: boats float.\n\nThey do.\n")
    tiny.page("number.md", "---\ntitle: 2026\n---\n\n# Boats\n")
    tiny.page("template.md", "---\ntemplate: boats.html\n---\n\n# Boats\n")
    tiny.page("untitled/index.md", "They float.\n")
    tiny.page("same/index.md", TEXT)
    tiny.page("SAME/index.md", TEXT)
    tiny.page("aux/index.md", TEXT)
    for name in ("What now?.pdf", "Plan.pdf", "PLAN.pdf"):
        tiny.page(name, "")
    tiny.page("retraction_watch.csv", "OriginalPaperDOI,Orig")
    page, references, wording, published = other_guideline(
        tiny, "index.md", "references.json", "plain-language.yml", "published.json"
    )
    page.unlink()
    page.mkdir()
    for file in (references, wording):
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    published.write_bytes(b"\xff\xfe{")
    glossary = wording.parent / "glossary.yml"
    glossary.write_text("- term: [BP\n", encoding="utf-8")
    refused(
        build(tiny),
        f"{content}/utf16.md:1: This is UTF-16 and not UTF-8",
        f"{content}/latin1.md:3:2: This is not UTF-8",
        f"{content}/zero.md:3:5: This line holds the character U+0000",
        f"{content}/link.md: This is a link to a file “gone.md” that does not exist; ",
        f"{content}/picture.png: This is a link to a file “gone.png” that does not exist; ",
        f"{content}/loop.md: This file cannot be read: ",
        f"{content}/pipe.txt: This is no file that can be published; take it away.",
        f"{content}/yaml.md:2:",
        f"{content}/open.md:1: The front matter that opens here is never closed",
        f"{content}/fields.md:1: This line would be taken for a setting and not be shown",
        f"{content}/number.md:2:1: title is 2026; write it in quotes",
        f"{content}/template.md:2:1: template is 'boats.html', and the theme has no such template",
        f"{content}/untitled/index.md: This page has no title",
        f"{content}/same/index.md: This page would stand at same/index.html, and so would {content}/SAME/index.md",
        f"{content}/aux: The folder “aux” could not be unzipped on a Windows computer. Windows keeps the name",
        f"{content}/What now?.pdf: This file could not be unzipped on a Windows computer. A name may not hold the "
        "character ?",
        f"{content}/Plan.pdf: This file would stand at Plan.pdf, and so would {content}/PLAN.pdf",
        f"{content}/retraction_watch.csv",
        f"{page}: This file cannot be read: ",
        f"{references}:",
        f"{wording}:",
        f"{published}:1: This is UTF-16 and not UTF-8",
        f"{glossary}:1:",
    )


def test_a_guideline_whose_folder_has_a_devices_name_is_refused_with_what_to_do(tiny: Tiny) -> None:
    """It is built without a word where the site is made, and cannot be unzipped on a Windows computer."""
    other_guideline(tiny, "index.md")[0].parent.rename(tiny.folder.parent / "con")
    tiny.page("guidelines/LPT1.draft/index.md", TEXT)
    built = build(tiny)
    refused(
        built,
        f"{tiny.folder.parent}/con: The folder “con” could not be unzipped on a Windows computer. Windows keeps "
        "the name “con” for a device (so it does con, prn, aux, nul, com0 to com9 and lpt0 to lpt9, whatever "
        "stands behind a full stop). Give it another name, such as “con-1”.",
        f"{tiny.folder.parent}/LPT1.draft: The folder “LPT1.draft” could not be unzipped on a Windows computer. "
        "Windows keeps the name “LPT1” for a device",
        "Give it another name, such as “LPT1-1.draft”.",
    )
    # A folder is named once, however much stands in it.
    assert built.said.count("The folder “con”") == 1


def test_unusual_files_that_can_be_read_are_published(tiny: Tiny) -> None:
    texts = {
        "empty": "",
        "long": "# Boats\n\n" + "They float. " * 400_000 + "\n",
        "windows": "# Boats\r\n\r\nThey float.\r\n",
        "mark": "\ufeff# Boats\n\nThey float.\n",
        "sentence": "Keep moving: always.\n",
    }
    for name, text in texts.items():
        tiny.page(f"{name}.md", text)
    (tiny.content / "folder.md").mkdir()
    built = build(tiny)
    assert (built.exit_code, "Traceback" in built.said) == (0, False), built.said
    assert {f"{name}.html" for name in texts} <= built.files


def test_a_text_that_an_extension_stumbles_over_is_named_without_a_traceback(tiny: Tiny) -> None:
    tiny.page("a.md", "# A\n\n[Boats](http://[boats)\n")
    refused(build(tiny), f"{tiny.content}/a.md")


def test_links_anchors_pictures_and_entries_are_said_with_everything_else(tiny: Tiny) -> None:
    tiny.records([*RECORDS, {"id": "third", "type": "book", "title": "Third"}])
    tiny.page(
        "a.md",
        "# A\n\n[To b](b.md) [gone](guidelines/bakcs/index.md), [same](#a-heading).\n\n"
        "[To rest](guidelines/backs/index.md#beds) and ![A boat](boat.png) and [the root](/index.html).\n\n"
        '<a href="guidelines/backs/">Backs</a> <a href="data/guidelines/backs.json">Data</a> '
        '<a href="data/guidelines/back.json">Data</a>\n\n'
        "`[code](gone.md)` [code](gone.md)\n\n[To bed](guidelines/backs/index.md#bed) <a id='x'></a>[x](#x)\n",
    )
    tiny.page("b.md", "# B\n\nText. [@smith2O20]\n")
    tiny.page("c.md", "# C\n")
    nav = "nav:\n  - index.md\n  - A: a.md\n  - b.md\n  - Gone: d.md\n  - guidelines/backs/index.md\n"
    sorts = "[not_found, absolute_links, unrecognized_links, anchors]"
    levels = "".join(f"    {sort}: warn\n" for sort in sorts.strip("[]").split(", "))
    settings = f"{nav}validation:\n  nav:\n    omitted_files: warn\n    not_found: warn\n  links:\n{levels}"
    built = build(tiny, settings=settings)
    expected = [
        "a.md:3:21: “guidelines/bakcs/index.md” leads to a file that the site does not have: "
        "guidelines/bakcs/index.md is missing. Did you mean “guidelines/backs/index.md”?",
        "a.md:3:56: This leads to “#a-heading”, and this page has no such id.",
        "a.md:5:11: This leads to “#beds”, and guidelines/backs/index.md has no such id. Did you mean “bed”?",
        "a.md:5:57: “boat.png” shows a picture that the site does not have: boat.png is missing.",
        "a.md:5:82: “/index.html” begins at the root of a server",
        "a.md:7:10: “guidelines/backs/” leads to a folder",
        "a.md:7:94: “data/guidelines/back.json” leads to a file that the site does not have",
        "a.md:9:26: “gone.md” leads to a file that the site does not have: gone.md is missing.",
        "b.md:3:8: There is no reference “smith2O20”",
        "c.md: No entry of nav leads to this page;",
        "references.json:4:8: No statement, note or page cites “third”;",
    ]
    refused(built, *expected, "mkdocs.yml:12:11: nav names “d.md”, and there is no such page;")
    heads = re.findall(r"^(?:ERROR +-  )?\S+: [A-Z“n]", built.said, re.MULTILINE)
    assert len(heads) == len(expected) + 1, built.said


def test_what_the_settings_do_not_warn_of_is_published(tiny: Tiny) -> None:
    tiny.page("a.md", "# A\n\n[Nowhere](#nowhere)\n")
    assert build(tiny).exit_code == 0


def test_a_link_to_data_is_not_blamed_where_the_guideline_is_at_fault(tiny: Tiny) -> None:
    tiny.page("a.md", '# A\n\n<a href="data/guidelines/backs.json">Data</a>\n')
    tiny.wording('move: ""\nbed: "B."\n')
    built = build(tiny)
    refused(built, "The wording of “move” is empty; give it a text.")
    assert "data/guidelines" not in built.said
