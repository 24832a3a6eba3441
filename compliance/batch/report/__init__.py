"""Reports on a finished run: its numbers (`summarise`), and one module for each form that they are written in."""

from compliance.batch.report.model import Summary
from compliance.batch.report.opening import NoRun, Run, Unreadable, open_run
from compliance.batch.report.settling import ByLog, Deciding
from compliance.batch.report.summary import summarise
from compliance.batch.report.views import Wanted

__all__ = ["ByLog", "Deciding", "NoRun", "Run", "Summary", "Unreadable", "Wanted", "open_run", "summarise"]
