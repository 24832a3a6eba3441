"""Tests of the report as pages, with and without a browser."""
