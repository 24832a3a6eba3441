"""The editor's desk without a screen: what the screen and the plain prompt both rest on.

`Desk` holds the flags of some reports, in groups and through a filter, with a place in them, and puts decisions on the
record. It knows neither terminals nor keys.
"""
