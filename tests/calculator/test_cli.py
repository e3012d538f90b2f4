"""The command line: one request on standard input, one response on standard output."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from calculator import assess
from tests.calculator.helpers import FULL_REQUEST, read
from tests.calculator.invalid_requests import LIMIT

ROOT = Path(__file__).parents[2]


def run(data: bytes, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "calculator", "assess"],
        input=data,
        capture_output=True,
        cwd=ROOT,
        env=os.environ | environment,
        timeout=60,
        check=False,
    )


VALID = {
    "the example": json.dumps(FULL_REQUEST).encode(),
    "an empty request": b"{}",
    "64 KiB": json.dumps(FULL_REQUEST).encode().ljust(LIMIT),
}
INVALID = {
    "nothing": b"",
    "no JSON": b"low back pain",
    "a list": b"[]",
    "a wrong answer": b'{"answers": {"9": "sometimes"}}',
    "not UTF-8": b'{"nsaid": "\xff"}',
    "letters beyond ASCII": '{"nsaid": "\u00e9"}'.encode(),
    "half a character": b'{"nsaid": "\\ud800"}',
    "deep nesting": b"[" * 30_000,
    "a long number": b'{"weeks_since_onset": ' + b"9" * 5000 + b"}",
    "a megabyte": b" " * 2**20,
}


@pytest.mark.parametrize("name", VALID)
def test_a_valid_request_exits_with_0_and_has_the_response_of_the_function(name: str) -> None:
    done = run(VALID[name])
    assert (done.returncode, done.stderr) == (0, b"")
    assert read(done.stdout.decode("ascii")) == read(assess(VALID[name]))


@pytest.mark.parametrize("name", INVALID)
def test_an_invalid_request_exits_with_2_and_a_response_and_no_traceback(name: str) -> None:
    done = run(INVALID[name])
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    response = read(done.stdout.decode("ascii"))
    assert response["ok"] is False
    assert response == read(assess(INVALID[name]))


def test_the_locale_changes_nothing() -> None:
    data = INVALID["letters beyond ASCII"]
    plain = run(data, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0", PYTHONIOENCODING="ascii")
    assert (plain.returncode, plain.stdout) == (2, run(data).stdout)


@pytest.mark.parametrize("arguments", [[], ["nonsense"], ["assess", "nonsense"]])
def test_a_wrong_command_is_refused_without_a_traceback(arguments: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "calculator", *arguments],
        input=b"{}",
        capture_output=True,
        cwd=ROOT,
        timeout=60,
        check=False,
    )
    assert done.returncode != 0
    assert b"Traceback" not in done.stderr
