"""The STarT Back and care-plan calculator: pure Python on the standard library.

It knows the guideline's statements by their ids only, and neither a site nor a browser. The public names:
`assess` and `respond` speak the JSON contract; the rest is for whoever wants to score or plan in Python.
"""

from calculator.core.plan import Plan, make_plan
from calculator.core.protocol import VERSION, assess, respond
from calculator.core.scoring import Score, score
from calculator.start_back.situation import Situation

__all__ = ["VERSION", "Plan", "Score", "Situation", "assess", "make_plan", "respond", "score"]
