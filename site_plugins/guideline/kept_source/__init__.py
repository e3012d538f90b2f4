"""The source of a guideline as it was received, kept beside it and compared with what its pages show."""
