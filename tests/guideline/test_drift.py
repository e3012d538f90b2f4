"""A rule stands for the wording that somebody read it against, and a version for the sentences that it holds."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from site_plugins import calculators
from site_plugins.guideline import ContentError, Library, Problem, find_drift
from site_plugins.guideline.__main__ import main
from site_plugins.guideline.drift import find_unpublished, find_unread
from tests.guideline.source_text import CONTENT, SLUG
from tests.guideline.tiny import BODY, FRONT, SIGNED, WORDING, Tiny
from tests.guideline.tiny_site import build
from tests.second_guideline.build import SECOND
from tests.second_instrument.tide import TIDE


class Copy:
    """A copy of the real content, to edit as an editor would."""

    def __init__(self, content: Path, source: Path = CONTENT, slug: str = SLUG) -> None:
        self.content = content
        self.folder = content / "guidelines" / slug
        shutil.copytree(source, content)

    def edit(self, name: str, before: str, after: str) -> None:
        file = self.folder / name
        text = file.read_text(encoding="utf-8")
        assert text.count(before) == 1, before
        file.write_text(text.replace(before, after), encoding="utf-8")

    def raise_version(self, version: str = "1.0.1") -> None:
        self.edit("index.md", "version: 1.0.0", f"version: {version}")

    def problems(self) -> list[Problem]:
        return find_drift(Library(self.content))

    def unread(self) -> list[Problem]:
        library = Library(self.content)
        return [*find_unread(library, library.guideline(self.folder.name))]

    def unpublished(self) -> list[Problem]:
        library = Library(self.content)
        return [*find_unpublished(library, library.guideline(self.folder.name))]

    def run(self, *arguments: str) -> int:
        return main([*arguments, "--content", str(self.content)])

    def record(self, name: str) -> dict[str, Any]:
        record: dict[str, Any] = json.loads((self.folder / name).read_text(encoding="utf-8"))
        return record

    def files(self) -> dict[str, bytes]:
        return {file.name: file.read_bytes() for file in self.folder.iterdir() if file.is_file()}


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path / "content")


# ---- What is read against the rules -----------------------------------------------------------------------------

IMAGING = "Do NOT order imaging unless red flags present or symptoms persist beyond 4-6 weeks"

EDITS = {
    "imaging for everyone": (
        ("index.md", IMAGING, "Order MRI for everyone at 2 weeks"),
        ["index.md:", IMAGING, "Order MRI for everyone at 2 weeks", "rule 7", "accept dont-image-early --by"],
    ),
    "review at ten weeks": (
        ("index.md", "Review progress at 4-6 weeks", "Review progress at 10 weeks"),
        [
            "index.md:",
            "Review progress at 4-6 weeks",
            "Review progress at 10 weeks",
            "rule 7",
            "accept review-4-6-weeks --by",
        ],
    ),
    "an emergency that is softened for patients": (
        (
            "plain-language.yml",
            "Trouble passing urine, numbness between the legs, or weakness in both legs: "
            "an emergency department now.",
            "Mention numbness at your next visit.",
        ),
        [
            "plain-language.yml:",
            "plain line, accepted: Trouble passing urine",
            "plain line, now:      Mention numbness at your next visit.",
            "rule 1",
            "rule 8",
            "accept red-flag-cauda-equina --by",
        ],
    ),
    "what not to do made a recommendation against": (
        ("index.md", "{: #dont-abandon-pt .dont }", "{: #dont-abandon-pt .against }"),
        ["index.md:", "kind, accepted: dont", "kind, now:      against", "rule 3", "accept dont-abandon-pt --by"],
    ),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_of_what_a_rule_uses_is_stopped_with_both_wordings(copy: Copy, name: str) -> None:
    edit, expected = EDITS[name]
    assert copy.problems() == []
    copy.edit(*edit)
    # Not even under a new version.
    copy.raise_version()
    [problem] = copy.unread()
    assert problem.line is not None
    for words in (*expected, "the editors of Lumbar accepted on 29 November 2026"):
        assert words in str(problem), str(problem)


def test_a_build_writes_nothing_while_a_wording_is_unread(tmp_path: Path) -> None:
    tiny = Tiny(tmp_path / "content")
    assert build(tiny).exit_code == 0
    shutil.rmtree(tmp_path / "site")
    tiny.wording(WORDING.replace("does not help", "helps"))
    for options in (["--strict"], ["--quiet"]):
        built = build(tiny, *options, sign=False)
        assert built.exit_code == 1, built.said
        assert built.files == set()
        assert "plain line, accepted: Bed rest does not help." in built.said
        assert "plain line, now:      Bed rest helps." in built.said
        assert 'accept bed --by "YOUR NAME"' in built.said


def test_accepting_records_who_and_when_and_prints_what(copy: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    copy.edit("index.md", "Review progress at 4-6 weeks", "Review progress at 5 weeks")
    before = copy.record("read-against.json")["statements"]
    assert copy.run("accept", "review-4-6-weeks", "--by", " Dr. A. Nurse ") == 0
    printed = capsys.readouterr().out
    for words in (
        "Review progress at 4-6 weeks",
        "Review progress at 5 weeks",
        "(rule 7)",
        "read by Dr. A. Nurse on",
        "Next: ",
    ):
        assert words in printed
    after = copy.record("read-against.json")["statements"]
    assert after["review-4-6-weeks"]["by"] == "Dr. A. Nurse"
    assert after["review-4-6-weeks"]["text"].startswith("Review progress at 5 weeks")
    # Nothing else was touched: not another entry, no version, no sentence.
    assert {**after, "review-4-6-weeks": None} == {**before, "review-4-6-weeks": None}
    assert list(after) == list(before)
    assert copy.unread() == []
    assert "version: 1.0.0" in (copy.folder / "index.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["accept", "review-4-6-week", "--by", "A"], "Did you mean “review-4-6-weeks”?"),
        (["accept", "review-4-6-weeks", "no-such-thing", "--by", "A"], "“no-such-thing” is not the id"),
        (["accept", "review-4-6-weeks", "--by", ""], "--by is ''; allowed: the name"),
        (["accept", "review-4-6-weeks", "--by", " \t"], "allowed: the name"),
        (["accept", "review-4-6-weeks", "--by", "NAME"], "allowed: the name"),
        (["accept", "review-4-6-weeks", "--by", "your name"], "allowed: the name"),
        (["accept", "review-4-6-weeks", "--by", "A\nB"], "allowed: the name"),
        (["accept", "review-4-6-weeks", "--by", "A" * 101], "at most 100 characters"),
        (["accept", "--by", "A"], "or give --all"),
        (["accept", "review-4-6-weeks", "--all", "--by", "A"], "or give --all"),
        (["accept", "--all", "--by", "A", "--guideline", "knees"], "There is no guideline “knees”"),
        (["publish", "--by", " "], "allowed: the name"),
    ],
)
def test_what_cannot_be_accepted_is_refused_and_changes_nothing(
    copy: Copy, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    copy.edit("index.md", "Review progress at 4-6 weeks", "Review progress at 5 weeks")
    before = copy.files()
    assert copy.run(*arguments) == 2
    refusal = capsys.readouterr()
    assert words in refusal.err
    assert refusal.err.endswith("Nothing was recorded.\n")
    assert refusal.out == ""
    assert copy.files() == before


def test_nothing_is_accepted_without_a_name(copy: Copy) -> None:
    with pytest.raises(SystemExit):
        copy.run("accept", "review-4-6-weeks")


def test_somebody_else_may_sign_for_a_wording_that_stands(copy: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    assert copy.run("accept", "add-heat", "--by", "Dr. B") == 0
    assert "add-heat: read anew, as the editors of Lumbar had accepted it" in capsys.readouterr().out
    assert copy.record("read-against.json")["statements"]["add-heat"]["by"] == "Dr. B"
    assert copy.problems() == []


def test_a_record_that_was_edited_by_hand_accepts_nothing(copy: Copy) -> None:
    text = "A heat pack is a simple, cheap way to ease new back pain."
    for name in ("plain-language.yml", "read-against.json"):
        copy.edit(name, text, "Heat cures back pain.")
    [problem] = copy.unread()
    assert "was edited by hand since: its fingerprint is another" in str(problem)
    assert copy.run("accept", "add-heat", "--by", "Dr. B") == 0
    assert copy.unread() == []


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ('"by": "the editors of Lumbar"', '"by": ""', "“by” is not what the command writes"),
        ('"on": "2026-11-29"', '"on": "2026-11-31"', "“on” is not what the command writes"),
        ('"kind": "do",', '"kind": "do", "kind": "dont",', "“kind” is given twice"),
        ('"kind": "do",', "", "The fields kind, text,"),
        ('"kind": "do",', '<<<<<<< ours\n"kind": "do",', "This line marks two versions of a file"),
    ],
)
def test_a_record_that_no_command_wrote_is_refused_with_its_line(
    copy: Copy, before: str, after: str, words: str
) -> None:
    file = copy.folder / "read-against.json"
    file.write_text(file.read_text(encoding="utf-8").replace(before, after, 1), encoding="utf-8")
    with pytest.raises(ContentError, match=words) as caught:
        Library(copy.content).guideline(SLUG)
    assert all(problem.file == str(file) and problem.line for problem in caught.value.problems)


def test_a_statement_that_nobody_has_read_is_named_with_all_its_words(copy: Copy) -> None:
    record = copy.record("read-against.json")
    del record["statements"]["add-heat"]
    (copy.folder / "read-against.json").write_text(json.dumps(record), encoding="utf-8")
    [problem] = copy.unread()
    assert "Nobody has signed that the wording of “add-heat” was read (start-back rule 6)" in str(problem)
    assert "plain line: A heat pack is" in str(problem)


def test_a_guideline_that_is_new_is_one_problem_with_one_command(copy: Copy) -> None:
    (copy.folder / "read-against.json").unlink()
    [problem] = copy.unread()
    assert "31 statements" in str(problem)
    assert f'accept --all --by "YOUR NAME" --guideline {SLUG}' in str(problem)
    assert copy.run("accept", "--all", "--guideline", SLUG, "--by", "Dr. B") == 0
    assert copy.problems() == []


def test_another_rule_that_uses_a_statement_has_to_be_read_too(copy: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    [calculator] = calculators.find_calculators()
    first, *others = calculator.rules
    changed = replace(calculator, rules=(replace(first, statement="why-stratified-care"), *others))
    monkeypatch.setattr(calculators, "find_calculators", lambda: (changed,))
    text = "".join(map(str, copy.unread()))
    assert "rules, accepted: none" in text
    assert "rules, now:      start-back rule 1" in text
    assert "accept why-stratified-care --by" in text


def test_a_statement_that_is_gone_is_taken_off_the_list_by_the_command_alone(
    copy: Copy, capsys: pytest.CaptureFixture[str]
) -> None:
    record = copy.record("read-against.json")
    record["statements"]["old"] = record["statements"]["add-heat"]
    (copy.folder / "read-against.json").write_text(json.dumps(record), encoding="utf-8")
    [problem] = copy.unread()
    assert "“old” is no statement any more" in str(problem)
    assert copy.run("accept", "old", "--by", "Dr. B") == 0
    assert "old: taken off the list." in capsys.readouterr().out
    assert copy.problems() == []


def test_words_that_another_extension_changes_on_the_page_are_what_the_editor_wrote(copy: Copy) -> None:
    library = Library(copy.content)
    guideline = library.guideline(SLUG)
    statements = tuple(
        replace(each, text=each.text.replace('"', "“").replace("'", "’")) for each in guideline.statements
    )
    assert statements != guideline.statements
    library._results[SLUG] = replace(guideline, statements=statements)
    assert find_drift(library) == []


# ---- Other guidelines and instruments ---------------------------------------------------------------------------


def test_a_guideline_without_a_calculator_binds_each_plain_line_to_its_statement(tmp_path: Path) -> None:
    boats = Copy(tmp_path / "content", SECOND.parent / "content", "paper-boat")
    assert boats.problems() == []
    boats.edit("index.md", "let it rest for one night", "let it rest for one hour")
    [unread] = boats.unread()
    assert "“fold-single-sheet” is not what Rosalind Quill, who is made up accepted" in str(unread)
    assert "let it rest for one night" in str(unread)
    boats.edit("index.md", "version: 0.9.0", "version: 0.10.0")
    assert boats.run("accept", "fold-single-sheet", "--by", "Rosalind Quill") == 0
    assert boats.run("publish", "--by", "Rosalind Quill") == 0
    assert boats.problems() == []


def test_a_guideline_without_plain_lines_has_versions_alone(tiny: Tiny) -> None:
    tiny.wording(None)
    tiny.sign()
    assert not (tiny.folder / "read-against.json").exists()
    assert find_drift(Library(tiny.content)) == []
    tiny.body(BODY.replace("Keep moving", "Keep walking"))
    [problem] = find_drift(Library(tiny.content))
    assert "“move” is not what was published under version 1.0.0" in str(problem)


def test_another_instruments_rules_are_bound_too(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    """The tide's rules use `fold` and `dont-sink`: a guideline of that name has no plain lines."""
    monkeypatch.setattr(calculators, "find_calculators", lambda: (TIDE,))
    boats = "Fold the boat. {: #fold .do }\n\nDo not sink. {: #dont-sink .red-flag }\n\nRow. {: #row .do }\n"
    tiny.page(f"guidelines/{TIDE.guideline}/index.md", f"{FRONT}\n# Boats\n\n{boats}")
    tiny.page(f"guidelines/{TIDE.guideline}/references.json", "[]")
    tiny.sign()
    record = json.loads(
        (tiny.content / "guidelines" / TIDE.guideline / "read-against.json").read_text(encoding="utf-8")
    )
    assert {name: entry["rules"] for name, entry in record["statements"].items()} == {
        "fold": ["tide rule 2", "tide milestone fold-again"],
        "dont-sink": ["tide rule 1", "tide red flag sinking"],
    }
    tiny.page(f"guidelines/{TIDE.guideline}/index.md", f"{FRONT}\n# Boats\n\n{boats.replace('not sink', 'sink')}")
    text = "".join(map(str, find_drift(Library(tiny.content))))
    assert "wording, accepted: Do not sink." in text
    assert "wording, now:      Do sink." in text


def test_an_id_of_two_guidelines_needs_the_name_of_one(tiny: Tiny, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("index.md", "references.json", "plain-language.yml"):
        text = (tiny.folder / name).read_text(encoding="utf-8")
        tiny.page(f"guidelines/knees/{name}", text.replace("| backs", "| knees"))
    arguments = ["accept", "move", "--by", "Dr. B", "--content", str(tiny.content)]
    assert main(arguments) == 2
    assert "Name the guideline with --guideline; allowed: backs, knees." in capsys.readouterr().err
    assert main([*arguments, "--guideline", "knees"]) == 0
    assert not (tiny.folder / "read-against.json").exists()


# ---- What is published under a version --------------------------------------------------------------------------

CHANGES = {
    "wording": ("index.md", "Review progress at 4-6 weeks", "Review progress at 4-7 weeks"),
    "kind": ("index.md", "#dont-abandon-pt .dont", "#dont-abandon-pt .against"),
    "citations": ("index.md", "[@lee2013] {: #lead-continue-pt", "[@source-4] {: #lead-continue-pt"),
    "plain line": (
        "plain-language.yml",
        "Ultrasound, TENS (a small machine with pads) and traction (pulling) do not",
        "Traction does not",
    ),
}


@pytest.mark.parametrize("part", CHANGES)
def test_a_change_under_the_same_version_is_named_with_what_to_do(copy: Copy, part: str) -> None:
    copy.edit(*CHANGES[part])
    [problem] = copy.unpublished()
    assert f"is not what was published under version 1.0.0 on 29 November 2026: its {part} changed." in str(problem)
    assert f"Raise guideline.version in {copy.folder / 'index.md'}:5, then run:" in str(problem)
    copy.raise_version()
    [problem] = copy.unpublished()
    assert "What version 1.0.1 holds was not recorded." in str(problem)
    if part != "citations":
        assert copy.run("accept", "--all", "--guideline", SLUG, "--by", "Dr. B") == 0
    assert copy.run("publish", "--by", "Dr. B") == 0
    assert copy.problems() == []
    versions = copy.record("published.json")["versions"]
    assert list(versions) == ["1.0.0", "1.0.1"]
    assert versions["1.0.1"]["by"] == "Dr. B"


def test_a_note_that_was_changed_is_a_change_too(copy: Copy) -> None:
    copy.edit("index.md", "That is smaller than “large reductions”.", "That is the same.")
    [problem] = copy.unpublished()
    assert "its wording changed" in str(problem)
    assert problem.line is not None


def test_what_a_note_says_to_patients_is_a_line_that_was_published(copy: Copy) -> None:
    copy.edit("index.md", "It can take longer, and it often comes back.", "It never comes back.")
    [problem] = copy.unpublished()
    assert "its plain line changed" in str(problem)
    assert problem.line is not None


def test_sentences_that_come_and_go_are_changes(copy: Copy) -> None:
    copy.edit("index.md", "## Why One Session", "Walk. [@lee2013] {: #walk .do }\n\n## Why One Session")
    copy.edit("plain-language.yml", "why-multiple-sessions:", "walk: Walk.\nwhy-multiple-sessions:")
    [problem] = copy.unpublished()
    assert "“walk” is not what was published under version 1.0.0 on 29 November 2026: it is new." in str(problem)


@pytest.mark.parametrize("version", ["0.9.9", "1.0.0.0", "0.10.0"])
def test_a_version_never_falls_and_is_never_spelled_in_two_ways(copy: Copy, version: str) -> None:
    copy.raise_version(version)
    [problem] = copy.unpublished()
    assert f"guideline.version is {version}, and version 1.0.0 was published on 29 November 2026" in str(problem)
    assert copy.run("publish", "--by", "Dr. B") == 2


def test_a_version_falls_not_even_to_sentences_that_it_had(copy: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    copy.raise_version("1.1.0")
    assert copy.run("publish", "--by", "Dr. B") == 0
    assert "Since version 1.0.0: 0 of them." in capsys.readouterr().out
    copy.edit("index.md", "version: 1.1.0", "version: 1.0.0")
    [problem] = copy.unpublished()
    assert "a version never falls. Allowed: 1.1.0, or a higher one" in str(problem)


@pytest.mark.parametrize("version", ["2026-11", "one", "1..2", "v1.0.1", "1.0.0-beta", "1.²"])
def test_a_version_that_has_no_order_is_refused(copy: Copy, version: str) -> None:
    copy.raise_version(version)
    with pytest.raises(ContentError, match="allowed: numbers with two dots between them"):
        Library(copy.content).guideline(SLUG)


def test_ten_comes_after_nine(copy: Copy) -> None:
    for version in ("1.9.0", "1.10.0"):
        file = copy.folder / "index.md"
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("version: 1.0.0", f"version: {version}").replace("1.9.0", version), "utf-8")
        assert copy.run("publish", "--by", "Dr. B") == 0


def test_what_is_recorded_is_never_recorded_again(copy: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    before = copy.files()
    assert copy.run("publish", "--by", "Dr. B") == 2
    assert "was recorded before, and nothing has changed since" in capsys.readouterr().err
    copy.edit("index.md", "[@lee2013] {: #lead-continue-pt", "[@source-4] {: #lead-continue-pt")
    assert copy.run("publish", "--by", "Dr. B") == 2
    assert "Raise guideline.version" in capsys.readouterr().err
    assert copy.files()["published.json"] == before["published.json"]


def test_wording_that_nobody_has_read_is_not_published(copy: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    copy.edit(*CHANGES["plain line"])
    copy.raise_version()
    assert copy.run("publish", "--by", "Dr. B") == 2
    assert "accept dont-passive-modalities --by" in capsys.readouterr().err


def test_a_build_names_what_differs_under_the_same_version(tmp_path: Path) -> None:
    tiny = Tiny(tmp_path / "content")
    tiny.sign()
    tiny.body(BODY.replace("Keep moving. [@smith2020]", "Keep moving. [@jones2021]"))
    built = build(tiny, "--strict", sign=False)
    assert built.exit_code == 1
    assert built.files == set()
    assert "“move” is not what was published under version 1.0.0 on 29 November 2026" in built.said
    assert "its citations changed" in built.said
    assert str(SIGNED.on) == "2026-11-29"


def test_the_names_of_who_signed_are_not_published(tmp_path: Path) -> None:
    tiny = Tiny(tmp_path / "content")
    built = build(tiny)
    assert built.exit_code == 0, built.said
    assert [name for name in built.files if "read-against" in name or "published" in name] == []


def test_the_command_line_knows_the_version_that_was_published() -> None:
    [calculator] = calculators.find_calculators()
    assert calculator.guideline_version == Library(CONTENT).guideline(SLUG).about.version
