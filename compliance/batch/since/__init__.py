"""What an earlier run has found already, so that only what has changed since is checked; the result is that of checking all of it."""

from compliance.batch.since.earlier import Since

__all__ = ["Since"]
