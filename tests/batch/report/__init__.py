"""Tests of the reports on a run, on one made by hand and on one that was checked."""
