"""`python -m bench [NAME [ARGUMENT ...]]`: run one bench with its arguments, or all of them one after the other."""

from __future__ import annotations

import sys
import traceback
from importlib import import_module

BENCHES = ("build", "search", "start", "cohort")
"""Modules with `main(arguments)`, which prints its report, writes its results and returns an exit status."""


def main(arguments: list[str]) -> int:
    """Run what is named; return 0, 1 when a part of it could not be measured, 2 for a name that is none."""
    name, *rest = arguments or [""]
    if name in BENCHES:
        return _run(name, rest)
    if name:
        print(f"There is no bench “{name}”; there are {', '.join(BENCHES)}.", file=sys.stderr)
        return 2
    return max([_run(each, []) for each in BENCHES])


def _run(name: str, arguments: list[str]) -> int:
    print(f"==> bench: {name}", file=sys.stderr, flush=True)
    try:
        status: int = import_module(f"bench.{name}").main(arguments)
    except Exception:
        # One bench that breaks does not cost the others.
        traceback.print_exc()
        return 1
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
