"""Where a name begins and ends: the holder of a notice, the party of a credit.

A name in running text has no mark at its end. What ends it: a bar or bullet, a line end, a full stop that closes no
abbreviation or company form, a comma before something that is no name, a small word that joins nothing, a stop word.
In scripts without capitals only punctuation and stop words end a name.
"""

import re
from collections.abc import Container, Sequence
from typing import NamedTuple

from compliance.scan.titles import TITLES

LONGEST = 14
"""Words that a name may have at most."""

JOINTS = frozenset(
    "and or of the for de del della dei degli di da do dos das des du la le les el los las lo y e i und für von van der den en et & og och ja a och "
    "и та і ng ya wa za cha delle dello degli nella του της των και at in zu zum zur im am d' l' da' al ed ou o oder og af av på til z w ve və dan và û".split()
)
_FORMS = (
    "inc|ltd|limited|llc|llp|lp|co|corp|corporation|company|plc|pty|pte|pvt|gmbh|mbh|m\\.b\\.h|ag|kg|kgaa|se|ev|e\\.v|s\\.?a|s\\.?l|s\\.?l\\.?u|s\\.?a\\.?u|"
    "s\\.?a\\.?[bc]|s\\.?p\\.?a|s\\.?r\\.?l|s\\.?a\\.?s|s\\.?n\\.?c|s\\.?a\\.?r\\.?l|b\\.?v|n\\.?v|a\\.?s|asa|a/s|aps|ab|oy|oyj|a\\.?b|s\\.r\\.o|spol|z|o\\.o|sp|s\\.k\\.a|s\\.k|k\\.s|"
    "zrt|kft|nyrt|bt|d\\.o\\.o|d\\.d|a\\.d|д\\.о\\.о|а\\.д|доо|дооел|еад|ooo|zao|oao|pao|ооо|ао|зао|оао|пао|тоо|тов|прат|пат|еоод|оод|ад|"
    "s\\.?c|c\\.v|a\\.?ş|tic|ş|ehf|hf|as|uab|sia|oü|ltda|eireli|ohf|l\\.p|l\\.l\\.c|eood|ood|edms|bpk|प्रा|लि|પ્રા|લિ|প্রা|লি|ՍՊԸ|şti|sdn|bhd|tbk|s\\.?c\\.?s|i|r\\.l|de|c"
)
_FORM = re.compile(rf"[\"'(]?(?:{_FORMS})\.?[,;)\"']*\Z", re.IGNORECASE)
_UNDOTTED = r"\b(?:AB|AG|AS|ASA|BV|EV|GmbH|KG|KGaA|NV|Oy|Oyj|SA|SE|SL|SpA|ООО|АО|ЗАО|ОАО|ПАО|ЕООД|ООД|АД|EOOD|OOD|AD)\.\Z"
"""Company forms that take no full stop, so that one behind them ends the sentence."""
_GLUED = re.compile(r"(?:a\.s|s\.r\.o|d\.o\.o|S\.A(?!\.[A-Z]\.)|S\.L(?!\.[A-Z]\.)|S\.p\.A|N\.V|B\.V|Inc|Ltd|Corp|Co|Zrt|Kft)\.(?=[^\W\d_a-z])")
"""A company form with the next sentence glued to it, as copied pages have it."""
_SPACED = re.compile(
    r"(?:a\. s|a\. d|d\. d|k\. s|s\. r\. ?o|s\.r\. o|spol\. s ?r\. ?o|d\. o\. ?o|d\.o\. o|j\. d\. o\. ?o|sp\. ?[kj]|а\. д|д\. о\. ?о)\.(?!\w)"
)
"""Company forms of several words, as Czech, Slovak, Slovene, Serbian and Polish registers write them."""
_SPACED_LAST = re.compile(rf"(?<!\S){_SPACED.pattern}[\s,|–—-]*\Z")
_PLACE = re.compile(r"\s+[^\W\d_a-z][\w-]+,?\s+(?:19|20)\d\d\b")
"""A town and a year: registered names of the Balkans end with the town ("… d.o.o. Podgorica 2020")."""
_TAIL = re.compile(
    r",?\s+(?:and|or|and/or)\s+(?:its|their|the|other|others|all)(?:\s+[a-z]+){0,8}(?=[.,;|]|\s*$|\s*\n)"
    r"|\s+(?:w|v|u|în|in)\s+(?:likwidacji|upadłości|restrukturyzacji|likvidaci|likvidácii|konkurs[ue]|stečaju|insolven[țţt]ă)\b"
    r"|\s+a\s+(?:dodavatelé|dodávatelia)\s+obsahu\b"
)
"""What firms add to their name: "or its affiliated companies", and what registers add."""
_TOKEN = re.compile(r"\S+")
_SHORT_TITLES = frozenset("в в-к сп".split())
"""The same as nouns that say what bears a name, cut short, as Bulgarian does: "в. „Гора“"."""
_OPENING = "\"'“”„«‘’»「『《<(["
_CLOSING = "\"'“”»«’」』》)]>"
_PAIRS = {"«": "»", "“": "”", "„": "”“\"", "\"": "\"", "「": "」", "『": "』", "《": "》"}
_DOMAIN = re.compile(r"(?:www\.)?(?:[\w-]+\.)+[^\W\d_]{2,}[.,;]?\Z")
_HASH = re.compile(r"[0-9a-f]{12,}\W*\Z")
_SEPARATORS = frozenset("| • · ▪ ● ► ▶ ★ ◆ * // > » — – :: _".split())
_LINK = re.compile(r"(?:https?://|<)", re.IGNORECASE)
_STOP_CJK = r"[。；！？|｜、，,;!?\s]"


_TRADING = frozenset(("d/b/a", "dba", "t/a"))
_VERBS = frozenset("is are was may must has have".split())
_AND = frozenset("and und et y e en og och".split())
_BEGINNERS = frozenset(("As", "De", "I", "Se"))
"""Words that begin a sentence in one language and are a company's form in another."""


class Name(NamedTuple):
    """A name and where it stands, in code points of the text it was read from."""

    text: str
    start: int
    end: int


def read_name(text: str, start: int, limit: int, stops: Container[str] = ()) -> Name | None:
    """The name that begins at `start`, or None where none does.

    Args:
        text: a paragraph.
        start, limit: code points; nothing at or after `limit` is read.
        stops: small-letter words at which a name ends.
    """
    end = seen = start
    words = 0
    last = ""
    joints = 0
    dashed = -1, 0  # how many words stood before the last dash between them, and where they end
    quoted = small_to = 0  # where the quotation that the name is in ends, and where small words that belong to it do
    for token in _TOKEN.finditer(text, start, limit):
        word = token.group()
        if token.start() < quoted:
            end = seen = token.end()
            words += 1
            last = word
            if words >= LONGEST or end >= quoted and _ends(word, text, end, limit):
                break
            continue
        glued = _GLUED.match(word)
        if glued and words:
            end = token.start() + glued.end()
            words += 1
            break
        gap = text[seen : token.start()] if words else ""
        seen = token.end()
        if words and _breaks(gap, last):
            break
        spaced = _SPACED.match(text, token.start(), limit) if words and word[0].islower() else None
        if spaced:
            end = spaced.end()
            words += 1
            break
        core = word.strip(_OPENING + _CLOSING + ".,;:")
        if not any(c.isalnum() for c in core):
            if word in _SEPARATORS or not words:
                break
            if word not in ("-", "–", "—", "&", "+", "/") or _YEAR.match(last):
                break
            if word in "-–—":
                dashed = words, end
            joints += 1
            last = word
            continue
        if word in _SEPARATORS or _LINK.match(word) or _HASH.match(word):
            break
        small = core.casefold()
        noun = False
        if small in stops and not (words == 0 and core[0].isupper() and len(core) < 4):
            if word in _VERBS and words == dashed[0] + 1:
                words, end = dashed
            break
        if words and word[0] in "([" and not _bracketed_name(text, token.start(), limit):
            break
        if _is_small(core):
            is_joint = small in JOINTS and (small == "ve" and last.endswith(".") or not last.endswith((".", ";", ":")))  # "San. ve Tic. A.Ş."
            if words and (is_joint or small in _TRADING or small in _AND and _FORM.match(last)):
                joints += 1
                if joints > 3:
                    break
                last = word
                continue
            if words and last[-1:] not in ".,;:" and token.start() >= small_to:
                small_to = _small_words(text, token.start(), limit, stops)
            listed = words == 1 and word.endswith(",") and _next_is_name(text, token.end(), limit)
            firm = not words and _firm_follows(text, token.end(), limit)
            counted = words == 1 and last.isdigit() and small in TITLES  # "24 часа"
            noun = not words and (small in TITLES or small in _SHORT_TITLES) and _quotation_follows(text, token.end(), limit)
            if not (
                listed or firm or noun or counted or token.start() < small_to
                or _DOMAIN.match(word.strip(_OPENING + _CLOSING)) or (words and _FORM.match(word))
            ):
                if words == dashed[0] + 1:  # "Fen Post - You like": a sentence begins behind the dash
                    words, end = dashed
                break
        cut = re.search(_STOP_CJK, word) if not word.isascii() and _uncased(core) else None
        if cut and cut.start() > 0 and cut.end() < len(word):
            end = token.start() + cut.start()
            words += 1
            break
        if word[0] in "([":
            close = text.find(")" if word[0] == "(" else "]", token.start(), limit)
            end = close + 1 if close >= 0 else token.end()
        elif token.end() > end:
            end = token.end()
        words += 1
        joints = 0
        last = word
        quoted = _quotation_end(text, token.start(), token.end(), limit)
        if quoted > token.end():
            continue
        if noun or words == 1 and "." in word[:-1] and _FORM.match(word) and _next_is_name(text, end, limit):
            continue  # "S.C. …", the form before the name
        if words >= LONGEST or _ends(word, text, end, limit):
            break
    if not words:
        return None
    tail = _TAIL.match(text, end, limit)
    if tail and words < LONGEST:
        end = tail.end()
    found = text[start:end]
    start += len(found) - len(found.lstrip())
    found = found.strip()
    end = start + len(found)
    name = _trimmed(found)
    if not any(c.isalpha() for c in name):
        return None
    return Name(" ".join(name.split()), start, end)


def _small_words(text: str, start: int, limit: int, stops: Container[str]) -> int:
    """Where small words behind a capital that belong to the name all the same end; `start` where they do not.

    They do where one of them is what newspapers are called, and no other small word follows it; and where a company form does.
    """
    reached = end = start
    titled = True  # what it is called may still come
    for count, token in enumerate(_TOKEN.finditer(text, start, limit)):
        if count and "\n" in text[end : token.start()]:
            break
        word = token.group()
        core = word.strip(_OPENING + _CLOSING + ".,;:")
        small = core.casefold()
        if count and (_FORM.match(word) and (word[:1].isupper() or "." in word) or _SPACED.match(text, token.start(), limit)):
            return end
        if not core or not _is_small(core) or small in stops or small in JOINTS and not count:
            break
        titled = titled and small not in JOINTS
        if titled and reached == end and count:  # another small word behind the title
            reached = start
        end = token.end()
        if titled and small in TITLES:
            reached = end
        titled = titled and count < _SMALL
        if count == _FARTHEST or word[-1:] in ".,;:!?":
            break
    return reached


_SMALL = 2
"""Small words that may stand before what newspapers are called: "Lietuvos krašto žinios"."""
_FARTHEST = 4
"""The same, before a company form: "Политика новине и магазини д.о.о."."""
_YEAR = re.compile(r"(?:19|20)\d\d(?:[-–—/](?:19|20)?\d\d)?\Z")


def _firm_follows(text: str, end: int, limit: int) -> bool:
    """Whether a company form in capitals stands behind the first word of a name, which then may be small."""
    following = _TOKEN.match(text, _skip(text, end, limit), limit)
    return bool(following and following.group()[:1].isupper() and _FORM.match(following.group()))


def _quotation_follows(text: str, end: int, limit: int) -> bool:
    """Whether a quoted name stands behind the noun that says what bears it: "вестник „Гора“"."""
    at = _skip(text, end, limit)
    return at < limit and text[at] in _PAIRS and text[at + 1 : at + 2].isupper()


def _quotation_end(text: str, start: int, stop: int, limit: int) -> int:
    """The end of the quotation that the word at `start`..`stop` opens; `start` where it opens none."""
    opening = next((c for c in text[start:stop] if c in _PAIRS), "")
    if not opening:
        return start
    at = text.index(opening, start)
    if opening == '"' and (text[start:at].strip("([") or not text[at + 1 : at + 2].isalnum()):
        return start  # it closes one
    line = text.find("\n", start, limit)
    stop = min(at + 80, line if line >= 0 else limit)
    for close in range(at + 1, stop):
        if text[close] in _PAIRS[opening] and not (text[close] in '"“' and text[close + 1 : close + 2].isalnum()):
            return close + 1
    return start


def read_name_back(text: str, stop: int, floor: int, stops: Container[str] = ()) -> Name | None:
    """The name that ends right before `stop`, walking back over capitalised words to no further than `floor`."""
    form = _SPACED_LAST.search(text[max(floor, stop - 20) : stop])
    words = list(_TOKEN.finditer(text, floor, max(floor, stop - 20) + form.start() if form else stop))
    first = None
    index = len(words) - 1
    taken = 0
    titled = False  # what newspapers are called stands behind
    while index >= 0 and taken < 9:
        word = words[index].group()
        core = word.strip(_OPENING + _CLOSING + ".,;:")
        following = words[index + 1].start() if index + 1 < len(words) else stop
        gap = text[words[index].end() : following]
        if "\n" in gap or word in _SEPARATORS:
            break
        if (taken or not core) and ("\t" in gap or len(gap) > 3):
            break
        if not core or core.casefold() in stops:
            break
        if taken and word[-1] in ".;:!?。，" and not (_FORM.match(word) or len(core) == 1):
            break
        if _is_small(core) and not _DOMAIN.match(word):
            if not (taken and core.casefold() in JOINTS and len(core) > 1 and _capital_before(words, index)):
                # "Информационное агентство «…»": the noun between a capital and a quoted name
                noun = taken and text[words[first or 0].start()] in _PAIRS and word[-1].isalpha() and _capital_before(words, index)
                title = core.casefold() in TITLES and word[-1].isalpha() and _capital_before(words, index, _SMALL)
                among = titled and word[-1].isalpha() and _capital_before(words, index, _SMALL - 1)
                if not (_FORM.match(word) and index) and not noun and not title and not among:
                    break
                titled = title or among
        first = index
        taken += 1
        index -= 1
    if first is None:
        return None
    start = words[first].start()
    name = _trimmed(text[start:stop].strip(" \t\r\n-–—|,:"))
    if not any(c.isalpha() for c in name) or _is_small(name.strip(_OPENING)[:1]) and not _DOMAIN.match(name):
        return None
    return Name(" ".join(name.split()), start, stop)


def _capital_before(words: Sequence[re.Match[str]], index: int, small: int = 0) -> bool:
    """Whether a word that is not small stands before the word at `index`, at most one joining word between them, or so many small ones."""
    for before in range(index - 1, index - 2 - max(1, small), -1):
        if before < 0:
            return False
        word = words[before].group()
        core = word.strip(_OPENING + ".")
        if not _is_small(core):
            return not small or word[-1:] not in ".,;:!?"
        if core.casefold() not in JOINTS and (before < index - small or not word[-1].isalpha()):
            return False
    return False


def is_name_like(text: str) -> bool:
    """Whether the text begins as a name does: a capital, a letter without case, a digit, a domain."""
    core = text.lstrip(_OPENING + "@")
    words = core.split()
    if not words or not _is_small(words[0]):
        return bool(core)
    if _DOMAIN.match(words[0]) or len(words) < 2:
        return bool(_DOMAIN.match(words[0]))
    return words[1][:1].isupper() and bool(_FORM.match(words[1])) or words[1][:1] in _PAIRS and (
        words[0].casefold() in TITLES or words[0].rstrip(".").casefold() in _SHORT_TITLES
    )


def has_form(name: str) -> bool:
    """Whether a name ends with the form of a company: Ltd, S.A., GmbH & Co. KG."""
    words = name.split()
    return len(words) > 1 and len(words[-1]) > 1 and words[-1] not in _BEGINNERS and not words[-1].islower() and bool(_FORM.match(words[-1]))


_BEHIND = ",;:|-–—*\u06d4\u060c\u061b\u104a\u104b\u17d4\u0964\u0965\u0589\u1362\u1363"
"""Signs that may be left behind a name; the last are full stops and commas of Urdu, Arabic, Burmese, Khmer, the Indian scripts, Armenian and Amharic."""


def _trimmed(name: str) -> str:
    name = name.strip().rstrip(_BEHIND).rstrip()
    if name.endswith(".") and re.search(_UNDOTTED, name):
        name = name[:-1]
    if name.endswith(".") and not _FORM.match(name.split()[-1]) and not re.search(r"(?:^|[\s.(])\w\.\Z", name):
        name = name[:-1]
    name = name.rstrip("®™")
    if name.endswith((")", "]")) and name.count("(") < name.count(")"):
        name = name[:-1]
    if name[:1] in "\"“„«‘'「『" and name[-1:] in "\"”“»’'」』" and not any(c in "\"”“»«’「」『』" for c in name[1:-1]):
        name = name[1:-1]
    return name.strip()


def _breaks(gap: str, last: str) -> bool:
    if "\n" in gap:
        return not (last.casefold() in JOINTS or last.endswith(","))
    return len(gap) > 4 or "\t" in gap


def _is_small(word: str) -> bool:
    first = word[:1]
    if not first.islower() or "\u10d0" <= first <= "\u10ff":  # Georgian has capitals for headlines alone
        return False
    return not any(c.isupper() for c in word[1:4])  # iTunes, eBay and e-Eighteen are names


def _uncased(word: str) -> bool:
    return any(not c.islower() and not c.isupper() and c.isalpha() or "\u10d0" <= c <= "\u10ff" for c in word[:2])


def _bracketed_name(text: str, at: int, limit: int) -> bool:
    closing = ")" if text[at] == "(" else "]"
    close = text.find(closing, at, min(limit, at + 60))
    inside = text[at + 1 : close] if close > 0 else ""
    if not inside or "\n" in inside:
        return False
    first = inside.split()[0] if inside.split() else ""
    if _DOMAIN.match(first):
        return True
    if first[:1].isupper() and len(inside) > 12 and re.match(r"\s*(?:[.|\n]|\Z)", text[close + 1 : limit]):
        return "About" not in inside and all(word[:1].isupper() or word in JOINTS for word in inside.split())
    return first[:1].isupper() and (len(inside) <= 12 or first.isupper()) and "About" not in inside or _uncased(first)


def _ends(word: str, text: str, end: int, limit: int) -> bool:
    last = word.rstrip(_CLOSING)[-1:]
    if last in "!?;:。！？\u061f\u06d4\u104a\u104b\u17d4\u0964\u0965\u0589\u1362":
        return not (last == "!" and _next_is_name(text, end, limit))
    if last == ",":
        following = _TOKEN.match(text, _skip(text, end, limit), limit)
        if not following:
            return True
        core = following.group().strip(_OPENING + _CLOSING + ".,;:")
        if _SPACED.match(text, following.start(), limit):
            return False
        return not core or (_is_small(core) and not _FORM.match(following.group()) and not _GLUED.match(following.group()))
    if last != ".":
        return False
    core = word.strip(_OPENING + _CLOSING + ".,;:")
    following = _TOKEN.match(text, _skip(text, end, limit), limit)
    if following and following.group() in _BEGINNERS:
        following = None
    if following and _FORM.match(following.group()) and following.group()[:1].islower() != (len(core) > 6):
        return False
    if following and (following.group() in ("and", "or", "&", "ve", "və", "dan") or following.group() in _TRADING):
        return False
    if _FORM.match(word):
        return not (following and (_FORM.match(following.group()) or _PLACE.match(text, end, limit)))
    return not (len(core) == 1 and core.isupper() or core.casefold() in ("st", "dr", "mr", "mrs", "prof", "jr", "pt", "cv") or "." in core and len(core) <= 5)


def _skip(text: str, at: int, limit: int) -> int:
    while at < limit and text[at].isspace():
        at += 1
    return at


def _next_is_name(text: str, end: int, limit: int) -> bool:
    following = _TOKEN.match(text, _skip(text, end, limit), limit)
    return bool(following and following.group()[:1].isupper())
