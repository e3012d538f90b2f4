"""Pictures as inline SVG. Each stands beside a text or a table that says the same.

Pure standard library: it runs beside the calculator in the reader's browser.
"""
