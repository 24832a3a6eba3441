"""How the words of a ledger and those of ODRL 2.2 and RightsML 2.0 stand for one another.

Terms: ODRL Vocabulary & Expression 2.2, https://www.w3.org/TR/odrl-vocab/; its collective actions are of Creative Commons,
http://creativecommons.org/ns#. Profile, context and codes of countries: https://iptc.org/std/RightsML/2.0/RightsML_2.0-specification.html
and https://www.iptc.org/news/rightsml-2-0-is-now-published/.
"""

from collections.abc import Mapping
from functools import lru_cache

from compliance.model import Act
from compliance.policy import territories
from compliance.policy.data import load
from compliance.policy.terms import DutyKind

CONTEXT = (
    "http://www.w3.org/ns/odrl.jsonld",
    "https://iptc.org/std/RightsML/odrl-profile/rightsml.jsonld",
    {"cc": "http://creativecommons.org/ns#", "dct": "http://purl.org/dc/terms/", "vcard": "http://www.w3.org/2006/vcard/ns#", "xsd": "http://www.w3.org/2001/XMLSchema#"},
)
PROFILE = "https://iptc.org/std/RightsML/odrl-profile/"
URN = "urn:x-editorial-compliance:"
COUNTRIES = "http://cvx.iptc.org/iso3166-1a3/"

ACTIONS: Mapping[Act, str] = {
    Act.USE: "use",
    Act.REPRODUCE: "reproduce",
    Act.PUBLISH: "distribute",  # "to supply the asset to third parties": what RightsML's own examples let a publisher do
    Act.BROADCAST: "present",
    Act.DISTRIBUTE: "grantUse",  # to pass on to others for their use
    Act.REWRITE: "derive",
    Act.TRANSLATE: "translate",
    Act.STORE: "archive",
    Act.SELL: "sell",
    Act.QUOTE: "extract",
}
"""Actions for acts; framing and mining have none."""
COMMERCIAL, DERIVATIVES, SHARE_ALIKE, NOTICE = "cc:CommercialUse", "cc:DerivativeWorks", "cc:ShareAlike", "cc:Notice"

DUTIES: Mapping[DutyKind, str] = {
    DutyKind.CREDIT: "attribute", DutyKind.TAGLINE: "include", DutyKind.LINK: "include", DutyKind.PIXEL: "acceptTracking", DutyKind.LICENCE: NOTICE,
}
"""Actions for duties; a title, a canonical address, noindex and a note on changes have none."""

FURTHER: Mapping[str, Act] = {
    "modify": Act.REWRITE, "display": Act.PUBLISH, "stream": Act.BROADCAST, "play": Act.BROADCAST, "copy": Act.REPRODUCE, "print": Act.PUBLISH,
    "cc:Reproduction": Act.REPRODUCE, "cc:Distribution": Act.PUBLISH, "cc:Sharing": Act.PUBLISH, "give": Act.DISTRIBUTE,
}  # fmt: skip
"""Actions that are read as acts, beside those of `ACTIONS`."""
NARROW = frozenset(("print", "display", "stream", "play"))
"""Of those, the ones that mean less than the act: forbidden, they forbid it; granted, they do not grant it."""

_PREFIXES = {
    "http://www.w3.org/ns/odrl/2/": "", "https://www.w3.org/ns/odrl/2/": "", "odrl:": "", "http://iptc.org/std/RightsML/2011-10-07/": "", "rightsml:": "",
    "http://creativecommons.org/ns#": "cc:", "https://creativecommons.org/ns#": "cc:", "http://purl.org/dc/terms/": "dct:", "dcterms:": "dct:",
    "http://www.w3.org/2006/vcard/ns#": "vcard:", "http://www.w3.org/2001/XMLSchema#": "xsd:",
}  # fmt: skip


def term(name: object) -> str:
    """A term in the short form that the contexts give it: "distribute", "cc:ShareAlike"; an address of another vocabulary as it is."""
    if isinstance(name, Mapping):
        name = name.get("@id", name.get("uid", name.get("@value", "")))
    text = str(name)
    for prefix, short in _PREFIXES.items():
        if text.startswith(prefix):
            text = short + text[len(prefix) :]
            break
    return "cc:CommercialUse" if text == "cc:CommericalUse" else text  # as the ontology misspells it


def country_address(code: str) -> str:
    """The address of a country, by its alpha-2 code."""
    return COUNTRIES + str(load("countries.toml")["alpha3"][code])


def place(value: object) -> str:
    """The code, or the group, that a right operand means; empty where it is no country."""
    text = term(value)
    last = text.rstrip("/#").replace("#", "/").rsplit("/", 1)[-1].rsplit(":", 1)[-1]
    return _by_alpha3().get(last.upper(), "") or territories.normal(last)


@lru_cache(maxsize=1)
def _by_alpha3() -> Mapping[str, str]:
    return {three: two for two, three in load("countries.toml")["alpha3"].items()}
