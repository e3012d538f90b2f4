"""A cohort: a table of answer sheets in, the same table with total, distress, risk and error out."""
