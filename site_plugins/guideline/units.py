"""The units that tables of doses and the comparison with a source know: a kind of unit is a row of data.

A table adds its own by its option `units`.

A name is known in capitals too. The micro sign has two code points, U+00B5 and the Greek letter U+03BC, which look
alike; `str.casefold` makes the second of the first, so both are known wherever one is.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

_LETTERS = r"(?:[^\W\d_]|[%‰°])(?:[^\W_]|[²³])*"
WORD = re.compile(_LETTERS)
"""What may be a unit."""


@dataclass(frozen=True)
class Units:
    """Units of one kind."""

    what: str
    names: str
    """As they are written, with blanks between them."""
    is_amount: bool = True
    """Whether a unit of this kind says how much: in a heading it is then the unit of the numbers below."""


UNITS = (
    Units(
        "mass",
        "kg g mg mcg microg µg ug ng nanog pg gram grams gramme grammes milligram milligrams kilogram kilograms "
        "microgram micrograms nanogram nanograms picogram picograms",
    ),
    Units(
        "volume",
        "l dl cl ml µl ul microl nl litre litres liter liters decilitre decilitres millilitre millilitres "
        "milliliter milliliters microlitre microlitres microliter microliters cc",
    ),
    Units(
        "amount of substance",
        "mol mmol µmol umol micromol nmol nanomol pmol mole moles millimole millimoles micromole micromoles meq",
    ),
    Units("activity", "unit units u iu miu international million"),
    Units("share", "% ‰ percent ppm"),
    Units(
        "what is counted",
        "tablet tablets tab tabs capsule capsules cap caps drop drops puff puffs spray sprays patch patches sachet "
        "sachets suppository suppositories pessary pessaries ampoule ampoules vial vials lozenge lozenges spoonful "
        "spoonfuls teaspoon teaspoons tablespoon tablespoons injection injections inhalation inhalations "
        "application applications actuation actuations",
    ),
    Units("length and area", "mm cm m km m2 m²"),
    Units("pressure", "mmhg kpa"),
    Units("temperature", "°c °f"),
    Units("radiation", "gy bq kbq mbq gbq"),
    Units("energy", "kcal kj"),
    Units(
        "time",
        "s sec second seconds min mins minute minutes h hr hrs hour hours d day days wk wks week weeks month "
        "months y yr yrs year years",
        is_amount=False,
    ),
    Units("how often", "time times dose doses", is_amount=False),
)
"""All units, by kind."""

_AMOUNTS = {name.casefold(): each.is_amount for each in UNITS for name in each.names.split()}


def is_unit(word: str, more: Collection[str] = ()) -> bool:
    """Tell whether a word is a unit, or one of those that a table adds."""
    return word.casefold().rstrip(".") in _AMOUNTS or word.casefold() in {each.casefold() for each in more}


def is_amount(word: str) -> bool:
    """Tell whether a unit says how much, and not how often or how long."""
    return _AMOUNTS.get(word.casefold(), True)


def find_units(words: str, more: Collection[str] = ()) -> list[str]:
    """Return the words of a text that are units, such as mg and kg of “mg/kg”."""
    return [word for word in WORD.findall(words) if is_unit(word, more)]
