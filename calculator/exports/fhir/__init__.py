"""A filled form as a FHIR R4 (4.0.1) Bundle, made in the reader's browser.

What a site publishes is made by `site_plugins/fhir/`. `docs/fhir.md` says what was checked and with what.
"""
