"""The exact wording of an instrument in another language: data of its own, never a translation of ours.

`languages/<form>.<language>.yml` in the content holds it, as its owner published or approved it, with where it is
from, its version, the permission to use it and the day of that. Without all of these a build refuses it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from calculator.core.instrument import Instrument
from calculator.core.language import Wording
from site_plugins.diagnostics.days import is_day
from site_plugins.diagnostics.problems import ContentError, Place, Problem, read_text, suggestion
from site_plugins.diagnostics.yaml_places import Field, FieldPath, describe_value, read_fields

TEXTS = ("title", "stem", "copyright", "terms")
"""What the instrument itself says."""
PROVENANCE = ("source", "version", "permission", "date")
"""What is to be known of the wording before anybody is asked in it."""
LISTS = ("items", "choices")


def read_wording(file: Path, form: Instrument) -> Wording:
    """Read the wording of a form. Raises ContentError with everything that is missing, strange or no text."""
    fields = read_fields(read_text(file), str(file))
    problems = list(_find_faults(fields, file, form))
    if problems:
        raise ContentError(problems)
    items = {number: fields["items", str(number)].value for number in form.item_by_number}
    choices = {value: fields["choices", value].value for value in _choices_of(form)}
    one = {name: str(fields[name,].value) for name in (*TEXTS, *PROVENANCE)}
    return Wording(items=items, choices=choices, **one)


def _find_faults(fields: dict[FieldPath, Field], file: Path, form: Instrument) -> Iterator[Problem]:
    whole = Place(str(file), None)
    expected: dict[FieldPath, str] = {(name,): "as the owner words it" for name in TEXTS}
    expected |= {
        ("source",): "where this wording was published",
        ("version",): "the version of this wording, in quotes",
        ("permission",): "who allows its use here, and how",
        ("date",): "the day of the permission, such as 2026-11-29",
    }
    expected |= {("items", str(number)): "the item, word for word" for number in form.item_by_number}
    expected |= {("choices", value): "the answer, word for word" for value in _choices_of(form)}
    for path, what in expected.items():
        field = fields.get(path)
        name = ".".join(path)
        if field is None:
            problem = f"It has no “{name}”: {what}. Without it nobody is asked in this wording."
            yield whole.problem(problem)
        elif not isinstance(field.value, str) or not field.value.strip():
            yield field.place.problem(f"“{name}” is {describe_value(field.value)}; give {what}, in quotes.")
        elif path == ("date",) and not is_day(field.value):
            yield field.place.problem(f"“date” is “{field.value}”; give {what}.")
    allowed = {*expected, *((name,) for name in LISTS)}
    for path, field in fields.items():
        if path not in allowed:
            name = ".".join(path)
            near = suggestion(name, [".".join(each) for each in allowed])
            yield field.place.problem(f"“{name}” is nothing that a wording has.{near}")


def _choices_of(form: Instrument) -> list[str]:
    return list(dict.fromkeys(choice.value for item in form.items for choice in item.choices))
