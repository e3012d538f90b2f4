"""Reading a file of references: BibTeX, RIS or CSL-JSON, by its suffix."""

from __future__ import annotations

from pathlib import Path

from site_plugins.diagnostics.problems import ContentError, FileText, Problem, read_text
from site_plugins.references.csl import record_faults
from site_plugins.references.exchange.bibtex_read import read_bibtex
from site_plugins.references.exchange.csl_json_read import read_csl_json
from site_plugins.references.exchange.incoming import Incoming, References
from site_plugins.references.exchange.ris_read import read_ris

READERS = {".bib": read_bibtex, ".ris": read_ris, ".json": read_csl_json}
_BEGINNINGS = {".bib": "“@article{key,”", ".ris": "“TY  - JOUR”", ".json": '“[{"id": …”'}
# A record without a usable key gets one when it is stored; until then it is checked under this one.
_ANY_KEY = "x"


def read_references(file: Path) -> References:
    """Read the records of a file, by its suffix; those that are no valid CSL-JSON are refused with their lines.

    Raises ContentError when the file cannot be read at all: it is missing, not UTF-8, or of another kind.
    """
    reader = READERS.get(file.suffix.lower())
    if reader is None:
        allowed = ", ".join(READERS)
        said = f"References are not read from a file with the suffix “{file.suffix}”; allowed: {allowed}."
        raise ContentError([Problem(str(file), None, said)])
    text = FileText(str(file), read_text(file))
    read = reader(text)
    if not read.records and not read.refused:
        begins = _BEGINNINGS[file.suffix.lower()]
        raise ContentError([Problem(str(file), None, f"No reference was found here; one begins like {begins}.")])
    faults = [(incoming, _faults(incoming)) for incoming in read.records]
    refused = [text.on(incoming.line).problem(said) for incoming, said_all in faults for said in said_all]
    return References(
        tuple(incoming for incoming, said in faults if not said),
        tuple(sorted([*read.refused, *refused])),
        tuple(sorted(read.remarks)),
    )


def _faults(incoming: Incoming) -> list[str]:
    return record_faults({**incoming.csl, "id": _ANY_KEY}, incoming.called)
