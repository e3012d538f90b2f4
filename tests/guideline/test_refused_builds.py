"""A build with problems ends with all of them, each with its place, with an exit code and nothing written."""

from __future__ import annotations

import json
import re

from tests.guideline.tiny import FRONT, RECORDS, Tiny
from tests.guideline.tiny_site import Built, build, content_of
from tests.references.retraction_file import retraction_text, row

THIRD = {"id": "third", "type": "book", "title": "Third"}
HEAD = re.compile(r"\S+\.(?:md|json|yml|csv|py):[0-9]+(?::[0-9]+)?: [A-Z“[a-z]")
"""How the first line of a problem begins."""


def refused(built: Built, *problems: str) -> None:
    assert built.exit_code == 1
    assert "Traceback" not in built.said
    assert built.files == set()
    for problem in problems:
        assert problem in built.said


def test_a_site_in_which_nothing_is_wrong_is_built(tiny: Tiny) -> None:
    tiny.records([*RECORDS, THIRD])
    tiny.page("other.md", "Only cited here. [@third]\n\n[To bed](guidelines/backs/index.md#bed)\n")
    built = build(tiny)
    assert (built.exit_code, "WARNING" in built.said) == (0, False), built.said
    assert built.files >= {
        "index.html",
        "other.html",
        "guidelines/backs/index.html",
        "data/guidelines/backs.json",
        "data/guidelines/guideline.schema.json",
    }
    other = content_of(tiny, "other.html")
    assert ('href="#ref:third"' in other, 'id="ref:third"' in other) == (True, True)


def test_a_problem_is_shown_with_file_line_column_text_and_suggestion(tiny: Tiny) -> None:
    tiny.body("Keep moving. [@smith2O20] {: #move .do }\n\nNo rest. {: #bed .never }\n")
    refused(
        build(tiny),
        f"{tiny.folder}/index.md:18:15: There is no reference “smith2O20”: add a record of that id. "
        "Did you mean “smith2020”?\n"
        "    Keep moving. [@smith2O20] {: #move .do }\n"
        "                  ^\n",
        f"{tiny.folder}/index.md:20:13: “bed” has .never; exactly one of these is allowed: ",
        "\n    No rest. {: #bed .never }\n                ^\n",
    )


def test_problems_of_all_pages_are_said_together_by_file_and_line(tiny: Tiny) -> None:
    tiny.records([*RECORDS, THIRD])
    tiny.page("a.md", "---\ntitle: A\n---\n\nText. [@smith2O20]\n\n[@smith2020, p. 3]\n")
    tiny.page("b.md", "Text.\n\n/// guideline-card | bakcs\n///\n")
    problems = [
        f"{tiny.content}/a.md:5:8: There is no reference “smith2O20”: add a record of that id. Did you mean ",
        f"{tiny.content}/a.md:7:1: “[@smith2020, p. 3]” cannot be read as a citation:",
        f"{tiny.content}/b.md:3:1: There is no guideline “bakcs”; use the name of its folder. Did you mean “b",
        f"{tiny.folder}/references.json:4:8: No statement, note or page cites “third”; cite it with [@third] or ",
    ]
    built = build(tiny)
    refused(built, *problems)
    assert sorted(problems, key=built.said.index) == problems


def test_a_guideline_that_nobody_is_shown_to_stand_behind_is_refused(tiny: Tiny) -> None:
    """Without its card a page shows neither its status nor what differs from its source."""
    body = "Keep moving. {: #move .do }\n\nNo rest. {: #bed .dont }\n"
    tiny._write("index.md", FRONT.replace("\n/// guideline-card | backs\n///\n", "\n") + body)
    refused(build(tiny), f"{tiny.folder}/index.md: The first page of a guideline shows who is behind it")


def test_a_mark_that_nearly_says_whose_words_these_are_is_refused(tiny: Tiny) -> None:
    body = "Keep moving. {: #move .do }\n\nNo rest. {: #bed .dont }\n\n"
    tiny.body(f"{body}Ours.\n{{: .editor }}\n\n## Ours too {{: #ours .Editors }}\n\nOurs.\n{{: .editors }}\n")
    refused(
        build(tiny),
        "index.md:23:4: This marks nothing: a paragraph or heading that is yours",
        "index.md:25:22: This marks nothing: a paragraph or heading that is yours",
    )


def test_what_mkdocs_would_leave_out_of_a_page_or_print_stops_the_build(tiny: Tiny) -> None:
    tiny.page("a.md", "Warning: not shown.\n\nText.\n")
    tiny.page("b.md", "---\ntitle: B: a page\n---\n\nText.\n")
    tiny.page("c.md", "---\ntitle: C\n\nText.\n\n/// details | D\n\nText.\n")
    refused(
        build(tiny),
        f"{tiny.content}/a.md:1: This line would be taken for a setting and not be shown: ",
        f'{tiny.content}/b.md:2:8: Put this text in quotes, because it holds a colon: title: "B: a page".',
        f"{tiny.content}/c.md:1: The front matter that opens here is never closed: ",
        f"{tiny.content}/c.md:6:1: The details that opens in line 6 is not closed up to the end of the page: ",
    )


def test_a_build_with_ten_mistakes_and_more_reports_them_all(tiny: Tiny) -> None:
    tiny.front(FRONT.replace("  reviewer: null", "  reviewer: null\n  reviewr: B. Lee"))
    body = (
        "Keep moving. [@smith2O20] {: #move .do }\n\n"
        "No rest. [@smith2020; @jones2021] {: #bed .never }\n\n"
        "Heat. [@jones2021, p. 3] {: #move .do }\n\n"
        "/// editors-note | Heat\n    about: [heat]\n\nText.\n///\n"
    )
    file = tiny.folder / "index.md"
    file.write_text(file.read_text(encoding="utf-8").partition("# On backs")[0] + body, encoding="utf-8")
    tiny.records(
        [
            RECORDS[0] | {"DOI": "https://doi.org/10.1000/backs"},
            RECORDS[1] | {"PMID": "0", "custom": {"stauts": "unlisted"}},
            THIRD | {"author": [{"family": "Lee", "given": 5}], "jornal": "J"},
            THIRD,
        ]
    )
    references = tiny.folder / "references.json"
    text = references.read_text(encoding="utf-8").replace('"type": "book"', '"type": "book", "type": "book"', 1)
    references.write_text(text, encoding="utf-8")
    tiny.wording('move: ""\nbed: "B."\n')
    tiny.page("other.md", "Text. [@smith2020, p. 3]\n\n/// reference-list | knees\n///\n")
    expected = {
        "index.md": [
            "guideline.reviewr is not a known field;",
            "There is no reference “smith2O20”",
            "“bed” has .never;",
            "The id “move” is used twice;",
            "“[@jones2021, p. 3]” cannot be read as a citation:",
            "The note is about “heat”, which is not a statement id.",
        ],
        "references.json": [
            "DOI of “smith2020” is 'https://doi.org/10.1000/backs'; ",
            "“type” is given twice in “jones2021”; keep one.",
            "PMID of “jones2021” is '0'; ",
            "custom.stauts of “jones2021” is not known; ",
            "given of author of “third” is 5; ",
            "jornal of “third” is not a field of CSL-JSON.",
            "The id “third” is used on line 4 already; ",
        ],
        "plain-language.yml": ["The wording of “move” is empty; give it a text."],
        "other.md": [
            "“[@smith2020, p. 3]” cannot be read as a citation:",
            "There is no guideline “knees”;",
        ],
    }
    built = build(tiny)
    refused(built)
    for name, problems in expected.items():
        for problem in problems:
            assert re.search(rf"/{re.escape(name)}:[0-9]+:[0-9]+: {re.escape(problem)}", built.said), problem
    assert len(HEAD.findall(built.said)) == sum(map(len, expected.values())), built.said


def test_a_cited_work_that_was_retracted_stops_a_strict_build_until_somebody_stands_for_it(tiny: Tiny) -> None:
    work = RECORDS[0] | {"DOI": "10.5555/work"}
    tiny.records([work, RECORDS[1]])
    tiny.page("retraction_watch.csv", retraction_text(row()))
    refused(
        build(tiny),
        f"{tiny.folder}/references.json:2:8: “smith2020” was retracted on 2019-01-31, notice 10.5555/notice, ",
        "\n    " + json.dumps(work) + ",\n           ^\n",
    )


def test_an_acknowledged_retraction_stops_no_build(tiny: Tiny) -> None:
    acknowledged = {"acknowledged": {"by": "B. Lee", "on": "2026-05-23"}}
    tiny.records([RECORDS[0] | {"DOI": "10.5555/work", "custom": acknowledged}, RECORDS[1]])
    tiny.page("retraction_watch.csv", retraction_text(row()))
    assert build(tiny).exit_code == 0


def test_a_retraction_file_that_cannot_be_read_stops_the_build(tiny: Tiny) -> None:
    tiny.page("retraction_watch.csv", "DOI,PMID\n")
    refused(build(tiny), f"{tiny.content}/retraction_watch.csv:1: Here the columns OriginalPaperDOI, ")


def test_the_calculator_refuses_a_guideline_that_its_rules_were_not_written_for(tiny: Tiny) -> None:
    tiny.page("a.md", "/// calculator | backs\n///\n")
    refused(
        build(tiny),
        "No calculator was written for 'backs'; allowed: low-back-pain-next-steps.",
    )


def test_a_calculator_for_an_unknown_guideline_is_refused(tiny: Tiny) -> None:
    tiny.page("a.md", "/// calculator | bakcs\n///\n")
    refused(build(tiny), "a.md", "There is no guideline “bakcs”; use the name of its folder. Did you mean “backs”?")
