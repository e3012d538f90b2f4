"""Measurements: Lumbar, its peers and the floor, in one run. No test depends on a time."""
