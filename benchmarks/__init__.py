"""Accuracy and speed, each against a named peer or a committed floor in the same run."""
