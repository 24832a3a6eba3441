"""Company forms, as registers and the firms themselves write them: Ltd, S.A., GmbH & Co. KG, spol. s r.o."""

import re

_FORMS = (
    "inc|ltd|limited|llc|llp|lp|co|corp|corporation|company|plc|pty|pte|pvt|gmbh|mbh|m\\.b\\.h|ag|kg|kgaa|se|ev|e\\.v|s\\.?a|s\\.?l|s\\.?l\\.?u|s\\.?a\\.?u|"
    "s\\.?a\\.?[bc]|s\\.?p\\.?a|s\\.?r\\.?l|s\\.?a\\.?s|s\\.?n\\.?c|s\\.?a\\.?r\\.?l|b\\.?v|n\\.?v|a\\.?s|asa|a/s|aps|ab|oy|oyj|a\\.?b|s\\.r\\.o|spol|z|o\\.o|sp|s\\.k\\.a|s\\.k|k\\.s|"
    "zrt|kft|nyrt|bt|d\\.o\\.o|d\\.d|a\\.d|д\\.о\\.о|а\\.д|доо|дооел|еад|ooo|zao|oao|pao|ооо|ао|зао|оао|пао|тоо|тов|прат|пат|еоод|оод|ад|"
    "s\\.?c|c\\.v|a\\.?ş|tic|ş|ehf|hf|as|uab|sia|oü|ltda|eireli|ohf|l\\.p|l\\.l\\.c|eood|ood|edms|bpk|प्रा|लि|પ્રા|લિ|প্রা|লি|ՍՊԸ|şti|sdn|bhd|tbk|s\\.?c\\.?s|i|r\\.l|de|c"
)
FORM = re.compile(rf"[\"'(]?(?:{_FORMS})\.?[,;)\"']*\Z", re.IGNORECASE)
UNDOTTED = r"\b(?:AB|AG|AS|ASA|BV|EV|GmbH|KG|KGaA|NV|Oy|Oyj|SA|SE|SL|SpA|ООО|АО|ЗАО|ОАО|ПАО|ЕООД|ООД|АД|EOOD|OOD|AD)\.\Z"
"""Company forms that take no full stop, so that one behind them ends the sentence."""
GLUED = re.compile(r"(?:a\.s|s\.r\.o|d\.o\.o|S\.A(?!\.[A-Z]\.)|S\.L(?!\.[A-Z]\.)|S\.p\.A|N\.V|B\.V|Inc|Ltd|Corp|Co|Zrt|Kft)\.(?=[^\W\d_a-z])")
"""A company form with the next sentence glued to it, as copied pages have it."""
SPACED = re.compile(
    r"(?:a\. s|a\. d|d\. d|k\. s|s\. r\. ?o|s\.r\. o|spol\. s ?r\. ?o|d\. o\. ?o|d\.o\. o|j\. d\. o\. ?o|sp\. ?[kj]|а\. д|д\. о\. ?о)\.(?!\w)"
)
"""Company forms of several words, as Czech, Slovak, Slovene, Serbian and Polish registers write them."""
SPACED_LAST = re.compile(rf"(?<!\S){SPACED.pattern}[\s,|–—-]*\Z")
PLACE = re.compile(r"\s+[^\W\d_a-z][\w-]+,?\s+(?:19|20)\d\d\b")
"""A town and a year: registered names of the Balkans end with the town ("… d.o.o. Podgorica 2020")."""
TAIL = re.compile(
    r",?\s+(?:and|or|and/or)\s+(?:its|their|the|other|others|all)(?:\s+[a-z]+){0,8}(?=[.,;|]|\s*$|\s*\n)"
    r"|\s+(?:w|v|u|în|in)\s+(?:likwidacji|upadłości|restrukturyzacji|likvidaci|likvidácii|konkurs[ue]|stečaju|insolven[țţt]ă)\b"
    r"|\s+a\s+(?:dodavatelé|dodávatelia)\s+obsahu\b"
)
"""What firms add to their name: "or its affiliated companies", and what registers add."""
TRADING = frozenset(("d/b/a", "dba", "t/a"))
"""What stands between a firm and the name that it trades under."""
BEGINNERS = frozenset(("As", "De", "I", "Se"))
"""Words that begin a sentence in one language and are a company's form in another."""


def has_form(name: str) -> bool:
    """Whether a name ends with the form of a company."""
    words = name.split()
    return len(words) > 1 and len(words[-1]) > 1 and words[-1] not in BEGINNERS and not words[-1].islower() and bool(FORM.match(words[-1]))
