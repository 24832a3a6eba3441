r"""Neutralises text that we did not write, for each kind of place it is written to.

Titles, spans, paths and reasons come from documents and may be hostile. Nothing in them may move a cursor,
reorder a line, start a workflow command, become a formula or end an XML element. What is neutralised stays
visible, as an escape such as `\x1b`; nothing is dropped silently.

Workflow commands are what CI services do with lines that a step prints: GitHub's `::name::` where a line
begins so, and `##[name]`, Azure's `##vso[name]` and TeamCity's `##teamcity[name]` anywhere in it. They are
neutralised in every format, since any of them may be printed in CI.
"""

import re

_BIDI = "\u202a-\u202e\u2066-\u2069"  # embeddings, overrides and isolates: they reorder what follows them
_BREAKS = "\u2028\u2029"
_UNSEEN = "\u200b\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f"
_SURROGATES = "\ud800-\udfff"

_INLINE = f"[\x00-\x1f\x7f-\x9f{_BIDI}{_BREAKS}{_UNSEEN}{_SURROGATES}]"
_LINES = f"[\x00-\x08\x0b-\x1f\x7f-\x9f{_BIDI}{_BREAKS}{_UNSEEN}{_SURROGATES}]"
_JSON = f"[\x7f-\x9f{_BIDI}{_BREAKS}{_SURROGATES}]"
"""No character of these classes is a printable one, so that most texts need not be looked at any closer."""

_JSON_COMMAND = r"(##\w*)\["
_COMMAND = r"(?m)^(\s*):(?=:)|(##\w*)\["

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def visible(text: str) -> str:
    """`text` on one line, safe to print: what a terminal would act on or not show is written as an escape."""
    return commandless(text if text.isprintable() else re.sub(_INLINE, _escape, text))


def visible_lines(text: str) -> str:
    """The same, with newlines and tabs left as they are; CRLF is a newline."""
    return commandless(text if text.isprintable() else re.sub(_LINES, _escape, text.replace("\r\n", "\n")))


def commandless(text: str) -> str:
    """`text` without the signs by which a CI service would know a command in it."""
    if "::" not in text and "##" not in text:
        return text
    return re.sub(_COMMAND, lambda match: f"{match[2]}\\x5b" if match[2] else f"{match[1]}\\x3a", text)


def json_text(dumped: str) -> str:
    """A JSON text that is safe to print and to encode as UTF-8, and means the same.

    `dumped` is what an encoder made without escaping non-ASCII. The characters replaced can stand only inside
    its strings, where the escape stands for the character.
    """
    if "##" in dumped:
        dumped = re.sub(_JSON_COMMAND, r"\1\\u005b", dumped)
    if dumped.isascii():
        return dumped.replace("\x7f", "\\u007f")
    return dumped if dumped.isprintable() else re.sub(_JSON, _json_escape, dumped)


def workflow_data(text: str) -> str:
    """The message of a GitHub workflow command; the escapes are those of actions/toolkit, `escapeData`
    (a carriage return is already a visible escape)."""
    return visible_lines(text).replace("%", "%25").replace("\n", "%0A")


def workflow_property(text: str) -> str:
    """The value of a property of a GitHub workflow command; as actions/toolkit, `escapeProperty`."""
    return workflow_data(text).replace(":", "%3A").replace(",", "%2C")


def xml_text(text: str) -> str:
    """Character data of XML 1.0; characters that XML cannot hold become visible escapes."""
    return visible_lines(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def xml_attribute(text: str) -> str:
    """The value of an XML attribute, without its quotation marks."""
    return xml_text(text).replace('"', "&quot;").replace("\t", "&#9;").replace("\n", "&#10;")


def cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe before what would start one, as OWASP
    advises (CSV Injection); a leading tab or line end counts, since some spreadsheets strip them first."""
    safe = visible_lines(text)
    return "'" + safe if text.startswith(_FORMULA) else safe


def uri(path: str) -> str:
    """A file path as a URI reference: relative stays relative, absolute becomes `file:`.

    Undecodable bytes of a name, which Python keeps as surrogates, are percent-encoded as the bytes they were.
    """
    import os
    from urllib.parse import quote

    path = path.replace(os.sep, "/").removeprefix("./")
    try:
        raw = path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        raw = path.encode("utf-8", "surrogatepass")
    # A colon in the first segment of a relative reference would read as a scheme.
    quoted = quote(raw, safe="/")
    if not path.startswith("/"):
        return quoted
    return "file://" + quoted if not path.startswith("//") else "file:" + quoted


def link(address: str) -> str:
    """An address of the web as a URI, what has no place in one percent-encoded; empty for any other address."""
    if not address.lower().startswith(("http://", "https://")) or len(address) > 2048:
        return ""
    from urllib.parse import quote

    return quote(address.encode("utf-8", "replace"), safe="/:?#@!$&'()*+,;=%~-._")


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _json_escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"
