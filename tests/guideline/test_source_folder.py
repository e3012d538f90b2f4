"""What `source/` may hold: each fault of its files is said with its line, and what to write."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

import pytest

from site_plugins.guideline.kept_source.citing import CITATION_STYLES
from tests.guideline.compared import compare, keep_source, problems_of
from tests.guideline.source_text import ROOT
from tests.guideline.tiny import BODY, FRONT, Tiny, line

TEXT = "On backs\nKeep moving. 1\n- Do NOT rest in bed. 1, 2\n"
DIGEST = sha256(TEXT.encode()).hexdigest()
WHOLE = f"""\
citations: trailing-numbers
transcribed_by: B. Lee
publish: false
files:
  text.txt:
    from: a shelf
    received: 2026-11-23
    sha256: {DIGEST}
"""


def source(tiny: Tiny, about: str = WHOLE, text: str | None = TEXT, differences: str = "") -> Path:
    folder = tiny.folder / "source"
    folder.mkdir(exist_ok=True)
    (folder / "source.yml").write_text(about, encoding="utf-8")
    if text is not None:
        (folder / "text.txt").write_text(text, encoding="utf-8")
    if differences:
        (folder / "differences.yml").write_text(differences, encoding="utf-8")
    return folder


def said(tiny: Tiny) -> list[str]:
    """What is wrong: file and line, and the message, with files' names from the guideline's folder on."""
    here = f"{tiny.folder}/"
    return [
        f"{each.file.replace(here, '')}:{each.line}: {each.text.replace(here, '')}"
        for each in problems_of(tiny.content, "backs")
    ]


def test_a_source_that_is_the_same_is_compared_and_described(tiny: Tiny) -> None:
    source(tiny)
    kept = compare(tiny.content, "backs").source_text
    assert kept is not None
    assert (kept.compared, kept.transcribed_by, kept.published) == (True, "B. Lee", False)
    [file] = kept.files
    assert (file.name, file.origin, str(file.received), file.sha256) == (
        "text.txt",
        "a shelf",
        "2026-11-23",
        DIGEST,
    )


def test_without_a_folder_nothing_is_known_or_compared(tiny: Tiny) -> None:
    assert compare(tiny.content, "backs").source_text is None


def test_what_is_not_known_is_not_stated(tiny: Tiny) -> None:
    about = (
        WHOLE.replace("a shelf", "not stated").replace("2026-11-23", "not stated").replace("B. Lee", "not stated")
    )
    source(tiny, about)
    kept = compare(tiny.content, "backs").source_text
    assert kept is not None
    assert (kept.files[0].origin, kept.files[0].received, kept.transcribed_by) == ("not stated", None, None)


def test_who_transcribed_it_may_be_named_where_the_text_cannot_be_kept(tiny: Tiny) -> None:
    source(tiny, "transcribed_by: B. Lee\n", None)
    kept = compare(tiny.content, "backs").source_text
    assert kept is not None
    assert (kept.compared, kept.transcribed_by, kept.files) == (False, "B. Lee", ())


FAULTS = {
    "no list of fields": ("- text.txt\n", "source.yml:1: Lines such as “name: text” are expected here."),
    "nothing": ("", "source.yml:1: This says neither which text is kept (files) nor who transcribed it"),
    "unknown style": (
        WHOLE.replace("trailing-numbers", "footnotes"),
        "source.yml:1: citations is 'footnotes'; allowed: trailing-numbers, brackets, parentheses, superscripts, ",
    ),
    "no style": (WHOLE.replace("citations: trailing-numbers\n", ""), "source.yml:1: citations is missing: say how"),
    "unknown field": (
        WHOLE + "licence: mine\n",
        "source.yml:9: licence is not a known field; allowed: citations, cited, files, form, list_levels, ",
    ),
    "mistyped field": (WHOLE.replace("sha256", "sha265"), "sha265 is not a known field; allowed: from, received, "),
    "mistyped field, near": (WHOLE.replace("from:", "form:"), "Did you mean “from”?"),
    "missing day": (
        WHOLE.replace("    received: 2026-11-23\n", ""),
        "source.yml:5: files.text.txt.received is missing; write a date YYYY-MM-DD, or “not stated”.",
    ),
    "no such day": (
        WHOLE.replace("2026-11-23", "2026-02-30"),
        "source.yml:7: files.text.txt.received is '2026-02-30'; allowed: a date YYYY-MM-DD, or “not stated”.",
    ),
    "missing number": (
        WHOLE.replace(f"    sha256: {DIGEST}\n", ""),
        f"source.yml:5: files.text.txt.sha256 is missing; write {DIGEST}.",
    ),
    "no origin": (
        WHOLE.replace("a shelf", '""'),
        "source.yml:6: files.text.txt.from is ''; allowed: where the text",
    ),
    "publish": (WHOLE.replace("false", "maybe"), "source.yml:3: publish is 'maybe'; allowed: true or false"),
    "files of nothing": (
        WHOLE[: WHOLE.index("  text.txt")],
        "source.yml:4: files names no file; write files:, below",
    ),
    "file elsewhere": (
        WHOLE.replace("text.txt", "../index.md"),
        "source.yml:5: “../index.md” cannot be a file of the source: write the name of a text in source/.",
    ),
    "file missing": (WHOLE.replace("text.txt", "test.txt"), "source/test.txt:None: This file is missing; add it."),
    "file not named": (
        WHOLE.replace("text.txt", "test.txt"),
        "source/text.txt:None: source.yml says nothing of this file: name it there under files, or take it out",
    ),
    "list of references behind the end": (
        WHOLE + "    references_from: 9\n",
        "source.yml:9: text.txt has 4 lines only.",
    ),
    "no line": (WHOLE + "    references_from: 0\n", "source.yml:9: files.text.txt.references_from is 0; allowed: "),
}


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault_of_source_yml_is_said_with_its_line(case: str, tiny: Tiny) -> None:
    about, expected = FAULTS[case]
    source(tiny, about)
    assert [line for line in said(tiny) if expected in line], said(tiny)


def test_a_folder_that_says_nothing_of_itself_is_refused(tiny: Tiny) -> None:
    source(tiny)
    (tiny.folder / "source" / "source.yml").unlink()
    assert "source/source.yml:None: This file is missing; add it." in said(tiny)


def test_a_source_that_somebody_edited_is_refused(tiny: Tiny) -> None:
    source(tiny, text=TEXT.replace("moving", "resting"))
    edited = sha256(TEXT.replace("moving", "resting").encode()).hexdigest()
    [first, *_rest] = said(tiny)
    assert first.startswith(
        f"source/source.yml:8: text.txt is not the file that was received: its SHA-256 is {edited}."
    )


def test_another_text_altogether_is_told_in_few_lines(tiny: Tiny) -> None:
    keep_source(tiny.folder, "On backs\n" + "\n".join(f"Sentence {n} of another text." for n in range(300)))
    tiny.body(BODY + "\n\n".join(f"Line {n}: something else!" for n in range(300)))
    found = said(tiny)
    assert 1 <= len(found) <= 101


def test_a_source_that_is_no_utf8_or_empty_is_refused(tiny: Tiny) -> None:
    folder = source(tiny)
    (folder / "text.txt").write_bytes(TEXT.replace("Keep", "Kêep").encode("latin-1"))
    assert "source/text.txt:2: This is not UTF-8: save it as UTF-8." in said(tiny)
    (folder / "text.txt").write_text(" \n", encoding="utf-8")
    assert any("text.txt is empty: put the text of the source there" in line for line in said(tiny))


@pytest.mark.parametrize("ending", ["\r\n", "\n"])
@pytest.mark.parametrize("mark", ["\ufeff", ""])
def test_line_endings_and_a_byte_order_mark_are_no_difference(ending: str, mark: str, tiny: Tiny) -> None:
    keep_source(tiny.folder, mark + TEXT.replace("\n", ending))
    assert said(tiny) == []


def test_all_faults_are_said_at_once_with_those_of_the_page(tiny: Tiny) -> None:
    source(tiny, text="On backs\nKeep moving at all times. 1\n- Do NOT rest in bed. 1, 2\n")
    tiny.body(BODY.replace("{: #bed .dont }", "{: #bed .don }"))
    files = {line.split(":")[0] for line in said(tiny)}
    assert files == {"index.md", "source/source.yml"}


def test_a_page_called_source_is_a_page_or_a_kept_text(tiny: Tiny) -> None:
    tiny.front(FRONT.replace("  status: draft\n", "  status: draft\n  pages: [source]\n"))
    tiny.page("guidelines/backs/source/index.md", "# More\n")
    assert said(tiny) == []
    source(tiny)
    assert any("keeps the source's text: give the page of that name another folder" in line for line in said(tiny))


def test_several_files_are_read_in_their_order(tiny: Tiny) -> None:
    folder = source(tiny)
    first, second = "On backs\nKeep moving. 1\n", "- Do NOT rest in bed. 1, 2\n"
    (folder / "text.txt").write_text(first, encoding="utf-8")
    (folder / "more.txt").write_text(second, encoding="utf-8")
    entries = {
        name: WHOLE[WHOLE.index("  text.txt") :]
        .replace("text.txt", name)
        .replace(DIGEST, sha256(text.encode()).hexdigest())
        for name, text in (("text.txt", first), ("more.txt", second))
    }
    head = "citations: trailing-numbers\nfiles:\n"
    (folder / "source.yml").write_text(head + entries["text.txt"] + entries["more.txt"], encoding="utf-8")
    assert said(tiny) == []
    (folder / "source.yml").write_text(head + entries["more.txt"] + entries["text.txt"], encoding="utf-8")
    assert any("stands at another place in the source" in line for line in said(tiny))


def test_the_list_of_references_is_left_out_where_source_yml_says_where_it_begins(tiny: Tiny) -> None:
    keep_source(tiny.folder, f"{TEXT}References\n1. Smith A. On backs.\n")
    assert any("which is missing" in line or "missing here" in line for line in said(tiny))
    about = tiny.folder / "source" / "source.yml"
    about.write_text(about.read_text(encoding="utf-8") + "    references_from: 4\n", encoding="utf-8")
    assert said(tiny) == []
    kept = compare(tiny.content, "backs").source_text
    assert kept is not None
    assert kept.files[0].without_references


# ---- Intended differences ---------------------------------------------------------------------------------------

OTHER = TEXT.replace("Keep moving.", "Keep on moving, mate.")
ENTRY = """\
no-mates:
  source: Keep on moving, mate.
  here: Keep moving.
  reason: The site speaks to nobody as a mate.
  by: B. Lee
"""


def differ(tiny: Tiny, text: str, differences: str, page: str = BODY) -> list[str]:
    keep_source(tiny.folder, text)
    (tiny.folder / "source" / "differences.yml").write_text(differences, encoding="utf-8")
    tiny.body(page)
    return said(tiny)


def test_an_intended_difference_with_its_reason_is_none_that_is_refused(tiny: Tiny) -> None:
    assert differ(tiny, OTHER, ENTRY) == []
    kept = compare(tiny.content, "backs").source_text
    assert kept is not None
    [entry] = kept.differences
    assert (entry.name, entry.here, entry.by) == ("no-mates", "Keep moving.", "B. Lee")


def test_words_may_be_left_out_and_citations_differ_on_purpose(tiny: Tiny) -> None:
    left_out = ENTRY.replace("Keep on moving, mate.", "Mind the step.").replace("Keep moving.", '""')
    assert differ(tiny, TEXT.replace("Keep", "Mind the step. Keep"), left_out) == []
    cites = ENTRY.replace("Keep on moving, mate.", "bed. 1, 2, 3").replace("Keep moving.", "bed. 1, 2")
    assert differ(tiny, TEXT.replace("1, 2", "1, 2, 3"), cites) == []


WRONG_ENTRIES = {
    "no reason": (
        ENTRY.replace("  reason: The site speaks to nobody as a mate.\n", ""),
        "no-mates.reason is missing",
    ),
    "empty reason": (
        ENTRY.replace("The site speaks to nobody as a mate.", '""'),
        "differences.yml:4: no-mates.reason is ''",
    ),
    "nobody": (
        ENTRY.replace("  by: B. Lee\n", ""),
        "differences.yml:1: no-mates.by is missing; write who decided it.",
    ),
    "no words of the source": (
        ENTRY.replace("  source: Keep on moving, mate.\n", ""),
        "no-mates.source is missing",
    ),
    "no words here": (ENTRY.replace("  here: Keep moving.\n", ""), "differences.yml:1: no-mates.here is missing"),
    "unknown field": (
        ENTRY + "  ours: x\n",
        "differences.yml:6: no-mates.ours is not a known field; allowed: source",
    ),
    "no fields": (
        "no-mates: Keep moving.\n",
        "“no-mates” has no fields; write source, here, reason and by below it.",
    ),
    "given twice": (ENTRY + ENTRY, "differences.yml:6: “no-mates” is given twice; keep one."),
    "not said by the source": (
        ENTRY.replace("moving, mate", "moving, friend"),
        "differences.yml:1: The difference “no-mates” does not apply: the source does not say “Keep on moving, fr",
    ),
    "no difference": (
        ENTRY.replace("here: Keep moving.", "here: Keep on moving,   mate."),
        "differences.yml:1: The difference “no-mates” is none: both texts are the same. Take it off the list.",
    ),
    "not what the page says": (
        ENTRY.replace("here: Keep moving.", "here: Keep going."),
        "differences.yml:1: The difference “no-mates” is not there: this guideline shall say “Keep going.”, and "
        f"{line(6)} says “moving.”.",
    ),
    "joined with another": (
        ENTRY + ENTRY.replace("no-mates", "again"),
        "is about words that another difference is about as well: join them.",
    ),
}


@pytest.mark.parametrize("case", WRONG_ENTRIES)
def test_a_fault_of_differences_yml_is_said_with_its_line(case: str, tiny: Tiny) -> None:
    differences, expected = WRONG_ENTRIES[case]
    found = differ(tiny, OTHER, differences)
    assert [line for line in found if expected in line], found


def test_a_difference_that_the_page_has_no_more_is_refused(tiny: Tiny) -> None:
    [found] = differ(tiny, OTHER, ENTRY, BODY.replace("Keep moving.", "Keep on moving, mate."))
    assert found.startswith("source/differences.yml:1: The difference “no-mates” is not there: ")
    left_out = ENTRY.replace("Keep on moving, mate.", "Mind the step.").replace("Keep moving.", '""')
    text = TEXT.replace("Keep", "Mind the step. Keep")
    [found] = differ(tiny, text, left_out, BODY.replace("Keep", "Mind the step. Keep"))
    assert found.startswith("source/differences.yml:1: The difference “no-mates” is not there: ")


def test_words_that_stand_twice_in_the_source_need_more_around_them(tiny: Tiny) -> None:
    entry = ENTRY.replace("Keep on moving, mate.", "in bed.").replace("Keep moving.", "in a bed.")
    found = differ(tiny, TEXT + "- Sleep in bed.\n", entry)
    expected = "is not clear: “in bed.” stands 2 times in the source (source/text.txt:3, source/text.txt:4)."
    assert [line for line in found if expected in line]


def test_differences_from_no_text_are_refused(tiny: Tiny) -> None:
    source(tiny, "transcribed_by: B. Lee\n", None, ENTRY)
    assert "source/differences.yml:None: There is no text of the source to differ from." in said(tiny)


# ---- The documentation ------------------------------------------------------------------------------------------

GUIDE = (ROOT / "docs" / "guidelines.md").read_text(encoding="utf-8")
SECTION = GUIDE[GUIDE.index("## The source, kept and compared") : GUIDE.index("## When you change a sentence")]
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```", SECTION, re.MULTILINE | re.DOTALL)


def test_the_examples_of_the_documentation_work(tiny: Tiny) -> None:
    about, differences = EXAMPLES
    folder = tiny.folder / "source"
    folder.mkdir()
    text = "On backs\nKeep moving, as harbor masters. 1\n- Do NOT rest in bed. 1, 2\n"
    (folder / "handbook.txt").write_text(text, encoding="utf-8")
    (folder / "differences.yml").write_text(differences, encoding="utf-8")
    tiny.body(BODY.replace("Keep moving.", "Keep moving, as harbour masters."))
    digest = sha256(text.encode()).hexdigest()
    (folder / "source.yml").write_text(about, encoding="utf-8")
    assert [line.split(" is not the file")[0] for line in said(tiny)] == ["source/source.yml:7: handbook.txt"]
    (folder / "source.yml").write_text(re.sub(r"(?<=sha256: )\S+", digest, about), encoding="utf-8")
    assert said(tiny) == []


def test_the_documentation_names_every_field_and_every_way_to_cite() -> None:
    names = re.findall(r"^\| `([\w-]+)` \|", SECTION, re.MULTILINE)
    fields = ["citations", "transcribed_by", "cited", "not_cited", "list_levels", "form", "publish", "files"]
    fields += ["from", "received", "sha256", "references_from"]
    assert names == [*fields, *CITATION_STYLES]
