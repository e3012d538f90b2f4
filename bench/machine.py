"""What a measurement was taken on: without it a figure says nothing."""

from __future__ import annotations

import json
import os
import platform
import re
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

_VERSIONS = """\
import json, platform, sys
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
versions = {"Python": platform.python_version()}
for name in sys.argv[1:]:
    with suppress(PackageNotFoundError):
        versions[name] = version(name)
print(json.dumps(versions))
"""


def machine() -> dict[str, Any]:
    """Return the processor, its cores, the memory in GB, the system and the date."""
    return {
        "date": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "processor": _processor(),
        "cores": os.process_cpu_count() if hasattr(os, "process_cpu_count") else os.cpu_count(),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9, 1),
        "system": f"{_distribution()} ({platform.system()} {platform.release()}, {platform.machine()})",
    }


def load() -> float:
    """Return the load average of the last minute: above 0 before a run, others share the cores."""
    return round(os.getloadavg()[0], 2)


def versions(python: Path, packages: Sequence[str]) -> dict[str, str]:
    """Return the version of a Python and of those of the packages that it has."""
    run = subprocess.run([python, "-c", _VERSIONS, *packages], capture_output=True, text=True, check=True)
    by_name: dict[str, str] = json.loads(run.stdout)
    return by_name


def _processor() -> str:
    with suppress(OSError):
        model = re.search(r"^model name\s*: (.*)$", Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.MULTILINE)
        if model:
            return model[1].strip()
    if platform.system() == "Darwin":
        command = ["sysctl", "-n", "machdep.cpu.brand_string"]
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
    return platform.processor() or platform.machine()


def _distribution() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        return f"{platform.system()} {platform.mac_ver()[0]}".strip()
