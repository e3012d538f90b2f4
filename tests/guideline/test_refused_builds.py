"""A build with a problem ends with the problem's sentence, an exit code and nothing written."""

from __future__ import annotations

from tests.guideline.tiny import RECORDS, Tiny
from tests.guideline.tiny_site import Built, build, content_of

THIRD = {"id": "third", "type": "book", "title": "Third"}


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
    assert 'href="guidelines/backs/index.html#ref-third"' in content_of(tiny, "other.html")


def test_a_problem_of_a_guideline_stops_the_build_before_all_else(tiny: Tiny) -> None:
    tiny.body("Keep moving. [@smith2O20] {: #move .do }\n\nNo rest. {: #bed .never }\n")
    refused(
        build(tiny),
        f"{tiny.folder}/index.md:17: There is no reference “smith2O20”: add a record of that id. Did you mean ",
        f"{tiny.folder}/index.md:19: “bed” has .never; exactly one of these is allowed:",
    )


def test_problems_of_all_pages_are_said_together_by_file_and_line(tiny: Tiny) -> None:
    tiny.records([*RECORDS, THIRD])
    tiny.page("a.md", "---\ntitle: A\n---\n\nText. [@smith2O20]\n\n[@smith2020, p. 3]\n")
    tiny.page("b.md", "Text.\n\n/// guideline-card | bakcs\n///\n")
    refused(
        build(tiny),
        f"{tiny.content}/a.md:5: There is no reference “smith2O20”: add a record of that id. Did you mean ",
        f"{tiny.content}/a.md:7: [@smith2020, p. 3] cannot be read as citations;",
        f"{tiny.content}/b.md:3: There is no guideline “bakcs”; give the name of its folder. Did you mean “backs”?",
        f"{tiny.folder}/references.json:4: No statement, note or page cites “third”; cite it with [@third] or ",
    )


def test_the_calculator_refuses_a_guideline_that_its_rules_were_not_written_for(tiny: Tiny) -> None:
    tiny.page("a.md", "/// calculator | backs\n///\n")
    refused(build(tiny), "calculator/rules.py: “stratify-start-back” is no statement of backs; name one.")


def test_a_calculator_for_an_unknown_guideline_is_refused(tiny: Tiny) -> None:
    tiny.page("a.md", "/// calculator | bakcs\n///\n")
    refused(
        build(tiny), "a.md", "There is no guideline “bakcs”; give the name of its folder. Did you mean “backs”?"
    )
