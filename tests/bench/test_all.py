"""`make bench` runs all benches, whatever becomes of one of them."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import pytest

from bench import __main__ as program


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, list[str]]]:
    """What ran, with its arguments, when `broken` raises and `fine` ends well."""
    calls: list[tuple[str, list[str]]] = []

    def fine(arguments: list[str]) -> int:
        calls.append(("fine", arguments))
        return 0

    monkeypatch.setattr(program, "BENCHES", ("broken", "fine"))
    for name, run in (("broken", lambda _arguments: 1 // 0), ("fine", fine)):
        monkeypatch.setitem(sys.modules, f"bench.{name}", SimpleNamespace(BENCH=SimpleNamespace(run=run)))
    return calls


def test_one_that_breaks_does_not_cost_the_others(ran: list[tuple[str, list[str]]]) -> None:
    assert program.main([]) == 1
    assert ran == [("fine", [])]


def test_one_alone_gets_its_arguments(ran: list[tuple[str, list[str]]]) -> None:
    assert program.main(["fine", "--pages", "1"]) == 0
    assert ran == [("fine", ["--pages", "1"])]


def test_an_unknown_name_is_refused_with_the_known_ones(
    ran: list[tuple[str, list[str]]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert program.main(["serach"]) == 2
    assert "“serach”; there are broken, fine" in capsys.readouterr().err
    assert not ran
