"""JUnit XML, as CI servers read it: a test case a document, which fails where it is blocked, or errors or warnings are
open."""

from typing import TextIO

from compliance.model import Flag, Outcome, Reason, Report, Severity, Verdict
from compliance.output.escape import visible, xml_attribute, xml_text
from compliance.output.gravity import gravest_first
from compliance.output.interface import TOOL, Options
from compliance.output.names import name_of, source_of
from compliance.output.phrases import excerpt
from compliance.output.reasoning import MEANING, deciding, spoken
from compliance.output.settled import decided, lapse, settled
from compliance.output.spool import Spool
from compliance.output.summary import Summary

_EXCERPT = 300  # code points


class JUnit:
    """Writes one suite. Its counts stand before its cases and are known after them, so the cases wait in a
    spool."""

    def __init__(self, stream: TextIO, options: Options) -> None:
        self._write = stream.write
        self._cases = Spool()
        self._tests = self._failures = self._errors = self._skipped = 0

    def begin(self) -> None:
        """Nothing yet."""

    def report(self, report: Report) -> None:
        """Keeps the report's case."""
        self._tests += 1
        parts = []
        flags = gravest_first(report.flags)
        failing = [flag for flag in flags if not settled(flag) and flag.severity is not Severity.NOTE]
        blocked = report.outcome is Outcome.CHECKED and report.verdict is Verdict.BLOCKED
        verdict = "\n".join([f"verdict: {report.verdict}", *map(_because, report.reasons)])
        # One element however many flags: several servers read only the first.
        told = "\n\n".join([verdict, *(_told(report, flag) for flag in failing)])
        if report.outcome is Outcome.FAILED:
            self._errors += 1
            parts.append(_element("error", "failed", report.reason, told if failing or report.reasons else ""))
        elif report.outcome is Outcome.SKIPPED:
            self._skipped += 1
            parts.append(f'      <skipped message="{xml_attribute(report.reason)}"/>\n')
        elif blocked and (reasons := deciding(report)):
            self._failures += 1
            more = f" (and {len(reasons) - 1} more)" if len(reasons) > 1 else ""
            parts.append(_element("failure", report.verdict.value, spoken(reasons[0]) + more, told))
        elif failing:
            self._failures += 1
            more = f" (and {len(failing) - 1} more)" if len(failing) > 1 else ""
            parts.append(_element("failure", failing[0].severity.value, failing[0].message + more, told))
        elif blocked:
            self._failures += 1
            parts.append(_element("failure", report.verdict.value, MEANING[report.verdict], told))
        rest = [_told(report, flag) for flag in flags if settled(flag) or flag.severity is Severity.NOTE]
        if report.reasons and report.outcome is Outcome.CHECKED and not failing and not blocked:
            rest.insert(0, verdict)
        if rest:
            others = "\n\n".join(rest)
            parts.append(f"      <system-out>{xml_text(others)}</system-out>\n")
        # No file attribute: GitLab would read it, but Jenkins' xUnit schema refuses it.
        head = f'    <testcase name="{xml_attribute(name_of(report))}" classname="{TOOL}"'
        if parts:
            self._cases.write(f"{head}>\n{''.join(parts)}    </testcase>\n")
        else:
            self._cases.write(f"{head}/>\n")

    def end(self, summary: Summary) -> None:
        """Writes the suite's counts and then its cases."""
        counts = f'tests="{self._tests}" failures="{self._failures}"'
        counts += f' errors="{self._errors}" skipped="{self._skipped}"'
        self._write(
            f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n  <testsuite name="{TOOL}" {counts}>\n'
        )
        for piece in self._cases.pieces():
            self._write(piece)
        self._write("  </testsuite>\n</testsuites>\n")


def _element(name: str, kind: str, message: str, text: str) -> str:
    head = f'      <{name} type="{kind}" message="{xml_attribute(message)}"'
    return f"{head}>{xml_text(text)}</{name}>\n" if text else f"{head}/>\n"


def _because(reason: Reason) -> str:
    """A reason on a line of plain text."""
    return f"{reason.verdict}: {excerpt(spoken(reason), _EXCERPT)} [{reason.rule}]"


def _told(report: Report, flag: Flag) -> str:
    """A flag as a few lines of plain text."""
    name = visible(source_of(report))
    place = f"{name}:{flag.position.line}:{flag.position.column}"
    lines = [f"{place}: {flag.severity}: {flag.message} [{flag.rule}]"]
    if flag.text:
        lines.append(f"> {excerpt(flag.text, _EXCERPT)}")
    if settled(flag):
        lines.append(decided(flag))
    else:
        lines += [line for line in (lapse(flag), flag.why, flag.remedy) if line]
    return "\n".join(lines)
