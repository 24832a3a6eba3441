"""Renderers: a stream of reports in, text in some format out.

with open_outputs(["terminal", "sarif:out.sarif"], Options(version="1.0")) as outputs:
    for report in reports:
        outputs.report(report)
"""

from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from importlib import import_module
from types import MappingProxyType, TracebackType
from typing import NamedTuple, Self, TextIO, cast

from compliance.model import Report
from compliance.output.interface import Options, Renderer
from compliance.output.summary import Summary, tally
from compliance.output.target import OutputError, Sink, Target, parse_target, parse_targets

__all__ = [
    "FORMATS",
    "Format",
    "Options",
    "OutputError",
    "Outputs",
    "Renderer",
    "Summary",
    "open_output",
    "open_outputs",
]


class Format(NamedTuple):
    """A format: what it is for, in a few words, and where its renderer is."""

    about: str
    module: str
    name: str

    def renderer(self, stream: TextIO, options: Options) -> Renderer:
        """A renderer that writes to `stream`; its module is imported here and not before."""
        module = import_module(f"{__name__}.{self.module}")
        return cast(Renderer, getattr(module, self.name)(stream, options))


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "terminal": Format("for people, in colour on a terminal", "terminal", "Terminal"),
        "jsonl": Format("JSON Lines, an object a document", "jsonl", "JsonLines"),
        "json": Format("one JSON document with a summary", "json_", "Json"),
        "sarif": Format("SARIF 2.1.0, for code scanning services and editors", "sarif", "Sarif"),
        "github": Format("GitHub annotations", "github", "GitHub"),
        "gitlab": Format("GitLab code quality", "gitlab", "GitLab"),
        "junit": Format("JUnit XML, for CI servers", "junit", "JUnit"),
        "csv": Format("a row a flag or reason, for spreadsheets", "csv_", "Csv"),
        "rdjson": Format("reviewdog", "rdjson", "RdJson"),
    }
)


class Outputs:
    """Several outputs as one, with the run's summary.

    A context: leaving it ends the renderers and publishes the files; leaving it by an exception publishes
    none.
    """

    def __init__(self, targets: Iterable[Target], options: Options, stdout: TextIO | None = None) -> None:
        self.summary = Summary()
        self._sinks: list[Sink] = []
        self._renderers: list[Renderer] = []
        with ExitStack() as opened:
            for target in targets:
                sink = Sink(target, stdout)
                opened.callback(sink.abandon)
                self._sinks.append(sink)
                self._renderers.append(FORMATS[target.format].renderer(sink.stream, options))
            for renderer in self._renderers:
                renderer.begin()
            opened.pop_all()

    def report(self, report: Report) -> None:
        """Writes a report to every output and counts it."""
        self.summary = tally(self.summary, report)
        for renderer in self._renderers:
            renderer.report(report)
        for sink in self._sinks:
            if sink.is_read_along:
                sink.stream.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with ExitStack() as opened:
            for sink in self._sinks:
                opened.callback(sink.abandon)
            if kind is not None:
                return
            for renderer in self._renderers:
                renderer.end(self.summary)
            opened.pop_all()
        self._commit()

    def _commit(self) -> None:
        for number, sink in enumerate(self._sinks):
            try:
                sink.commit()
            except BaseException:
                for rest in self._sinks[number:]:
                    rest.abandon()
                raise


def open_outputs(specs: Iterable[str], options: Options, stdout: TextIO | None = None) -> Outputs:
    """Opens outputs given as `FORMAT` or `FORMAT:PATH`; `stdout` stands in for sys.stdout.

    Raises OutputError, before anything is written, for an unknown format, a path that cannot be written, or
    two outputs to one place.
    """
    return Outputs(parse_targets(specs, FORMATS), options, stdout)


def open_output(spec: str, options: Options, stdout: TextIO | None = None) -> Outputs:
    """Opens one output; as `open_outputs`."""
    return Outputs([parse_target(spec, FORMATS)], options, stdout)
