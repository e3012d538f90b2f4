"""What is said about a whole guideline, on its pages and in its files, and said only where it is so."""

from __future__ import annotations

from site_plugins.calculators import calculators_of
from site_plugins.guideline.texts import text


def describe_fidelity(*, compared: bool, differences: int, transcribed_by: str | None) -> str:
    """Return how the text agrees with its source.

    `compared` whether a build compared both and found the number of `differences` that are listed, and no other;
    `transcribed_by` is who transcribed the text, or None where nobody is named.
    """
    if compared and not differences:
        return text("card.verbatim")
    if compared and differences == 1:
        return text("card.verbatim-but-one")
    if compared:
        return text("card.verbatim-but", number=str(differences))
    return text("card.not-compared-by", by=transcribed_by) if transcribed_by else text("card.not-compared")


def describe_difference(source: str, here: str, reason: str, by: str) -> str:
    """Return what a guideline says otherwise than its source, why, and who decided it."""
    if not here:
        return text("card.left-out", source=source, reason=reason, by=by)
    return text("card.differs", source=source, here=here, reason=reason, by=by)


def describe_unreviewed(slug: str, *, notes: bool, plain: bool) -> str:
    """Return that no clinician has reviewed what the editors added to a guideline: it names what there is of it.

    `notes` and `plain` tell whether it has editors' notes and wording for patients.
    """
    there = {"card.notes": notes, "card.plain": plain, "card.rules": bool(calculators_of(slug))}
    parts = [text(key) for key, is_there in there.items() if is_there]
    if not parts:
        return text("card.unreviewed-page")
    last_two = text("card.and").join(parts[-2:])
    return text("card.unreviewed", parts=", ".join([*parts[:-2], last_two]))
