"""References as files to take along: of all guidelines, of one, and of what one statement cites.

Statements that cite the same references share their files.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from site_plugins.guideline.library import Library
from site_plugins.guideline.model import Guideline, Reference
from site_plugins.guideline.texts import text
from site_plugins.references import CslRecord, Exports, FileFormat, export_record

LONGEST_NAME = 50
"""Of a set of references, without the suffix: paths must stay short enough to be unzipped anywhere."""


@dataclass(frozen=True)
class Export:
    """A file of references."""

    address: str
    """Its address within the site."""
    form: FileFormat

    @property
    def label(self) -> str:
        """What the form is called."""
        return text(f"export.{self.form}")

    @property
    def name(self) -> str:
        """The name that it is saved under."""
        return self.address.rpartition("/")[2]


def exports_of(guideline: Guideline, keys: Sequence[str]) -> list[Export]:
    """Return the files that hold these references of a guideline; none for no references."""
    if not keys:
        return []
    pages = guideline.reference_pages
    name = "+".join(pages[key].split("/")[-2] for key in keys)
    if len(name) > LONGEST_NAME:
        name = f"{len(keys)}-references-{sha256(name.encode()).hexdigest()[:12]}"
    return [Export(f"data/guidelines/{guideline.slug}/citations/{name}{form.suffix}", form) for form in FileFormat]


def exports_of_all(guideline: Guideline) -> list[Export]:
    """Return the files that hold all references of a guideline."""
    return [Export(f"data/guidelines/{guideline.slug}/references{form.suffix}", form) for form in FileFormat]


def exports_of_site() -> list[Export]:
    """Return the files that hold the references of all guidelines."""
    return [Export(f"data/references{form.suffix}", form) for form in FileFormat]


def export_files(library: Library) -> Iterator[tuple[str, str]]:
    """Yield every file's address within the site and its content."""
    everything: dict[str, CslRecord] = {}
    for guideline in library.guidelines():
        records = [_published(reference) for reference in guideline.references]
        written = Exports.of(records)
        sets = {statement.citations for statement in guideline.statements}
        for keys in sorted(sets | {(key,) for key in guideline.reference_by_id}):
            for file in exports_of(guideline, keys):
                yield file.address, written.select(keys, file.form)
        for file in exports_of_all(guideline):
            yield file.address, written.select(guideline.reference_by_id, file.form)
        for record in records:
            # Two guidelines may call different works by the same key.
            key = str(record["id"])
            key = f"{guideline.slug}-{key}" if key in everything else key
            everything[key] = {**record, "id": key}
    written = Exports.of(everything.values())
    for file in exports_of_site():
        yield file.address, written.select(everything, file.form)


def _published(reference: Reference) -> CslRecord:
    """Return a reference's record, with what was published about the work since as its note."""
    record = export_record(reference.record, reference.number)
    since = reference.published_since
    return {**record, "note": " ".join(filter(None, (str(record.get("note", "")), since)))} if since else record
