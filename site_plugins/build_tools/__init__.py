"""What a build does with tools that are not Python's: it runs Node, and finds again what an earlier build made."""

from site_plugins.build_tools.build_cache import BuildCache
from site_plugins.build_tools.errors import MissingRuntimeError
from site_plugins.build_tools.node import run_node

__all__ = ["BuildCache", "MissingRuntimeError", "run_node"]
