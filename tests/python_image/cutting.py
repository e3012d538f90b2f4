"""Images with fewer functions than the site's: they show what a page does where an image has no answer."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from site_plugins.calculators.questions import BEGIN, make_questions
from site_plugins.python_image import ImageMaker
from site_plugins.python_image.wasm import UNREACHABLE, Module
from site_plugins.runtime import FOLDER

ROOT = Path(__file__).parents[2]

type Call = tuple[str, str]


def image_of(files: dict[str, bytes]) -> bytes:
    """Return the image among the runtime's files, which `files` gives by their addresses."""
    return _module(files, "image")


def maker_of(files: dict[str, bytes]) -> ImageMaker:
    """Return what makes images of the Python that is among the runtime's files."""
    wheels = {name: content for name, content in files.items() if name.endswith("-any.whl")}
    return ImageMaker(ROOT, _module(files, "library"), wheels)


def _module(files: dict[str, bytes], stem: str) -> bytes:
    (name,) = (name for name in files if name.startswith(f"{FOLDER}/{stem}-") and name.endswith(".wasm"))
    return files[name]


def kept_by(image: bytes) -> frozenset[int]:
    """Return the numbers of the functions that an image has."""
    return frozenset(number for number, body in enumerate(Module(image).bodies()) if body != UNREACHABLE)


def without(image: bytes, numbers: Collection[int]) -> bytes:
    """Return an image in which these functions are traps too."""
    module = Module(image)
    module.set_bodies([UNREACHABLE if n in numbers else body for n, body in enumerate(module.bodies())])
    return module.encode()


def without_command(maker: ImageMaker, image: bytes, command: str) -> bytes:
    """Return an image without the functions that the questions of this command enter, and no other question does.

    It traps wherever that command is asked, and answers all others.
    """
    questions = make_questions()
    own = entered(maker, image, [each for each in questions if each[0] in (command, BEGIN)])
    return without(image, own - entered(maker, image, [each for each in questions if each[0] != command]))


def entered(maker: ImageMaker, image: bytes, calls: Sequence[Call]) -> frozenset[int]:
    """Return the numbers of the functions that an image enters for these calls."""
    module = Module(image)
    module.tell_entered("entered")
    _answers, told = maker.ask(module.encode(), calls)
    return frozenset(told)
