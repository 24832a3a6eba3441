"""From text to facts."""

from compliance.scan.facts import Found, find_facts

__all__ = ["Found", "find_facts"]
