"""Print what each page of the made-up guideline shows of its made-up source.

Run `python -m tests.second_guideline.print_shown`.

Whoever adds a page to it adds its text to `source/` as well, as a file of its own that `source.yml` names with the
SHA-256 that is printed behind the text.
"""

from __future__ import annotations

import re
import sys
from hashlib import sha256

from site_plugins.guideline.assemble import number_references
from site_plugins.guideline.cross_reference_targets import find_targets
from site_plugins.guideline.kept_source.citing import CITED, CITES
from tests.guideline.compared import convert
from tests.second_guideline.source import CONTENT, SLUG


def main() -> None:
    library = convert(CONTENT, SLUG)
    folder = library.folder(SLUG)
    pages = [library.page(address) for address in folder.pages]
    parts = [page for page in pages if page is not None]
    assert folder.about is not None
    references = number_references(parts, folder.records, None, folder.about.numbers)
    numbers = {each.id: str(each.number) for each in references}
    targets = find_targets(parts)
    for page in parts:
        shown = page.shown and page.shown.filled_in(lambda name: targets[name].words)
        lines = [
            re.sub(
                f"{CITES}([^{CITED}]*){CITED}",
                lambda match: f"[{', '.join(numbers[key] for key in match[1].split())}]",
                " ".join(block.split()),
            )
            for block in (shown.blocks.texts if shown and shown.blocks else ())
        ]
        text = "\n".join(lines) + "\n"
        sys.stdout.write(f"==> {page.page}\n{text}==> sha256: {sha256(text.encode()).hexdigest()}\n\n")


if __name__ == "__main__":
    main()
