"""Every fault of `glossary.yml` is told with its place, its value, what is allowed and what to do, in one round."""

from __future__ import annotations

import pytest

from tests.guideline.render import render
from tests.guideline.tiny import BODY, RECORDS, Tiny
from tests.pointing import pointed_at

FILE = "glossary.yml"
ROW = "- term: BP\n  long: bow pressure\n  of: source\n"
FAULTS: dict[str, tuple[str, int, str, str]] = {
    "nothing": ("# none\n", 1, "", "This has no entry: write - term: BP"),
    "no list": ("BP: bow pressure\n", 1, "", "A list is expected here, each entry beginning with “- ”."),
    "a text": ("- BP\n", 1, "BP", "This is “BP”, and no entry"),
    "an unknown field": (
        f"{ROW}  meanig: x\n",
        4,
        "meanig",
        "unknown field “meanig”; allowed: term, long, meaning, of",
    ),
    "the nearest field": (f"{ROW}  meanig: x\n", 4, "meanig", "Did you mean “meaning”?"),
    "no term": ("- long: bow pressure\n  of: source\n", 1, "long", "This entry has no term"),
    "an empty term": (ROW.replace("BP", '""'), 1, "term", "term is empty; give it a text."),
    "a word of YAML": (ROW.replace("BP", "NO"), 1, "term", "term is false to YAML; give it a text, in quotes."),
    "no letter": (ROW.replace("BP", '"5"'), 1, "term", "“5” has no letter"),
    "neither of two": ("- term: BP\n  of: source\n", 1, "term", "“BP” has neither a long form nor a meaning"),
    "its own long form": (ROW.replace("bow pressure", "BP"), 1, "term", "“BP” is its own long form"),
    "whose words": (
        "- term: BP\n  long: bow pressure\n",
        1,
        "term",
        "“BP” does not say whose words it is: add of:",
    ),
    "of somebody else": (ROW.replace("source", "sauce"), 3, "of", "of of “BP” is “sauce”; allowed: source (the"),
    "a field twice": (f"{ROW}  of: editors\n", 4, "of", "“of” is given twice; keep one."),
    "a list for a text": (
        ROW.replace("bow pressure", "[a, b]"),
        2,
        "long",
        "long of “BP” is a list; give it a text.",
    ),
    "a text for a list": (f"{ROW}  also: BPs\n", 4, "also", "also of “BP” is “BPs”; allowed: a list of other"),
    "an empty list": (f"{ROW}  also: []\n", 4, "also", "also of “BP” is a list; allowed: a list of other"),
    "a spelling twice": (f"{ROW}  also: [BPs, BPs]\n", 4, "BPs]", "also of “BP” has “BPs” twice; keep one."),
    "its own spelling": (f"{ROW}  also: [BP]\n", 1, "term", "“BP” is given twice in this entry; keep one."),
    "a number for a spelling": (
        f"{ROW}  also: [5]\n",
        4,
        "5",
        "An entry of also of “BP” is 5; give it a text, in quotes",
    ),
    "HTML": (ROW.replace("bow", "<b>bow</b>"), 2, "long", "long of “BP” holds “<b>”: it is plain text"),
    "an entity": (ROW.replace("bow", "bow&nbsp;"), 2, "long", "long of “BP” holds “&nbsp;”: it is plain text"),
    "a citation": (ROW.replace("bow", "bow [@a]"), 2, "long", "so name references under citations."),
    "emphasis": (ROW.replace("bow", "the **bow**"), 2, "long", "long of “BP” holds “**”, which is not read here"),
    "emphasis by one sign": (ROW.replace("bow", "the *bow*"), 2, "long", "holds “*bow*”, which is not read here"),
    "a raised number": (
        f"{ROW}  meaning: a pH of 10^7^\n",
        4,
        "meaning",
        "meaning of “BP” holds “^7^”, which is not read here: it is plain text, so write the character itself, "
        "such as 10⁷, H₂O",
    ),
    "a lowered number": (ROW.replace("bow", "H~2~O"), 2, "long", "holds “~2~”, which is not read here: it is"),
    "a formula": (ROW.replace("bow", r"\geq 5"), 2, "long", "plain text, so write the character itself"),
    "a number in brackets": (ROW.replace("bow", "bow [5]"), 2, "long", "“[5]”, which is not read here: it is"),
    "a raised number behind a sentence": (
        f"{ROW}  meaning: At the bow.²\n",
        4,
        "meaning",
        "so name references under citations.",
    ),
    "a raised spelling": (f"{ROW}  also: [B^P^]\n", 4, "B^P", "An entry of also of “BP” holds “^P^”"),
    "too long a term": (ROW.replace("BP", "B" * 81), 1, "term", "term has 81 characters; at most 80 are allowed."),
    "too long a form": (ROW.replace("bow", "b" * 251), 2, "long", "at most 250 are allowed."),
    "too long a meaning": (f"{ROW}  meaning: {'b' * 601}\n", 4, "meaning", "at most 600 are allowed."),
    "a control character": (ROW.replace("bow pressure", '"bow\\x07"'), 2, "long", "holds the character U+0007"),
    "an invisible character": (ROW.replace("bow", "bo\u200bw"), 2, "long", "holds U+200B after “o”"),
    "two lines": (ROW.replace("bow pressure", '"bow\\nstern"'), 2, "long", "holds the line break U+000A"),
    "a meaning twice": (ROW + ROW, 4, "term", "“BP” is given in line 1 already; keep one of the two."),
    "two meanings": (
        ROW + ROW.replace("bow", "low"),
        4,
        "term",
        "“BP” has another meaning in line 1, and a reader",
    ),
    "two meanings in other spellings": (
        f"{ROW}- term: pressure\n  long: at the bow\n  also: [BP]\n  of: source\n",
        4,
        "term",
        "“BP” has another meaning in line 1",
    ),
    "a phrase without the term": (
        f"{ROW}  except: [low tide]\n",
        1,
        "term",
        "“low tide”, under except of “BP”, does not",
    ),
    "an unused entry": (ROW.replace("BP", "KP"), 1, "term", "No page says “KP” as a word of its text, written so"),
    "an unused phrase": (
        f"{ROW}  except: [BP fittings]\n",
        1,
        "term",
        "“BP fittings”, under except of “BP”, stands on",
    ),
    "an unknown reference": (
        f"{ROW}  citations: [smiht2020]\n",
        1,
        "term",
        "“BP” cites “smiht2020”, and there is no",
    ),
    "the nearest reference": (f"{ROW}  citations: [smiht2020]\n", 1, "term", "Did you mean “smith2020”?"),
    "YAML": ("- term: BP: x\n", 1, "BP: x", "holds a colon"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_where_it_stands(tiny: Tiny, name: str) -> None:
    text, number, at, message = FAULTS[name]
    tiny.wording(None)
    tiny.body(f"{BODY}\nThe BP.\n")
    (tiny.folder / FILE).write_text(text, encoding="utf-8")
    problems = [problem for problem in tiny.problems() if message in problem.text]
    assert len(problems) == 1, [str(problem) for problem in tiny.problems()]
    [problem] = problems
    assert (problem.file, problem.line) == (FILE, number)
    if at:
        assert pointed_at(problem).startswith(at)


@pytest.mark.parametrize("words", ["10^9", "m^2", "HLA-B*27 and HLA-B*57", "T2*", "5 ~ 6", "a_b", "[of a boat]"])
def test_what_only_resembles_markup_is_text(tiny: Tiny, words: str) -> None:
    tiny.wording(None)
    tiny.body(f"{BODY}\nThe BP.\n")
    (tiny.folder / FILE).write_text(ROW.replace("bow pressure", f'"{words}"'), encoding="utf-8")
    assert tiny.problems() == []


def test_nothing_of_it_is_told_of_the_page(tiny: Tiny) -> None:
    """It was told without a line, with what to write in Markdown."""
    tiny.wording(None)
    body = f"{BODY}\nThe BP.\n"
    tiny.body(body)
    row = ROW.replace("bow pressure", '"[[bow pressure"') + '  also: ["BP]]"]\n'
    (tiny.folder / FILE).write_text(row, encoding="utf-8")
    assert "[[bow pressure" in render(tiny, f"{body}\nBP]]\n")


def test_all_are_told_in_one_round(tiny: Tiny) -> None:
    tiny.wording(None)
    tiny.records(RECORDS[:1])
    tiny.body(f"{BODY}\nThe BP.\n")
    rows = "- term: CP\n  long: <i>\n  of: nobody\n- term: DP\n  long: deck pressure\n  of: source\n- KP\n"
    (tiny.folder / FILE).write_text(rows, encoding="utf-8")
    found = [(problem.file, problem.line) for problem in tiny.problems()]
    assert found == [(FILE, 2), (FILE, 3), (FILE, 4), (FILE, 7), ("index.md", found[-1][1])]


def test_the_form_that_a_page_uses_is_named(tiny: Tiny) -> None:
    tiny.wording(None)
    tiny.body(f"{BODY}\nThe Bow-thruster.\n")
    (tiny.folder / FILE).write_text("- term: bow-thrusters\n  meaning: it\n  of: editors\n", encoding="utf-8")
    [problem] = tiny.problems()
    assert problem.text.endswith("take the entry out, or correct it.")
    (tiny.folder / FILE).write_text("- term: BOW\n  meaning: it\n  of: editors\n", encoding="utf-8")
    [problem] = tiny.problems()
    assert problem.text.endswith("or, if “Bow-thruster” is meant, add that under also:.")
