"""Bytes to text: which encoding, and whether it is text at all.

In order: a byte order mark; strict UTF-8; ISO-2022 escapes; for HTML, the declared charset; UTF-8 with a
little damage; UTF-16 without a mark, told by its zero bytes; a Latin code page by its letters; and last a
guess by charset-normalizer among the encodings of the WHATWG Encoding Standard and cp866. Its choice is
bounded because it is free with rare ones otherwise. Whatever is still undecodable becomes U+FFFD.

Names of encodings are read as browsers read them: ISO-8859-1 is windows-1252, GB2312 is GB18030, Shift_JIS is
cp932.
"""

import codecs
import re
from typing import NamedTuple

HEAD = 256 * 1024
"""Bytes at the front of a source on which a guess is made."""


class NotText(ValueError):
    """The bytes are no text; the message says what they are."""


class Encoding(NamedTuple):
    """A Python codec, and the bytes of byte order mark to skip before using it."""

    codec: str
    skip: int


_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF-", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"%!PS-", "PostScript"),
    (b"PK\x03\x04", "ZIP, or an office or EPUB file"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1", "an old office file"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh91AY&SY", "bzip2"),
    (b"\xfd7zXZ", "xz"),
    (b"7z\xbc\xaf", "7-Zip"),
    (b"Rar!\x1a", "RAR"),
    (b"(\xb5/\xfd", "Zstandard"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF89a", "GIF"),
    (b"GIF87a", "GIF"),
    (b"OggS\x00", "Ogg"),
    (b"ID3\x03", "MP3"),
    (b"ID3\x04", "MP3"),
    (b"\x7fELF", "a program"),
)
_SPECIAL = tuple(start for start, _ in _MARKS + _MAGIC)
_ESCAPES = (b"\x1b$)C", "iso2022_kr"), (b"\x1b$", "iso2022_jp_2")
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b\b"))
_DECLARED = rb"""(?i)<(?:meta\b[^>]{0,200}?\bcharset|\?xml\b[^>]{0,100}?\bencoding)\s*=\s*["']?\s*([\w.:-]{2,40})"""
_DECLARED_WITHIN = 4096  # bytes; browsers look at 1024
# Python has codecs that are no character encodings, such as rot13 and idna
_LEGACY = (
    r"ascii|cp\d+|iso8859-\d+|koi8-\w|mac-\w+|tis-620|kz1048|ptcp154|johab|hz|euc_\w+|gb\w+|big5\w*|"
    r"shift_jis\w*|iso2022_\w+"
)
_AS_BROWSERS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
_GUESSED = (
    "cp1252 cp1250 cp1251 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp874 cp866 koi8_r koi8_u iso8859_2 "
    "iso8859_5 iso8859_7 cp932 euc_jp gb18030 big5 cp949"
).split()


def decode(data: bytes, *, html: bool = False) -> str:
    """The text of a whole file, without its byte order mark; line ends stay as they are.

    `html` also looks for the charset that the page declares. Raises NotText.
    """
    if not data.startswith(_SPECIAL):
        try:
            text = data.decode()
        except UnicodeDecodeError:
            pass
        else:
            if "\0" not in text and "\x1b$" not in text:
                return text
    codec, skip = choose(data, html=html)
    return str(memoryview(data)[skip:], codec, "replace")


def choose(head: bytes, *, html: bool = False, whole: bool = True) -> Encoding:
    """How to read bytes that begin with `head`; `whole` says that nothing follows it. Raises NotText."""
    for mark, codec in _MARKS:
        if head.startswith(mark):
            return _marked(head, codec, len(mark))
    for start, name in _MAGIC:
        if head.startswith(start):
            raise NotText(f"binary ({name}): convert it to text first")
    if b"\0" in head:
        return _by_zeros(head)
    for escape, codec in _ESCAPES:
        if escape in head and _decodes(head, codec, whole):
            return Encoding(codec, 0)
    if _decodes(head, "utf-8", whole):
        return Encoding("utf-8", 0)
    head = head[:HEAD]
    if len(head) - len(head.translate(None, _CONTROLS)) > len(head) * 0.03:
        raise NotText("binary (control characters)")
    codec = (_declared(head) if html else "") or ("utf-8" if _damaged_utf8(head) else "") or _guessed(head)
    return Encoding(codec, 0)


def _marked(head: bytes, codec: str, skip: int) -> Encoding:
    """Trust a byte order mark unless what follows is mostly undecodable: other formats begin with the same
    bytes.
    """
    sample = str(head[skip : skip + 4096], codec, "ignore")
    wide = {"utf-16": 2, "utf-32": 4}.get(codec[:6], 0)
    if (
        wide
        and len(head) > skip + wide
        and ("\0" in sample or len(sample) * wide * 2 < len(head[skip : skip + 4096]))
    ):
        raise NotText("binary (begins like UTF-16 or UTF-32 and is neither)")
    return Encoding(codec, skip)


def _by_zeros(head: bytes) -> Encoding:
    """Tell UTF-16 without a mark, mostly in a Latin script, from binary: every second byte is zero."""
    sample = head[: min(4096, len(head) & ~1)]
    for zeros, letters, codec in ((1, 0, "utf-16-le"), (0, 1, "utf-16-be")):
        if sample[zeros::2].count(0) * 10 >= len(sample) * 2 and not sample[letters::2].count(0):
            text = str(sample, codec, "ignore")
            if "\0" not in text and sum(c < " " and c not in "\t\n\r\f" for c in text) * 50 < len(text):
                return Encoding(codec, 0)
    raise NotText("binary (zero bytes)")


def _decodes(head: bytes, codec: str, whole: bool) -> bool:
    try:
        codecs.getincrementaldecoder(codec)().decode(head, whole)
    except UnicodeError:  # which an endless escape sequence raises as it is
        return False
    return True


def _declared(head: bytes) -> str:
    """The legacy codec that an HTML page declares, or ""; it is known not to be UTF-8."""
    found = re.compile(_DECLARED).search(head, 0, _DECLARED_WITHIN)
    if not found:
        return ""
    try:
        name = codecs.lookup(found[1].decode("ascii")).name
    except LookupError:
        return ""
    return _AS_BROWSERS.get(name, name) if re.fullmatch(_LEGACY, name) else ""


def _damaged_utf8(head: bytes) -> bool:
    """Whether a text is UTF-8 but for a few bytes: legacy text makes four valid sequences to each bad byte
    never.
    """
    text = str(head, "utf-8", "replace")
    bad = text.count("\ufffd")
    good = len(text) - bad - len(text.encode("ascii", "ignore"))
    return good >= bad * 4


def _guessed(head: bytes) -> str:
    """The likeliest legacy codec."""
    from compliance.documents.latin import code_page

    if codec := code_page(head):
        return codec
    from charset_normalizer import from_bytes

    cut = max(head.rfind(b"\n"), head.rfind(b" ")) if len(head) == HEAD else -1  # not inside a character
    results = from_bytes(head[:cut] if cut > 0 else head, cp_isolation=_GUESSED)
    best = min(results, key=lambda result: (result.chaos, -result.coherence), default=None)
    return best.encoding if best and best.encoding in _GUESSED else "cp1252"
