"""`compliance archive stats DIR`: what an archive holds."""

import argparse
import sys

from compliance.cli.archives import archive_parser, close_parser, guarded, opened
from compliance.cli.arguments import Parser
from compliance.cli.console import Console, ExitCode


def parser() -> Parser:
    """Describes the options."""
    made = archive_parser("stats", "DIR", "Says how many texts an archive holds, of which time, and what they take on disk.")
    made.add_argument(
        "--format", choices=("text", "json"), default="text", metavar="FORMAT", help="text or json"
    )
    return close_parser(made)


def run(options: argparse.Namespace, console: Console) -> int:
    """Prints the numbers."""
    with opened(options.archive) as archive, guarded():
        stats = archive.stats()
    from compliance.output.phrases import plural

    if options.format == "json":
        from compliance.output.encode import encode

        sys.stdout.write(encode(stats._asdict()) + "\n")
        return ExitCode.OK
    dates = f"{stats.earliest} to {stats.latest}" if stats.earliest else "none is dated"
    rows = [
        ("texts", f"{stats.texts:,} ({stats.letters:,} characters)"),
        ("dates", dates),
        ("fingerprints", f"{stats.fingerprints:,} in {stats.segments:,} {plural(stats.segments, 'segment')}"),
        ("on disk", ", ".join(f"{size(number)} {what}" for number, what in (
            (stats.text_bytes, "texts"),
            (stats.fingerprint_bytes, "fingerprints"),
            (stats.catalogue_bytes, "catalogue"),
        ))),
    ]
    if stats.dead:
        rows.append(("removed", f"{stats.dead:,} texts still take space; compliance archive compact gives it back"))
    rows.append(("format", f"version {stats.version}"))
    sys.stdout.write("".join(f"{name + ':':<14}{told}\n" for name, told in rows))
    return ExitCode.OK


def size(number: int) -> str:
    """A number of bytes, rounded."""
    amount = float(number)
    for unit in ("bytes", "KB", "MB"):
        if amount < 1000:
            return f"{amount:,.0f} {unit}" if unit == "bytes" or amount >= 10 else f"{amount:.1f} {unit}"
        amount /= 1000
    return f"{amount:,.1f} GB"
