"""What came of one filled form, in words: all that is shown, printed, saved or taken along is made from it.

Pure standard library: it runs beside the calculator in the reader's browser.
"""

from site_plugins.outcome.outcome import Outcome
from site_plugins.outcome.reading import RefusedError, outcome_of
from site_plugins.outcome.site import Site, flag_name, instrument_of
from site_plugins.outcome.timeline import State, Step, Timeline, timeline

__all__ = [
    "Outcome",
    "RefusedError",
    "Site",
    "State",
    "Step",
    "Timeline",
    "flag_name",
    "instrument_of",
    "outcome_of",
    "timeline",
]
