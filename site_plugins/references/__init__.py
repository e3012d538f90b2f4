"""Bibliographic records: read, checked, formatted. Knows no guideline and no page."""
