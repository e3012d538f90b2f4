"""The result as HTML. Pure standard library: it runs beside the calculator in the reader's browser."""

from site_plugins.result_view.present import present

__all__ = ["present"]
