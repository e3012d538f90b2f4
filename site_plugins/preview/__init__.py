"""The site while it is written: served on this computer, made again where it changed, with its faults on it."""
