"""The command line: `assess` answers one request, `score` scores a table of answer sheets."""

from __future__ import annotations

import argparse
import json
import sys

from calculator import respond
from calculator.cohort import command as cohort_command
from calculator.core.strict_json import MAX_BYTES


def main() -> int:
    """Run the command line; return its exit status: 0, or 2 for an invalid request; see `score` for its own."""
    parser = argparse.ArgumentParser(prog="python -m calculator", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("assess", help="read one JSON request on standard input, write one JSON response")
    cohort_command.add_options(
        commands.add_parser("score", help=cohort_command.SUMMARY, description=cohort_command.DESCRIPTION)
    )
    options = parser.parse_args()
    if options.command == "score":
        return cohort_command.run(options)
    # One byte more than is allowed is enough to know that a request is too large.
    response = respond(sys.stdin.buffer.read(MAX_BYTES + 1) if sys.stdin else b"")
    print(json.dumps(response, allow_nan=False, indent=2))
    return 0 if response["ok"] else 2


if __name__ == "__main__":
    sys.exit(main())
