"""How `make` gets uv, and through it a Python, on a system that has little: tools/find-uv.sh, tools/setup.sh."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROGRAMS = (
    "cat",
    "cmp",
    "cp",
    "date",
    "dirname",
    "grep",
    "id",
    "ln",
    "mkdir",
    "mv",
    "readlink",
    "rm",
    "sh",
    "sleep",
)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """What the scripts read, with nothing installed, in a folder whose name has a space."""
    folder = tmp_path / "a checkout"
    folder.mkdir()
    for name in ("tools", "requirements"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


@pytest.fixture
def bare_system(tmp_path: Path) -> Path:
    """A folder for the PATH with the usual programs, but neither a Python nor uv."""
    folder = tmp_path / "bare system"
    folder.mkdir()
    for name in PROGRAMS:
        program = shutil.which(name)
        assert program is not None, name
        (folder / name).symlink_to(program)
    return folder


def add_program(folder: Path, name: str, script: str) -> Path:
    """Write a program of that name into `folder`."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def run(checkout: Path, script: str, *path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run one of the checkout's scripts with nothing in the environment but this PATH."""
    environment |= {"PATH": os.pathsep.join(map(str, path)), "HOME": str(checkout / "no-home")}
    return subprocess.run(
        ["/bin/sh", *script.split()],
        cwd=checkout,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_uv_on_the_path_that_is_new_enough_is_used(checkout: Path, bare_system: Path, tmp_path: Path) -> None:
    """uv compares itself with required-version whenever it reads the settings; an old one ends with 2."""
    add_program(tmp_path / "old", "uv", "exit 2")
    new = add_program(tmp_path / "new", "uv", "exit 0")
    done = run(checkout, "tools/find-uv.sh", tmp_path / "old", tmp_path / "new", bare_system)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{new}\n", "")


def test_without_pip_uv_comes_by_way_of_venv(checkout: Path, bare_system: Path, tmp_path: Path) -> None:
    """A shim that fails stands before it."""
    add_program(tmp_path / "shims", "python3", 'echo "shim: no version is chosen" >&2\nexit 127')
    uv = add_program(tmp_path / "later", "uv", "exit 0")
    venv_python = add_program(tmp_path / "later", "python", f'cp "{uv}" .python/uv/bin/')
    make_venv = f'mkdir -p .python/uv/bin; cp "{venv_python}" .python/uv/bin/'
    no_pip = 'echo "No module named pip" >&2; exit 1'
    add_program(tmp_path / "debian", "python3", f"case $2 in pip) {no_pip};; venv) {make_venv};; esac")
    done = run(checkout, "tools/find-uv.sh", tmp_path / "shims", tmp_path / "debian", bare_system)
    assert (done.returncode, done.stdout) == (0, f"{checkout}/.python/uv/bin/uv\n"), done.stderr


def test_where_none_can_be_had_it_says_what_was_tried(checkout: Path, bare_system: Path, tmp_path: Path) -> None:
    shim = add_program(tmp_path / "shims", "python3", 'echo "shim: no version is chosen" >&2\nexit 127')
    done = run(checkout, "tools/find-uv.sh", tmp_path / "shims", bare_system)
    assert (done.returncode, done.stdout) == (1, "")
    assert f"{shim}, pip:\nshim: no version is chosen\n{shim}, venv:\nshim: no version is chosen\n" in done.stderr
    assert not (checkout / ".python" / "uv").exists()


def test_the_python_that_is_asked_for_is_the_only_one_tried(
    checkout: Path, bare_system: Path, tmp_path: Path
) -> None:
    calls = tmp_path / "calls"
    add_program(
        tmp_path / "new", "uv", f'[ "$1" = cache ] || {{ echo "$@" >>"{calls}"; echo "it is broken" >&2; exit 2; }}'
    )
    done = run(checkout, "tools/setup.sh site", tmp_path / "new", bare_system, PYTHON="/nowhere/python3")
    assert done.returncode == 1
    assert "PYTHON=/nowhere/python3 cannot be built with: it takes 3.12 or newer. it is broken" in done.stderr
    [call] = calls.read_text(encoding="utf-8").splitlines()
    assert "--python /nowhere/python3 --no-python-downloads" in call


def test_without_a_python_that_fits_it_says_which_there_are(
    checkout: Path, bare_system: Path, tmp_path: Path
) -> None:
    pythons = 'echo "cpython-3.11.2 /usr/bin/python3"'
    script = f'case $1 in cache) ;; python) {pythons};; *) echo "no network" >&2; exit 2;; esac'
    add_program(tmp_path / "new", "uv", script)
    done = run(checkout, "tools/setup.sh site", tmp_path / "new", bare_system)
    assert done.returncode == 1
    assert (
        "no Python to build with: it takes CPython 3.12 or newer, and uv could fetch none:\nno network"
        in done.stderr
    )
    assert "cpython-3.11.2 /usr/bin/python3" in done.stderr
    assert not (checkout / ".venv" / ".installed").exists()
