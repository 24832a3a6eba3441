"""Texts that the benchmarks run on: generated here, so that nothing of a third party is kept."""

import random
from collections.abc import Iterator
from typing import NamedTuple

SUBJECTS = "the council|a spokesman|the ferry company|the bank|residents|the museum|analysts|two ministers|the harbour master|the school|engineers|the coach".split("|")
VERBS = "said|announced|denied|confirmed|expects|reported|asked for|voted on|delayed|defended|published|reviewed|opened|sold|is using|released".split("|")
OBJECTS = (
    "a new timetable|higher prices|the report on the bridge|plans for the old market|a rise in orders|the result of the inquiry|its annual figures|"
    "the use of public money|a permit for the festival|the sale of the site|an agreement with the union|the rights of tenants|a copy of the letter|"
    "material from the quarry|information about the flood|a licence for the pilot boats"
).split("|")
TAILS = (
    "on Tuesday|after a long debate|in the first quarter|without giving details|for the second time this year|by the end of March|despite the storm|"
    "in a statement|before the vote|with little notice|as costs rose|at a meeting in the town hall|while traffic was stopped|and may not be able to pay"
).split("|")

HOLDERS = ["Harbour Post Ltd.", "Kestrel Wire Inc.", "Editorial Faro S.A.", "Nordlys Media AS", "Quay & Sons LLC", "Verlag Hafenblatt GmbH", "Ada Moreau", "Zálesí Media a.s."]
NOTICES = ["© {year} {holder}", "Copyright {year} {holder}", "Copyright © {year} {holder}", "(c) {year} {holder}", "{holder} © {year}", "© {holder}, {year}", "Copyright (c) {year} by {holder}"]
RIGHTS = [
    "All rights reserved.", "Alle Rechte vorbehalten.", "Tous droits réservés.", "Todos los derechos reservados.", "Tutti i diritti riservati.", "Todos os direitos reservados.",
    "Alle rechten voorbehouden.", "Alla rättigheter förbehållna.", "Wszelkie prawa zastrzeżone.", "Все права защищены.", "Všechna práva vyhrazena.", "Minden jog fenntartva.",
    "All rigths resderved.", "版权所有", "جميع الحقوق محفوظة",
]
RESTRICTIONS = [
    "This material may not be published, broadcast, rewritten or redistributed.", "Reproduction of this article without written permission is prohibited.",
    "No part of this publication may be reproduced without the permission of the publisher.", "Nachdruck und Weiterverbreitung nur mit schriftlicher Genehmigung des Verlags.",
    "Toute reproduction interdite sans autorisation.", "Prohibida la reproducción total o parcial sin autorización.", "Копирование материалов без разрешения редакции запрещено.",
    "未经授权不得转载。", "無断転載を禁じます。", "무단 전재 및 재배포 금지",
]


class Case(NamedTuple):
    """A text with what stands in it: (kind, passage)."""

    text: str
    labels: tuple[tuple[str, str], ...]


def sentence(rng: random.Random) -> str:
    """One sentence of invented prose."""
    return f"{rng.choice(SUBJECTS)} {rng.choice(VERBS)} {rng.choice(OBJECTS)} {rng.choice(TAILS)}.".capitalize()


def article(rng: random.Random, size: int = 4096) -> str:
    """An article of about `size` code points, in paragraphs."""
    paragraphs, length = [], 0
    while length < size:
        paragraph = " ".join(sentence(rng) for _ in range(rng.randint(2, 6)))
        paragraphs.append(paragraph)
        length += len(paragraph) + 2
    return "\n\n".join(paragraphs)[:size]


def cases(count: int, seed: int = 1) -> Iterator[Case]:
    """Articles of which every second ends in a notice, a rights phrase and a restriction."""
    rng = random.Random(seed)
    for number in range(count):
        body = article(rng, 1200)
        if number % 2:
            yield Case(body, ())
            continue
        notice = rng.choice(NOTICES).format(year=rng.randint(1995, 2026), holder=rng.choice(HOLDERS))
        rights, ban = rng.choice(RIGHTS), rng.choice(RESTRICTIONS)
        labels = (("copyright_notice", notice), ("rights_reserved", rights), ("redistribution_restriction", ban))
        yield Case(f"{body}\n\n{notice}\n{rights}\n{ban}\n", labels)
