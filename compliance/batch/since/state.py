"""All that a check reads of a document, as one digest: where it is the same, so are the findings under the same rules."""

from hashlib import blake2b

from compliance.model import Document

SIZE = 16
"""Bytes of a state."""
NONE = bytes(SIZE)
"""The state of what is always looked at again: a document in several windows, or one that could not be read."""


def state_of(document: Document) -> bytes:
    """SIZE bytes of BLAKE2b over the document: id and path, text, metadata, zones, comments that silence, and where its lines stand
    in the source, since findings say line and column. NONE for a window of a document that has several."""
    if document.more or document.offset:
        return NONE
    beside = (
        document.id, document.path, document.breaks, [(zone.start, zone.end, zone.zone.value) for zone in document.zones],
        [tuple(field) for field in document.fields], [tuple(comment) for comment in document.suppressions], document.line, document.column,
    )  # fmt: skip
    made = blake2b(repr(beside).encode("utf-8"), digest_size=SIZE)
    made.update(document.text.encode("utf-8", "surrogatepass"))
    return made.digest()
