from typing import final

def may_fold(text: bytes, /) -> bool:
    """Whether anything in a text in UTF-8 could have to be folded; never no where `hostile.py` says yes."""

def plain_signs(text: bytes, /) -> bytes:
    """A text in UTF-8 with plain quotes, apostrophes and hyphens for the usual typographic ones, and apostrophes for backticks."""

def widen(wanted: bool, /) -> bool:
    """Has all that is asked from now on look at many places at a time, where the processor can (as it does from the beginning), or at one.

    Returns:
        Whether it was many until now.
    """

@final
class Sieve:
    """Asks texts for the strings of wordings.

    Raises ValueError where the tables are damaged.
    """

    def __new__(cls, tables: bytes, /) -> Sieve:
        """Takes tables as `sifting.laid_out` makes them."""

    def hits(
        self, text: bytes, small: bytes | None, is_ascii: bool, beside: bool, start: int, end: int, /
    ) -> list[tuple[int, int, bool, list[tuple[int, tuple[int, ...]]]]]:
        """Blocks in order, each by where it begins and ends and whether it was cut, with the places of strings and the slots of the wordings
        that could stand there; all in bytes of the text.

        Args:
            text: a text with plain signs, in UTF-8.
            small: the same in small letters, byte for byte; None where that differs in letters of ASCII alone.
            is_ascii: whether nothing but typography stood beyond ASCII.
            beside: ask for the wordings that count only beside a fact, instead of all others.
            start, end: bytes of the text; what reaches beyond them may be left out.
        Raises:
            ValueError: `small` is of another length.
        """
