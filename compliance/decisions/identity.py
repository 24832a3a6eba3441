"""What a decision is about: the same words of the same rule, in a document or wherever they stand."""

import os
import re
import unicodedata
from hashlib import blake2b

from compliance.model import Finding, Flag

AROUND = 24
"""Code points on either side of a flag's text that tell it from others with the same text."""
TELLING = 4
"""Letters and digits that must be among them: a full stop stands after most sentences."""
EXCERPT = 160
"""Code points of a flag's text that the log keeps for people."""

RECORD = "id:"
"""What the name of a document that is no file of its own begins with."""

_PLACED = (Finding.DUTY, Finding.CONTRADICTION, Finding.JUDGEMENT)  # their text is that of what asks for it

_UNSEEN = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]")


def fold(text: str) -> str:
    """A text without what an editor does not see or mean: white space, capitals, compatibility forms, invisible characters."""
    return " ".join(unicodedata.normalize("NFKC", _UNSEEN.sub("", text)).casefold().split())


def digest(flag: Flag) -> str:
    """What "the same text" is: 16 hexadecimal digits over the rule and the folded words; a flag without words goes by its
    message. What rests on more than the words, such as a reused passage on its source and a duty on its licence, says all of it
    in its identity, which has nothing of the place in it."""
    if isinstance(flag.kind, Finding):
        return flag.identity
    words = f"{flag.rule}\0{fold(flag.text) or fold(flag.message)}"
    return blake2b(words.encode("utf-8", "replace"), digest_size=8).hexdigest()


def words(flag: Flag) -> str:
    """What a flag is about, for people, on one line: the words it found, or what it says where these only show the place."""
    return " ".join((flag.message if flag.kind in _PLACED or not flag.text else flag.text).split())


def around(flag: Flag) -> tuple[str, str]:
    """The words before a flag and those after it, 8 hexadecimal digits each; empty where there is next to nothing, as at the
    end of a text, or where the flag does not tell."""
    return _side(fold(flag.before)[-AROUND:].lstrip()), _side(fold(flag.after)[:AROUND].rstrip())


def _side(words: str) -> str:
    told = sum(map(str.isalnum, words)) >= TELLING
    return blake2b(words.encode("utf-8", "replace"), digest_size=4).hexdigest() if told else ""


def excerpt(flag: Flag) -> str:
    """The words of a flag, cut where they are long."""
    told = words(flag)
    return told if len(told) <= EXCERPT else told[: EXCERPT - 1] + "…"


def document_key(id: str, path: str | None, folder: str) -> str:
    """The name that a document goes by in a log: for a file, its path as seen from the log's folder, with slashes, whatever
    the working directory; for anything else, `id:` and its id.

    Args:
        id, path: of the report. A record without an id of its own has its file's path and a line number for one.
        folder: the log's.
    """
    if path is None or path.startswith("<") or not id.startswith(path):
        return RECORD + id
    try:
        relative = os.path.relpath(path, folder)
    except ValueError:  # another drive
        relative = os.path.abspath(path)
    relative = relative.replace(os.sep, "/")
    return relative if id == path else f"{RECORD}{relative}{id[len(path) :]}"


def may_be_there(document: str, folder: str) -> bool:
    """Whether the document of that name may still exist; of a record nobody can tell."""
    return document.startswith(RECORD) or os.path.lexists(os.path.join(folder, document))


def pairs(text: str) -> frozenset[str]:
    """What texts are compared by: the pairs of neighbouring characters at their beginning, which needs no words and so no
    language."""
    folded = f" {fold(text[:EXCERPT])} "
    return frozenset(folded[at : at + 2] for at in range(len(folded) - 1))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """How alike two texts are by their pairs, from 0 to 1 (Dice's coefficient)."""
    return 2 * len(one & other) / (len(one) + len(other))
