"""Word classes that patterns of any pack may name in braces: `{name}`, `{email}`, `{years}` …

Each has an exact form for the `regex` module and a loose one for the gate, which must let pass all that the exact
form does and should stay small: Unicode classes are costly in a byte automaton.
"""

from typing import NamedTuple

from compliance.rulebook.atoms import ANY, Node

class Macro(NamedTuple):
    """The exact form of a word class, and what it is to the gate."""

    exact: str
    node: Node



_JOIN = "and|und|et|y|e|i|de|del|della|dei|di|da|do|dos|das|des|du|von|van|der|den|the|of|for|la|le|les|el|los|las|og|och|ja|a|en|in|für|via|и|та|і|y"
_WORD = "[\\p{L}\\p{M}\\p{N}_'’&@+!-]"
_SHORT = "[Ii]nc|[Ll]td|[Cc]o|[Cc]orp|St|Dr|Jr|Sr|Mr|Mrs|Ms|Bros|Sp|Zrt|Kft|Nyrt|[A-Za-z]\\.[A-Za-z]|[A-Za-z]\\.[A-Za-z]\\.[A-Za-z]"
_TOKEN = (
    f"(?:[\\p{{Lu}}\\p{{Lt}}\\p{{Lo}}\\p{{N}}@]{_WORD}*+(?:\\.[\\p{{L}}\\p{{N}}]{_WORD}*+)*+(?:(?<=\\b(?:\\p{{Lu}}|{_SHORT}))\\.)?"
    f"|(?:www\\.)?[a-z0-9-]+(?:\\.[a-z0-9-]+)*\\.[a-z]{{2,6}}\\b"
    f"|[«“\"‘„][^»”\"’“\\n]{{1,80}}[»”\"’“]|\\([^()\\n]{{1,40}}\\))"
)
# what comes behind a credit in a caption and begins with a capital, too
_TERM = "(?:ATTENTION|MANDATORY|RESTRICTED|STRICTLY|EDITORIAL USE|FOR EDITORIAL|DO NOT|NO (?:SALES|RESALES?|ARCHIV\\w+|USE))\\b"
# agencies that write themselves small
_SMALL = "(?:dpa|afp|apa|epa|sda|epd|kna|rtr|ots|dts|efe|ansa|lusa|ritzau|belga|iStock\\w*)\\b"
NAME = (
    f"(?-i:{_TOKEN}(?:[ \\u00a0\\t]{{1,4}}(?:(?:{_JOIN})[ \\u00a0]{{1,2}}){{0,3}}(?!{_TERM}){_TOKEN}"
    f"|[ \\u00a0]?[/&+|][ \\u00a0]?(?:{_TOKEN}|{_SMALL})){{0,9}})"
)

MACROS: dict[str, Macro] = {
    "name": Macro(NAME, ANY),
    "agency": Macro(NAME, ANY),
    "email": Macro("[\\w.+-]{1,64}@[\\w-]{1,63}(?:\\.[\\w-]{1,63}){1,5}", Node(None, ((("@",),),))),
    "url": Macro("(?:https?://|www\\.)[^\\s<>\"'»”]{2,200}|[\\w-]{2,63}(?:\\.[\\w-]{2,63}){0,3}\\.\\p{L}{2,6}(?:/[^\\s<>\"'»”]{0,200})?", ANY),
    "year": Macro("(?:1[89]|20)\\d\\d", ANY),
    "years": Macro("\\p{Nd}(?:[\\p{Nd}\\s,./‐‑‒–—−-]{0,60}\\p{Nd})?", ANY),
    "when": Macro("[\\s\\S]{1,120}", ANY),
}
