"""The command line for whoever translates the interface.

    python -m site_plugins.languages update de [--content FOLDER]
    python -m site_plugins.languages check [--content FOLDER]

`update` writes languages/de.po in the content: all texts, with the translations that the file has already. Of a
text whose English words changed the old translation is kept and marked as fuzzy, and the site shows the English
until somebody has looked at it. `check` says of each language what is missing. Exit status: 0 when all is well, 1
when something is not translated, 2 when a file is refused, and then nothing is changed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from site_plugins.diagnostics.problems import ContentError
from site_plugins.languages.choice import Languages, find_locale
from site_plugins.languages.translations import Translation, write_translations


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return its exit status."""
    options = _make_parser().parse_args(arguments)
    languages = Languages(options.content)
    try:
        if options.command == "check":
            languages.check()
            found = [translation for tag in languages.tags if (translation := languages.translation_of(tag))]
            print("\n".join(line for each in found for line in _describe(each, len(languages.texts))))
            return 1 if any(each.missing for each in found) else 0
        if find_locale(options.language) is None:
            problem = f"{options.language!r} is no language that is known here; allowed: a tag such as de or pt-BR."
            print(problem, file=sys.stderr)
            return 2
        file = languages.file_of(options.language)
        content = write_translations(languages.texts, options.language, file)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        translation = Languages(options.content).translation_of(options.language)
        assert translation is not None
        print("\n".join(_describe(translation, len(languages.texts))))
    except ContentError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m site_plugins.languages",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True)
    updating = commands.add_parser("update", help="write or renew a language's file of translations")
    updating.add_argument("language", metavar="LANGUAGE", help="its tag, such as de, pt-BR or ar")
    checking = commands.add_parser("check", help="say what is not translated")
    for each in (updating, checking):
        each.add_argument("--content", type=Path, default=Path("content"), help="the folder that holds languages/")
    return parser


def _describe(translation: Translation, texts: int) -> Iterator[str]:
    done = texts - len(translation.missing)
    yield f"{translation.tag}: {done} of {texts} texts are translated."
    for what, keys in (
        ("translated from other English words", translation.outdated),
        ("of no text any more", translation.unknown),
    ):
        if keys:
            yield f"  {len(keys)} {what}: {', '.join(keys[:5])}{' ...' if len(keys) > 5 else ''}"


if __name__ == "__main__":
    sys.exit(main())
