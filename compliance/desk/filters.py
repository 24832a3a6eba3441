"""Which flags are shown: by severity, kind, holder, rule, document, and whether somebody has decided."""

from typing import NamedTuple

from compliance.desk.items import Item, holders
from compliance.model import Finding, Kind, Report, Severity
from compliance.output.settled import lapse
from compliance.rulebook.near import nearest

NAMES = ("severity", "kind", "holder", "rule", "document", "decided")
DECIDED = ("yes", "no", "lapsed")


class FilterError(ValueError):
    """A filter that makes no sense; the text says why and what there is."""


class Filter(NamedTuple):
    """What must hold for a flag to be shown; what is empty holds for all.

    `holder`, `rule` and `document` are parts of names, in any case. `decided` is yes, no or lapsed.
    """

    severity: tuple[Severity, ...] = ()
    kind: tuple[str, ...] = ()
    holder: str = ""
    rule: str = ""
    document: str = ""
    decided: str = ""

    def passes(self, item: Item, report: Report) -> bool:
        """Whether the filter lets a flag through."""
        flag = item.flag
        if self.severity and flag.severity not in self.severity:
            return False
        if self.kind and flag.kind not in self.kind:
            return False
        if self.decided and not _decided(self.decided, item):
            return False
        if self.rule and self.rule.casefold() not in flag.rule.casefold():
            return False
        if self.holder and not any(self.holder.casefold() in name.casefold() for name in holders(flag)):
            return False
        return not self.document or self.document.casefold() in (report.path or report.id).casefold()

    def __str__(self) -> str:
        said = []
        for name, value in zip(NAMES, self, strict=True):
            if value:
                words = value if isinstance(value, str) else ",".join(value)
                said.append(f"{name}={words}" if " " not in words else f'{name}="{words}"')
        return " ".join(said)


def parse(text: str, kinds: tuple[str, ...] = (*Kind, *Finding)) -> Filter:
    """A filter as people type it: `error`, `open`, `severity=error,warning holder="Kestrel Wire" decided=no`.

    Raises FilterError, which names the nearest right word.
    """
    made = Filter()
    for word in _words(text):
        name, sign, value = word.partition("=")
        if not sign:
            name, value = _short(name, kinds)
        if name == "severity":
            named = tuple(Severity(_one_of(it, tuple(Severity), "severity")) for it in value.split(",") if it)
            made = made._replace(severity=tuple(dict.fromkeys((*made.severity, *named))))
        elif name == "kind":
            more = tuple(_one_of(it, kinds, "kind") for it in value.split(",") if it)
            made = made._replace(kind=tuple(dict.fromkeys((*made.kind, *more))))
        elif name == "decided":
            made = made._replace(decided=_one_of(value, DECIDED, "answer"))
        elif name == "holder":
            made = made._replace(holder=value)
        elif name == "rule":
            made = made._replace(rule=value)
        elif name == "document":
            made = made._replace(document=value)
        else:
            raise FilterError(f'nothing can be filtered by "{name}"{nearest(name, NAMES)}; there are {", ".join(NAMES)}')
    return made


def _decided(asked: str, item: Item) -> bool:
    if asked == "lapsed":
        return bool(lapse(item.flag))
    return item.open == (asked == "no")


def _short(word: str, kinds: tuple[str, ...]) -> tuple[str, str]:
    """A word on its own, which says its name itself."""
    plain = word.casefold().removesuffix("s") if word.casefold() not in kinds else word.casefold()
    if plain in tuple(Severity):
        return "severity", plain
    if plain in kinds:
        return "kind", plain
    if plain in ("open", "undecided"):
        return "decided", "no"
    if plain in ("decided", "settled"):
        return "decided", "yes"
    if plain == "lapsed":
        return "decided", "lapsed"
    known = [*Severity, *kinds, "open", "decided", "lapsed", *(f"{name}=" for name in NAMES)]
    raise FilterError(f'"{word}" is no filter{nearest(word, known)}; say for example error, open or holder=NAME')


def _one_of(word: str, known: tuple[str, ...], what: str) -> str:
    if word.casefold() not in known:
        raise FilterError(f'"{word}" is no {what}{nearest(word, known)}; there are {", ".join(known)}')
    return word.casefold()


def _words(text: str) -> list[str]:
    """Words apart by blanks; quotation marks hold blanks together."""
    import shlex

    try:
        return shlex.split(text)
    except ValueError as error:
        raise FilterError("a quotation mark is not closed") from error
