"""What a result and the pages of a guideline say in the same words."""

from __future__ import annotations

from calculator.core.catalogue import Catalogue

text = Catalogue(
    {
        # Days, numbers and lists
        "date.day": "{day} {month} {year}",
        "date.month.1": "January",
        "date.month.2": "February",
        "date.month.3": "March",
        "date.month.4": "April",
        "date.month.5": "May",
        "date.month.6": "June",
        "date.month.7": "July",
        "date.month.8": "August",
        "date.month.9": "September",
        "date.month.10": "October",
        "date.month.11": "November",
        "date.month.12": "December",
        "number.0": "no",
        "number.1": "one",
        "number.2": "two",
        "number.3": "three",
        "number.4": "four",
        "number.5": "five",
        "number.6": "six",
        "number.7": "seven",
        "number.8": "eight",
        "number.9": "nine",
        "number.decimal": ".",
        "list.comma": ", ",
        "list.semicolon": "; ",
        "list.and": "{before} and {last}",
        "list.or": "{before} or {last}",
        "notice.going-on": "{title}. {rest}",
        # What a field takes
        "allowed.number": "a number from 0 to {most}",
        "allowed.whole-number": "a whole number from 0 to {most}",
        "allowed.day": "a date YYYY-MM-DD in the years {first} to {last}",
        "field.weeks": "{number} weeks",
        "field.weeks:one": "{number} week",
        # Times that do not go together
        "contradiction.out-of-reach": "a date at most {before} weeks before and {after} weeks after today",
        "contradiction.weeks-differ": "a date and a number of weeks that differ by at most {number} weeks",
        "contradiction.weeks-differ:one": "a date and a number of weeks that differ by at most {number} week",
        "contradiction.before-onset": "a first session at most {number} weeks before the pain began",
        "contradiction.before-onset:one": "a first session at most {number} week before the pain began",
        # A row of answers typed at once
        "row.count": "The number of answers is {number}; allowed: {allowed} (items {items}).",
        "row.foreign": "No answers: {characters}; allowed: {allowed}.",
        "row.character": "character {place} is {character}",
        "row.item": "Item {item} (character {place}) is {character}; allowed: {allowed}.",
        "row.others": "{items}: {meanings}",
        # The editions of a guideline
        "edition.of": "{version} of {on}",
        "edition.unpublished": "{version}, not published yet",
        "edition.overdue": "This guideline was to be reviewed by {on}. It may be out of date.",
        "edition.review": "To be reviewed by {on}.",
        "note.label": "Editors’ note, not the source’s words:",
        "note.plain-label": "A note by the editors:",
        "reference.link": "Reference {number}",
        "reference.link-unlisted": "Reference {number}, which the source does not list",
        "reference.unlisted": "The source does not list reference {number}.",
        "source.link": "Source",
        "source.of": "Source of this sentence: {words}",
        "source.of-note": "Source of this note: {words}",
        "card.unlisted": "A question mark behind a number: the source cites that reference and does not list it.",
    }
)
