"""The QR encoder's wheel: what was published, checked, and the same every time."""

from __future__ import annotations

import io
import re
import zipfile
from importlib import metadata
from pathlib import Path

import pytest

from site_plugins.runtime import MissingRuntimeError, wheels
from site_plugins.runtime.wheels import build_qr_wheel

ROOT = Path(__file__).parents[2]


def test_it_is_the_pinned_package_with_its_licence() -> None:
    name, content = build_qr_wheel()
    lock = (ROOT / "requirements" / "site.lock").read_text(encoding="utf-8")
    (version,) = re.findall(r"^segno==(\S+)", lock, re.MULTILINE)
    assert name == f"segno-{version}-py3-none-any.whl"
    wheel = zipfile.ZipFile(io.BytesIO(content))
    assert wheel.testzip() is None
    installed = metadata.distribution("segno")
    for entry in wheel.namelist():
        if not entry.endswith("RECORD"):
            assert wheel.read(entry) == Path(str(installed.locate_file(entry))).read_bytes()
    assert b"Redistribution and use" in wheel.read(f"segno-{version}.dist-info/licenses/LICENSE")
    listed = [line.split(",")[0] for line in wheel.read(f"segno-{version}.dist-info/RECORD").decode().splitlines()]
    assert sorted(listed) == sorted(wheel.namelist())


def test_it_is_the_same_bytes_every_time() -> None:
    assert build_qr_wheel() == build_qr_wheel()


def test_a_file_that_was_changed_after_it_was_installed_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "segno-9.dist-info"
    folder.mkdir()
    (tmp_path / "segno").mkdir()
    (tmp_path / "segno" / "consts.py").write_text("changed = 1\n")
    (folder / "METADATA").write_text("Metadata-Version: 2.4\nName: segno\nVersion: 9\n")
    (folder / "RECORD").write_text("segno/consts.py,sha256=VhRAJD-ORGNO3ztEOtRoeD0t5zPLFaG37DTY1aMQpzg,34205\n")
    found = metadata.Distribution.at(folder)
    monkeypatch.setattr(metadata, "distribution", lambda _name: found)
    with pytest.raises(MissingRuntimeError, match=r"consts\.py is not what was installed"):
        build_qr_wheel()


def test_a_missing_package_is_said_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wheels, "QR_PACKAGE", "no-such-package")
    with pytest.raises(MissingRuntimeError, match="no-such-package is not installed: `make site` installs it"):
        build_qr_wheel()
