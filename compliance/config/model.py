"""What configuration says, and what can be wrong with it."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from compliance.model import Severity


class Problem(NamedTuple):
    """Something wrong in a configuration file; line and column from 1, the column in code points."""

    path: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.message}"


class ConfigError(ValueError):
    """A configuration that cannot be used: one line a problem, `file:line:column: what, and the way out`."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)

    def __reduce__(self) -> tuple[type["ConfigError"], tuple[tuple[Problem, ...]]]:
        return ConfigError, (self.problems,)


class Mention(NamedTuple):
    """A rule id, or a glob of them, and where the configuration names it."""

    pattern: str
    line: int
    column: int


class Policy(NamedTuple):
    """What a configuration says about judging: the ledger's path, openable from the working directory, and what is intended,
    in the words of docs/policy.md; None where it says nothing."""

    ledger: str | None = None
    acts: tuple[str, ...] | None = None
    channel: str | None = None
    territory: str | None = None
    commercial: bool | None = None
    paywalled: bool | None = None
    ads: bool | None = None


class Override(NamedTuple):
    """What holds for the files that `match` selects, on top of everything before it."""

    match: tuple[str, ...]
    off: tuple[str, ...] = ()
    severities: Mapping[str, Severity] = {}
    threshold: Severity | None = None
    policy: Policy = Policy()


class Reuse(NamedTuple):
    """What a configuration says about reused passages.

    `archives` are paths that can be opened from the working directory, `publisher` the names of the house as holder,
    `quotation_limit` the words that may be quoted from one source, `common` the number of texts from which a short
    passage that they share is boilerplate; None where it says nothing.
    """

    archives: tuple[str, ...] = ()
    publisher: tuple[str, ...] = ()
    quotation_limit: int | None = None
    common: int | None = None


class Config(NamedTuple):
    """What one configuration file says.

    `source` is that file, None where there is none; `exclude` and the overrides' `match` are patterns as in
    .gitignore, relative to `folder`. `packs` and `decisions` are paths that can be opened from the working directory; the
    latter, the log of decisions, need not be there yet.
    """

    source: str | None = None
    folder: str = "."
    packs: tuple[str, ...] = ()
    off: tuple[str, ...] = ()
    severities: Mapping[str, Severity] = {}
    threshold: Severity | None = None
    exclude: tuple[str, ...] = ()
    overrides: tuple[Override, ...] = ()
    mentions: tuple[Mention, ...] = ()
    reuse: Reuse = Reuse()
    decisions: str | None = None
    policy: Policy = Policy()


class Effective(NamedTuple):
    """What a configuration comes to for some files. Of two entries for a rule, the later one holds."""

    config: Config
    off: tuple[str, ...]
    severities: Mapping[str, Severity]
    threshold: Severity | None
    policy: Policy = Policy()
