"""What a run reads: files, folders, patterns and objects of a store → inputs → units of work → documents.

    find_inputs   what paths and URIs stand for, one file or object after the other
    cut           inputs into units of about the same size, each a task of its own
    read          the documents of a unit, streaming

What cannot be found or read is an `Unread` with the reason, in its place; nothing is raised for what a store or a file may do.
Libraries that only some formats or stores need are imported when the first of them is read.
"""

from compliance.batch.inputs.cut import cut
from compliance.batch.inputs.find import find_inputs
from compliance.batch.inputs.nouns import FIELDS, FORMATS, Input, Piece, Reading, Unit
from compliance.batch.inputs.read import read

__all__ = ["FIELDS", "FORMATS", "Input", "Piece", "Reading", "Unit", "cut", "find_inputs", "read"]
