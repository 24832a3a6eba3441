"""What a document is called, where a format has one name for it."""

from compliance.model import Report


def source_of(report: Report) -> str:
    """The file that positions count in: the path, or the id of a record that came from none."""
    return report.id if report.path is None else report.path


def name_of(report: Report) -> str:
    """What a person knows the document by: its path, and its id where that says more."""
    if report.path is None or report.path == report.id:
        return report.id
    return f"{report.path} ({report.id})"
