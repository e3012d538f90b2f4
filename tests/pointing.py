"""What a problem points at, compared with what an editor would look for."""

from __future__ import annotations

from collections.abc import Sequence

from site_plugins.diagnostics.problems import Problem


def pointed_at(problem: Problem) -> str:
    """What the caret stands below, to the end of the line; nothing without a caret."""
    return problem.source_line[problem.column - 1 :] if problem.column is not None else ""


def check(problems: Sequence[Problem], expected: Sequence[tuple[str, str, str]]) -> None:
    """Compare problems with triples: `file:line`, how what the caret stands below begins, and the sentence."""
    found = [(_where(problem), problem.text) for problem in problems]
    assert found == [(where, text) for where, _at, text in expected]
    for problem, (_place, at, _text) in zip(problems, expected, strict=True):
        assert bool(problem.column) == bool(at), f"{problem} has no caret, or should have none"
        assert pointed_at(problem).startswith(at), str(problem)


def _where(problem: Problem) -> str:
    return problem.file if problem.line is None else f"{problem.file}:{problem.line}"
