"""FHIR R4 (4.0.1): the questionnaires and the guideline as the site publishes them, a filled form as a Bundle.

Only `bundle` and what it stands on run in the reader's browser. `docs/fhir.md` says what was checked and with what.
"""
