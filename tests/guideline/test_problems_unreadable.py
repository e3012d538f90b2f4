"""Files that cannot be read as YAML or JSON, or are in another encoding: what is said, in an editor's words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from site_plugins.diagnostics.page_faults import find_page_faults, find_settings_faults
from site_plugins.diagnostics.problems import ContentError, FileText, Problem
from site_plugins.diagnostics.yaml_faults import mend_yaml
from site_plugins.guideline import Library
from site_plugins.search import read_synonyms
from tests.guideline.tiny import BODY, FRONT, Tiny
from tests.pointing import check, pointed_at

UNCLOSED = "The {0} that opens here is not closed at the end of its text: write {0} there."
QUOTED = "A text that begins with {} must stand in quotes"
COLON = "Put this text in quotes, because it holds a colon"
TAB = "A tab stands before the words of this line: write blanks instead, two for each step to the right."
PARSERS_WORDS = re.compile(
    r"mapping|scalar|block end|token|stream|flow|sequence|anchor|delimiter|property|decod|codec|Expecting|utf-8'"
)

# YAML: the line, what the caret stands below, and what is said, each fault on its own.
YAML: dict[str, list[tuple[int, str, str]]] = {
    "title: Backs: a guide\n": [(1, "Backs:", f'{COLON}: title: "Backs: a guide".')],
    'a:\n  title: Backs: a "guide"\n': [(2, "Backs:", f"{COLON}: title: 'Backs: a \"guide\"'.")],
    "a: one: two\nb: fine\nc: three: four\n": [
        (1, "one:", f'{COLON}: a: "one: two".'),
        (3, "three:", f'{COLON}: c: "three: four".'),
    ],
    "a:\n\tb: c\n": [(2, "\tb", TAB)],
    "a:\n  b:\n  \tc: d\n": [(3, "\tc", TAB)],
    'title: "Backs\nb: c\n': [(1, '"Backs', UNCLOSED.format('"'))],
    'title: "Backs\nb: "c"\n': [(1, '"Backs', UNCLOSED.format('"'))],
    "title: 'Backs\nb: c\n": [(1, "'Backs", UNCLOSED.format("'") + " For an apostrophe within it write ''.")],
    "title: 'Don't rest'\n": [
        (1, "t rest", "The text in quotes ends before this: write '' for an apostrophe: title: 'Don''t rest'.")
    ],
    'title: "Backs" and necks\n': [
        (
            1,
            "and necks",
            "The text in quotes ends before this: put quotes around all of it: title: '\"Backs\" and necks'.",
        )
    ],
    'title: "A \\d"\n': [
        (
            1,
            "\\d",
            "Behind a \\ in double quotes only some letters are allowed: write \\\\ for it, or use single quotes.",
        )
    ],
    "a:\n  b: c\n   d: e\n": [
        (
            3,
            "d: e",
            "This line stands further to the right than the one above it, which has its text already: begin it "
            "below the “b”.",
        )
    ],
    "a:\n    b: c\n  d: e\n": [
        (
            3,
            "d: e",
            "This line begins 2 blanks in, and none of the lines above that it could stand beside does: begin it "
            "exactly below the one that it stands beside.",
        )
    ],
    "a:\n  - b: c\n  d: e\n": [
        (3, "d: e", "This line belongs to the list’s item above: begin it exactly below the “b”.")
    ],
    "title:A\nb: c\n": [
        (1, "title:A", "“title:A” has no colon with a blank behind it: write “name: text”, one a line.")
    ],
    "a: b\nc\nd: e\n": [(2, "c", "“c” has no colon with a blank behind it: write “name: text”, one a line.")],
    "a: [b, c\nd: e\n": [
        (
            1,
            "[b",
            "The [ that opens here is not closed: write ] behind the last of its words. If it is no list but text, "
            "put the text in quotes.",
        )
    ],
    "a: b\n- c\n": [
        (
            2,
            "- c",
            "A list’s item, which begins with “- ”, cannot stand here: write “name: text”, or indent it as the "
            "items above.",
        )
    ],
    "a: b\n---\nc: d\n": [(2, "---", "A line --- ends what can be read: take it out.")],
    "a: b\u0007\nc: d\u0008\n": [
        (1, "\u0007", "This line holds the character U+0007, which no page can show; take it out."),
        (2, "\u0008", "This line holds the character U+0008, which no page can show; take it out."),
    ],
    **{
        f"title: {words}\n": [(1, words, f'{QUOTED.format(words[0])}: title: "{words}".')]
        for words in (
            "@home",
            "`x`",
            "*x* y",
            "*x",
            "& so on",
            "%x",
            "[1] x",
            "{x} y",
            "| x",
            "> 5 mg",
            "- x",
            "? x",
        )
    },
}


@pytest.mark.parametrize("text", YAML)
def test_yaml_that_cannot_be_read_says_what_to_write(text: str) -> None:
    found = [FileText("a.yml", text).at(fault.at).problem(fault.text) for fault in mend_yaml(text).faults]
    check(found, [(f"a.yml:{line}", at, said) for line, at, said in YAML[text]])


def test_all_faults_of_the_front_matter_are_said_in_one_round(tiny: Tiny) -> None:
    front = FRONT.replace("title: Backs\n", "title: Backs: a guide\n").replace("status: draft", "status: @draft")
    tiny.front(front)
    check(
        tiny.problems(),
        [
            ("index.md:2", "Backs: a", f'{COLON}: title: "Backs: a guide".'),
            ("index.md:5", "@draft", f'{QUOTED.format("@")}: status: "@draft".'),
        ],
    )
    # What can be read of it is checked in the same round; of a line without a name nobody knows what is missing.
    tiny.front(front.replace("2027-05-23", "May").replace("  reviewer: null\n", ""))
    assert [(each.line, each.text.partition(";")[0].partition(". ")[0]) for each in tiny.problems()] == [
        (2, f'{COLON}: title: "Backs: a guide".'),
        (3, "guideline.reviewer is missing"),
        (5, f'{QUOTED.format("@")}: status: "@draft".'),
        (12, "guideline.next_review is “May”"),
    ]
    tiny.front(FRONT.replace("2027-05-23", "May").replace("  reviewer: null", "\treviewer: null"))
    assert [(each.line, each.text.partition(";")[0]) for each in tiny.problems()] == [
        (12, "guideline.next_review is “May”"),
        (13, TAB),
    ]


@pytest.mark.parametrize(
    ("line", "at", "said"),
    [
        ("  funding: ! none", "! none", f"{QUOTED.format('!')}."),
        ("  funding: !none none", "!none", f"{QUOTED.format('!')}."),
        ("  funding: prize #1", "#1", "What stands behind this # would not be read: put the whole text in quotes."),
        (
            "  funding: none\n    - a drawer",
            "- a drawer",
            "This would not be an item of a list but part of the text above: take that text out, or put all of it "
            "in quotes on one line.",
        ),
        ("  funding: 0x_", "funding", "The value of “funding” cannot be read: if it is text, put it in quotes."),
        (
            "  ? [funding]\n  : none",
            "[funding]",
            "A list or a group of fields stands where a name is expected: put it in quotes.",
        ),
    ],
)
def test_words_that_yaml_would_leave_out_are_refused(tiny: Tiny, line: str, at: str, said: str) -> None:
    tiny.front(FRONT.replace("  funding: none", line))
    [problem] = tiny.problems()
    assert problem.text == said
    assert pointed_at(problem).startswith(at)


def test_a_remark_behind_a_value_is_one(tiny: Tiny) -> None:
    tiny.front(FRONT.replace("  funding: none", "  funding: none # as far as we know"))
    assert tiny.problems() == []
    assert tiny.read().about.funding == "none"


NEVER_CLOSED = "The front matter that opens here is never closed: write a line --- below its last field."
NOT_FIRST = "Front matter begins with a line of three hyphens, ---, and that is the first of the file."


@pytest.mark.parametrize(
    ("front", "line", "said"),
    [
        (FRONT.removesuffix("---\n"), 1, NEVER_CLOSED),
        (FRONT.removesuffix("---\n") + "----\n", 1, NEVER_CLOSED),
        (FRONT.removesuffix("---\n") + "—-\n", 1, NEVER_CLOSED),
        (f"\n{FRONT}", 2, NOT_FIRST),
        (f" {FRONT}", 1, NOT_FIRST),
        (FRONT.replace("---\n", "—-\n", 1), 1, NOT_FIRST),
        (FRONT.replace("---\n", "--\n", 1), 1, NOT_FIRST),
    ],
)
def test_front_matter_that_would_be_text_is_refused(tiny: Tiny, front: str, line: int, said: str) -> None:
    tiny.front(front)
    assert [(problem.line, problem.text) for problem in tiny.problems()] == [(line, said)]


def of_page(folder: Path, text: str) -> list[Problem]:
    file = folder / "page.md"
    file.write_text(text, encoding="utf-8")
    return list(find_page_faults(file, ["title"]))


def test_what_mkdocs_would_take_from_a_page_without_a_word_is_refused(tmp_path: Path) -> None:
    [problem] = of_page(tmp_path, "Warning: give nothing.\n\nText.\n")
    assert problem.text.startswith("This line would be taken for a setting and not be shown: ")
    [problem] = of_page(tmp_path, "---\ntitle: A: b\n---\n\nText.\n")
    assert (problem.line, problem.text) == (2, f'{COLON}: title: "A: b".')
    [problem] = of_page(tmp_path, "---\n- A\n---\n\nText.\n")
    assert problem.text == "Lines such as “name: text” are expected here."
    [problem] = of_page(tmp_path, "---\ntitle: A\ntitle: B\n---\n\nText.\n")
    assert (problem.line, problem.text) == (3, "“title” is given twice; keep one.")


@pytest.mark.parametrize(
    "text", ["", "# A\n", "---\n\nA rule above.\n", "\nNote: shown.\n", f"{FRONT}{BODY}", "---\n---\n"]
)
def test_other_pages_are_let_be(tmp_path: Path, text: str) -> None:
    assert of_page(tmp_path, text) == []


def test_settings_are_looked_at_before_mkdocs_reads_them(tmp_path: Path) -> None:
    file = tmp_path / "mkdocs.yml"
    file.write_text("site_name: Backs: a site\nnav:\n\t- a.md\nx: !ENV [A, b]\ny: 1\ny: 2\n", encoding="utf-8")
    assert [(each.line, each.text) for each in find_settings_faults(file, [])] == [
        (1, f'{COLON}: site_name: "Backs: a site".'),
        (3, TAB),
    ]
    file.write_text("x: !!python/name:a.b\ny: 1\ny: 2\n", encoding="utf-8")
    assert [(each.line, each.text) for each in find_settings_faults(file, [])] == [
        (3, "“y” is given twice; keep one.")
    ]


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-16", "This is UTF-16 and not UTF-8: save it as UTF-8."),
        ("utf-16-le", "This is UTF-16 and not UTF-8: save it as UTF-8."),
        ("utf-16-be", "This is UTF-16 and not UTF-8: save it as UTF-8."),
        ("utf-32", "This is UTF-32 and not UTF-8: save it as UTF-8."),
        ("cp1252", "This is not UTF-8: save it as UTF-8."),
    ],
)
@pytest.mark.parametrize("name", ["index.md", "references.json", "plain-language.yml"])
def test_a_file_in_another_encoding_is_named(tiny: Tiny, name: str, encoding: str, said: str) -> None:
    file = tiny.folder / name
    text = file.read_text(encoding="utf-8") + "Ä\n"
    file.write_bytes(text.encode(encoding))
    [problem] = tiny.problems()
    assert (problem.file, problem.text) == (name, said)
    assert problem.line == (text.count("\n") if encoding == "cp1252" else 1)


def test_a_mark_at_the_beginning_and_lines_of_windows_or_old_macs_are_read(tiny: Tiny) -> None:
    file = tiny.folder / "index.md"
    text = file.read_text(encoding="utf-8")
    for end in ("\r\n", "\r"):
        file.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", end).encode())
        assert tiny.problems() == []


@pytest.mark.parametrize(
    ("text", "at", "said"),
    [
        ('[{"id": "a",}]', ",}", "Nothing follows this comma: take it out."),
        ('[{"id": "a"},]', ",]", "Nothing follows this comma: take it out."),
        ('[{"id": "a"} {"id": "b"}]', '{"id": "b"', "A comma is missing before this."),
        ('[{"id": "a" "type": "b"}]', '"type"', "A comma is missing before this."),
        (
            '[{"title": "A "b" c"}]',
            "b",
            'The text before this has ended: write \\" for a quote within it, or a comma behind it.',
        ),
        ('[{"id" "a"}]', '"a"', 'A colon is missing before this: write "name": and then the value.'),
        ("[{'id': 'a'}]", "'id'", "Texts stand in straight double quotes: write \" instead of '."),
        ("[{“id”: 1}]", "“id", 'Texts stand in straight double quotes: write " instead of “.'),
        ("[{id: 1}]", "id", 'A name in double quotes is expected here, such as "title".'),
        ('[{"id": None}]', "None", "“None” is no value here: write null."),
        ('[{"id": smith}]', "smith", "“smith” is no value: put text in double quotes."),
        (
            '[{"id": "a\n"}]',
            '"a',
            'The text that opens with this quote is not closed on its line: write " at its end.',
        ),
        ('[{"id": "a', '"a', 'The text that opens with this quote is never closed: write " at its end.'),
        ('[{"id": "a"}', "[", "The [ that opens here is never closed: write ] at its end."),
        ('[{"id": "\\d"}]', "\\d", "Behind a \\ only some letters are allowed: write \\\\ for it."),
        (
            '[{"id": "a"}], {"id": "b"}',
            ",",
            "What is to be read ends before this: is a bracket closed too early? Several records stand within one "
            "[ and ], with a comma between them.",
        ),
    ],
)
def test_json_that_cannot_be_read_says_what_to_write(tiny: Tiny, text: str, at: str, said: str) -> None:
    (tiny.folder / "references.json").write_text(text, encoding="utf-8")
    [problem] = tiny.problems()
    assert problem.text == said
    assert pointed_at(problem).startswith(at)


SIGNS = st.sampled_from(
    [
        *"ab:-'\"[]{}#!|>%@\\?,~é\u2028\u0085\ufeff",
        *["b: ", " : ", "&x ", "*x ", "/// ", "0x ", "1_ ", "<<: ", "null ", " "],
        *["\n", "\n  ", "\t", "---\n", "a: ", "- a: "],
    ]
)
FAULTS = st.one_of(st.binary(max_size=60), st.lists(SIGNS, max_size=25).map(lambda signs: "".join(signs).encode()))


@settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=FAULTS, behind=st.booleans())
def test_any_bytes_are_read_or_refused_in_an_editors_words(tiny: Tiny, data: bytes, behind: bool) -> None:
    said: list[str] = []
    for name in ("index.md", "references.json", "plain-language.yml", "read-against.json", "published.json"):
        file = tiny.folder / name
        before = file.read_bytes() if file.exists() else None
        file.write_bytes((before or b"") + data if behind else data + (before or b""))
        said += [problem.text for problem in tiny.problems()]
        said += [problem.text for problem in find_page_faults(file, ["title"])]
        said += [problem.text for problem in find_settings_faults(file, ["title"])]
        try:
            read_synonyms(file)
        except ContentError as error:
            said += [problem.text for problem in error.problems]
        try:
            Library(tiny.content).folder("backs")
        finally:
            file.unlink() if before is None else file.write_bytes(before)
    # What is quoted is the file's own.
    own = [re.sub(r"“[^”]*”|: \S+: .*$", "", text) for text in said]
    assert [text for text in own if PARSERS_WORDS.search(text)] == []
