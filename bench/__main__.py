"""`python -m bench [NAME [ARGUMENT ...]]`: run one bench with its arguments, or all of them one after the other."""

from __future__ import annotations

import sys
import traceback
from importlib import import_module

BENCHES = ("build", "search", "start", "cohort", "preview")
"""Modules, each with a `BENCH`."""


def main(arguments: list[str]) -> int:
    """Run what is named; return 0, 1 when a part of it could not be measured, 2 for a name that is none."""
    names, rest = (arguments[:1], arguments[1:]) if arguments else (BENCHES, [])
    if unknown := [name for name in names if name not in BENCHES]:
        print(f"There is no bench “{unknown[0]}”; there are {', '.join(BENCHES)}.", file=sys.stderr)
        return 2
    return max([_run(name, rest) for name in names])


def _run(name: str, arguments: list[str]) -> int:
    print(f"==> bench: {name}", file=sys.stderr, flush=True)
    try:
        status: int = import_module(f"bench.{name}").BENCH.run(arguments)
    except Exception:
        # One bench that breaks does not cost the others.
        traceback.print_exc()
        return 1
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
