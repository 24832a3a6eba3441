"""The report for people: pages that need no server, no network and nothing that is not in them."""

from compliance.batch.report.html.site import NotAReport, Options, write_html

__all__ = ["NotAReport", "Options", "write_html"]
