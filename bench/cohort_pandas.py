"""The straightforward way to score a cohort: `python cohort_pandas.py IN.csv OUT.csv`, with pandas, in one piece.

It shares no code with the calculator. Like it, it leaves a row without a score where an answer is missing.
"""

import sys

import numpy as np
import pandas as pd

POINTS = {
    "disagree": 0,
    "agree": 1,
    "not at all": 0,
    "slightly": 0,
    "moderately": 0,
    "very much": 1,
    "extremely": 1,
}

source, target = sys.argv[1:]
table = pd.read_csv(source, dtype=str, na_filter=False)
points = pd.DataFrame({f"q{item}": table[f"q{item}"].map(POINTS) for item in range(1, 10)})
complete = points.notna().all(axis=1)
total = points.sum(axis=1)
distress = points[["q5", "q6", "q7", "q8", "q9"]].sum(axis=1)
table["total"] = total.where(complete).astype("Int64")
table["distress"] = distress.where(complete).astype("Int64")
table["risk"] = np.select([~complete, total <= 3, distress >= 4], ["", "low", "high"], "medium")
table["error"] = np.where(complete, "", points.isna().idxmax(axis=1) + " is missing")
table.to_csv(target, index=False, lineterminator="\n")
