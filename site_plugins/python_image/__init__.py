"""The image of Python: what a reader's browser starts within milliseconds, made while the site is built."""

from site_plugins.python_image.image import LOADER, ImageMaker, Memory, build_image

__all__ = ["LOADER", "ImageMaker", "Memory", "build_image"]
