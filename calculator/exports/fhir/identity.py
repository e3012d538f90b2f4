"""Addresses that are the same on every site, because a site does not know where it will stand."""

from __future__ import annotations

from hashlib import sha1

_NAMESPACE = bytes.fromhex("1391d826ea4443f38bfd2f71899fa9e7")
"""Drawn once at random, for this project alone: a change gives everything that was published another address."""


def urn(name: str) -> str:
    """Return the address that belongs to a name: a UUID of version 5 (RFC 9562) in this project's namespace."""
    # The module `uuid` would come to the same, and asks a browser for much more than this.
    digest = bytearray(sha1(_NAMESPACE + name.encode(), usedforsecurity=False).digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x50
    digest[8] = digest[8] & 0x3F | 0x80
    hexed = digest.hex()
    return f"urn:uuid:{hexed[:8]}-{hexed[8:12]}-{hexed[12:16]}-{hexed[16:20]}-{hexed[20:]}"
