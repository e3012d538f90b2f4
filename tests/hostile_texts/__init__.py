"""Words that look like markup, in every field that somebody else writes: they stay words."""
