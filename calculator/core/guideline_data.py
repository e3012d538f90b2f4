"""What a calculator knows of its guideline beyond the statements' ids: the version that was published last.

It stands in data beside the guideline (`content/guidelines/<slug>/published.json`): nobody edits a program to
publish another version. The data are in the checkout alone, where the command line runs.
"""

from __future__ import annotations

import json

UNKNOWN = "unknown"

# A browser would have to load pathlib for it, and has no such file.
_CONTENT = __file__.rpartition("calculator")[0] + "content/guidelines"


def published_version(slug: str) -> str:
    """Return the version that was published last of a guideline, by its slug; `UNKNOWN` where no data are at hand.

    A build checks these data, and that every rule was read against the wording of this version.
    """
    try:
        with open(f"{_CONTENT}/{slug}/published.json", encoding="utf-8") as stream:  # noqa: PTH123  (see above)
            return str([*json.load(stream)["versions"]][-1])
    except (OSError, ValueError, LookupError, TypeError):
        return UNKNOWN
