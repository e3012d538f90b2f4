"""The Keele STarT Back tool and the care plan of the low back pain guideline, as data."""

from calculator.start_back.calculator import START_BACK

__all__ = ["START_BACK"]
