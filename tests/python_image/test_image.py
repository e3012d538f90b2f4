"""The image answers as CPython does, or traps. Here under Node; tests/browser has the browsers."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from random import Random
from struct import unpack_from

import pytest

from calculator.core.language import Language
from calculator.service import COMMANDS, begin, serve
from site_plugins.calculators.questions import make_questions
from site_plugins.python_image import ImageMaker, Memory
from site_plugins.python_image.wasm import OF_FUNCTION, OF_GLOBAL, Module
from tests.calculators.test_questions import IN_PART, WHOLE, walk
from tests.languages.made_up import LONG, MIRRORED, lengthen, made_up_language, mirror
from tests.python_image.cutting import Call, image_of, kept_by, maker_of, without, without_command
from tests.runtime.calls import every_call
from tests.runtime.fuzz import agrees, random_calls

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def maker(pyodide: Path, files: dict[str, bytes]) -> ImageMaker:
    """Makes images of what the site serves."""
    return maker_of(files)


@pytest.fixture(scope="module")
def image(files: dict[str, bytes]) -> bytes:
    """The image that the site serves."""
    return image_of(files)


@pytest.fixture(scope="module")
def memory(maker: ImageMaker) -> Memory:
    """The memory that is in it, with all of C's constant data."""
    return maker.start(clean=True)


@pytest.fixture(scope="module")
def known(guideline_text: str) -> list[Call]:
    """What the tests of every answer ask: all published vectors, and every command on every kind of form."""
    asked = [(command, json.dumps(given)) for command, given in every_call(guideline_text)]
    refused = [[guideline_text, "{}"], [json.dumps({"slug": "paper-boat", "version": "1"}), None]]
    begun = [("begin", json.dumps(given)) for given in ([guideline_text, None], *refused)]
    in_other_languages = [
        question
        for language in (
            Language("x", "rtl"),
            made_up_language(LONG, lengthen),
            made_up_language(MIRRORED, mirror, wording=True),
        )
        for question in (
            ("begin", json.dumps([guideline_text, None, json.dumps(language.to_json())])),
            *asked[::20],
            *{command: (command, given) for command, given in asked}.values(),
        )
    ]
    return [*begun, *asked, *in_other_languages, begun[0]]


def expected(asked: Sequence[Call]) -> list[str]:
    """Return what CPython answers, in the image's form."""
    answers = []
    for command, given in asked:
        try:
            if command == "begin":
                begin(*json.loads(given))
                answers.append("=")
            else:
                answers.append(f"={serve(command, given)}")
        except Exception as error:
            answers.append(f"!{type(error).__name__}")
    return answers


def differing(asked: Sequence[Call], answers: Sequence[str | None]) -> list[tuple[Call, str | None, str]]:
    """Return what was answered otherwise than CPython does, or not at all."""
    triples = zip(asked, answers, expected(asked), strict=True)
    return [triple for triple in triples if triple[1] != triple[2]]


def test_what_is_asked_runs_every_line_that_an_answer_can_reach(known: list[Call]) -> None:
    walked = walk(known)
    assert {command for command, count in walked["answered"].items() if count} >= COMMANDS.keys()
    # The guideline here says on which day it was published.
    unwalked = walked["unwalked"].keys() - (WHOLE | IN_PART)
    assert unwalked == {"calculator/core/editions.py edition_text"}


# ---- What it answers ---------------------------------------------------------------------------------------------


def test_every_answer_is_cpythons(maker: ImageMaker, image: bytes, known: list[Call]) -> None:
    assert len(known) > 4000
    answers, _entered = maker.ask(image, known)
    assert differing(known, answers) == []


def test_half_of_the_vectors_tell_what_the_other_half_needs(
    maker: ImageMaker, memory: Memory, known: list[Call]
) -> None:
    # What is asked in another language is asked after a beginning of its own.
    begun = [json.loads(given) if command == "begin" else [] for command, given in known]
    first, *rest = known[: next(at for at, given in enumerate(begun) if len(given) > 2)]
    # What is typed, opened or refused is the only one of its kind, and stands in both halves.
    answered = zip(rest, expected([first, *rest])[1:], strict=True)
    refused = {call for call, answer in answered if re.match(r'!|={"error"|.*"ok": false', answer)}
    unlike = {call for call in rest if call in refused or call[0] in ("open", "quick")}
    valid = [call for call in rest if call not in unlike]
    # Some commands are asked of every eighth form.
    Random(15).shuffle(valid)
    kept = maker.profile(memory, [first, *sorted(unlike), *valid[::2]])
    other = [first, *valid[1::2]]
    assert len(other) > 1500
    answers, _entered = maker.ask(maker.bake(memory, kept), other)
    assert differing(other, answers) == []


@pytest.mark.usefixtures("slow")
def test_twenty_thousand_random_requests_trap_nothing_or_are_left_to_the_full_python(
    maker: ImageMaker, image: bytes, known: list[Call]
) -> None:
    begin(*json.loads(known[0][1]))
    asked = [known[0], *random_calls(20_000, seed=15)]
    answers, _entered = maker.ask(image, asked)
    assert differing(asked, answers) == []


def test_every_character_is_what_it_is_for_cpython(maker: ImageMaker, image: bytes, known: list[Call]) -> None:
    """A label holds what is printable: CPython's longest tables tell, which are constant data."""
    characters = "".join(chr(code) for code in range(0x110000) if agrees(code) and not 0xD800 <= code < 0xE000)
    # Of what nobody has assigned a few: it is the same everywhere.
    few = [characters[start : start + 20] for start in range(0, len(characters), 20)]
    few = [each for number, each in enumerate(few) if unicodedata.name(each[0], "") or number % 50 == 0]
    page = json.loads(known[3][1])["page"]
    request = json.dumps({"red_flags": {"malignancy": False}})
    asked = [known[0]]
    asked += [("save", json.dumps({"request": request, "page": {**page, "label": f".{each}."}})) for each in few]
    assert len(asked) > 5000
    answers, _entered = maker.ask(image, asked)
    assert differing(asked, answers) == []


def test_a_function_that_is_not_there_traps_and_nothing_else_does(
    maker: ImageMaker, image: bytes, known: list[Call]
) -> None:
    less = without_command(maker, image, "code")
    asked = known[:400]
    answers, _entered = maker.ask(less, asked)
    assert {call[0] for call, _answer, _right in differing(asked, answers)} == {"code"}
    codes = [answer for call, answer in zip(asked, answers, strict=True) if call[0] == "code"]
    assert codes
    assert set(codes) == {None}


# ---- What is in it -----------------------------------------------------------------------------------------------


def test_what_was_cleared_is_read_by_nothing(
    maker: ImageMaker, image: bytes, memory: Memory, known: list[Call]
) -> None:
    """Other bytes take its place, which no program takes for nothing: as addresses they are beyond the memory."""
    kept = kept_by(image)
    assert maker.bake(maker.clear_constants(memory, kept), kept) == image
    poisoned = maker.clear_constants(memory, kept, 0xA5)
    assert poisoned.content.count(b"\xa5" * 1024) > 1000
    begun, some, questions = known[0], known[1::3], make_questions()
    answers, _entered = maker.ask(maker.bake(poisoned, kept), [*questions, begun, *some])
    assert differing([begun, *some], answers[len(questions) :]) == []
    # Some of their characters are newer than Python here.
    assert answers[: len(questions)] == maker.ask(maker.bake(memory, kept), questions)[0]


def test_an_image_holds_nothing_of_a_question_nor_of_who_builds_it(memory: Memory) -> None:
    assert b"Go to an emergency department now" in memory.content
    begun = [json.loads(json.loads(given)[0]) for command, given in make_questions()[:1] if command == "begin"]
    texts = {each["text"] for each in begun[0]["statements"]}
    assert len(texts) > 5
    assert [text for text in texts if text.encode() in memory.content] == []
    for encoding in ("utf-8", "utf-16-le", "utf-32-le"):
        assert str(ROOT).encode(encoding) not in memory.content
    # C's own data tell where Pyodide was built.
    started = memory.content[memory.static_end :]
    assert [
        trace for trace in (b"/home/", f"{Path.home()}/".encode(), b"/Users/", b"node_modules") if trace in started
    ] == []


def test_every_function_that_no_question_enters_traps(maker: ImageMaker, image: bytes, memory: Memory) -> None:
    served, kept = Module(image), kept_by(image)
    assert kept == maker.profile(memory)
    assert 900 < len(kept) < len(served.bodies()) / 10
    # What a type has for the garbage collector stays, whether a question met garbage of that type or not.
    whole = Module((ROOT / "node_modules" / "pyodide" / "pyodide.asm.wasm").read_bytes()).table()
    slots = [unpack_from("<I", memory.content, each + slot)[0] for each in memory.types for slot in (92, 96)]
    assert len(set(slots) & whole.keys()) > 100
    assert set(slots) & whole.keys() <= served.table().keys()
    imported = served.imports(OF_FUNCTION)
    assert {function - imported for function in served.table().values()} <= kept
    # Whoever loads it learns one global: the address of the function that answers.
    assert len([each for each in served.exports().values() if each.kind == OF_GLOBAL]) == 1
    # One more that is taken out is noticed by somebody.
    answers, _entered = maker.ask(without(image, kept), [("begin", "[]")])
    assert answers == [None]


# ---- How it is made ----------------------------------------------------------------------------------------------


def test_each_step_can_be_switched_off(maker: ImageMaker, image: bytes, memory: Memory, known: list[Call]) -> None:
    asked = [*known[:20], *known[-20:]]
    unclean = maker.start(clean=False)
    neither, clean = maker.bake(unclean), maker.bake(memory)
    cut = maker.bake(unclean, maker.profile(unclean))
    for each in (neither, clean, cut, image):
        answers, _entered = maker.ask(each, asked)
        assert differing(asked, answers) == []
    assert len(image) < min(len(clean), len(cut)) < max(len(clean), len(cut)) < len(neither)
    assert 4 * len(image) < len(neither)
