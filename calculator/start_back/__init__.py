"""The Keele STarT Back tool and the care plan of the low back pain guideline, as data."""
