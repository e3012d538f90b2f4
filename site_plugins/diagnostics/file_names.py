"""Names that a Windows computer cannot give a file or a folder: nobody could unzip there what has one.

Microsoft's rules: https://learn.microsoft.com/windows/win32/fileio/naming-a-file. They count for everybody, because
a site is read and taken along on other computers than the one that it is made on.
"""

from __future__ import annotations

import re

# The small raised 1, 2 and 3 count as the figures do; so does whatever stands behind a full stop.
_DEVICE = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³]) *(?:\..*)?", re.IGNORECASE | re.DOTALL
)
_RESERVED = re.compile(r"[<>:\"/\\|?*\x00-\x1f]")


def is_device(name: str) -> bool:
    """Return whether a name of a file or folder is one that Windows keeps for a device, in any case."""
    return _DEVICE.fullmatch(name) is not None


def refuse_file_name(name: str) -> str | None:
    """Return why a file or folder cannot have a name on Windows, and what to do, in full sentences; else None."""
    if is_device(name):
        stem, stop, rest = name.partition(".")
        return (
            f"Windows keeps the name “{stem.rstrip()}” for a device (so it does con, prn, aux, nul, com0 to com9 "
            f"and lpt0 to lpt9, whatever stands behind a full stop). Give it another name, such as "
            f"“{stem.rstrip()}-1{stop}{rest}”."
        )
    if found := _RESERVED.search(name):
        character = found[0] if found[0].isprintable() else f"U+{ord(found[0]):04X}"
        return (
            f'A name may not hold the character {character} on Windows (nor any of < > : " / \\ | ? * and those '
            "that have no shape). Take it out of the name."
        )
    if name.endswith((".", " ")):
        last = "full stop" if name.endswith(".") else "blank"
        return f"Windows takes a {last} off the end of a name, and then finds no such file. Take it away."
    return None
