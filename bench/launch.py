"""Runs one command and writes what it took, as JSON: `python launch.py REPORT COMMAND [ARGUMENT ...]`.

A program of its own, and a small one: Linux counts the memory of whoever starts a process among that process's, so
that a child of the large process that measures would never look smaller than it.
"""

import json
import os
import sys
import time


def main() -> None:
    """Run the command, with this process's own folder, environment and output."""
    report, *command = sys.argv[1:]
    start = time.perf_counter()
    process = os.posix_spawn(command[0], command, os.environ)
    _, status, usage = os.wait4(process, 0)
    seconds = time.perf_counter() - start
    # macOS counts bytes, everyone else KiB.
    unit = 1 if sys.platform == "darwin" else 1024
    took = {
        "exit_code": os.waitstatus_to_exitcode(status),
        "seconds": seconds,
        "cpu_seconds": usage.ru_utime + usage.ru_stime,
        "peak_bytes": usage.ru_maxrss * unit,
    }
    with open(report, "w", encoding="utf-8") as file:  # noqa: PTH123  (pathlib would make this process larger)
        json.dump(took, file)


main()
