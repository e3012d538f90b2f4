"""What the page may ask of Python: commands in, JSON out. It runs in the reader's browser."""

from site_plugins.in_browser.service import COMMANDS, begin, serve

__all__ = ["COMMANDS", "begin", "serve"]
