"""Labelled texts that accuracy is measured on: generated here, so that nothing of a third party is kept.

Articles of invented prose, every second with a notice, a rights phrase and a restriction or a conditional permission at
its end, in forms that pages use and in 40 languages; the others end in sentences that have the words and bind nobody.
"""

import random
from collections.abc import Iterator
from typing import NamedTuple

from benchmarks.prose import article

HOLDERS = [
    "Harbour Post Ltd.", "Kestrel Wire Inc.", "Editorial Faro S.A.", "Nordlys Media AS", "Quay & Sons LLC", "Verlag Hafenblatt GmbH", "Ada Moreau", "Zálesí Media a.s.",
    "Bank of the North", "J. R. Moss", "Orzeł Media Sp. z o.o.", "Rét Lapkiadó Zrt.", "The Fen Post Company", "ООО «Вестник Заречья»", "葦原新聞社", "صحيفة الضفة", "fenpost.example",
]  # fmt: skip
NOTICES = [
    "© {year} {holder}", "Copyright {year} {holder}", "Copyright © {year} {holder}", "(c) {year} {holder}", "{holder} © {year}", "© {holder}, {year}", "Copyright (c) {year} by {holder}",
    "© {year}-2026 {holder}", "© {year}–2026 {holder}", "{year} © {holder}", "Copyright {holder} {year}", "COPYRIGHT {year} {holder}", "&copy; {year} {holder}", "Copyright© {year} {holder}",
]  # fmt: skip

# language: rights phrase, restriction (or permission on conditions)
TAILS = {
    "en": ("All rights reserved.", "This material may not be published, broadcast, rewritten or redistributed."),
    "en-typos": ("All rigths resderved.", "Reproduction of this article without written permission is prohibited."),
    "en-part": ("Some rights reserved.", "No part of this publication may be reproduced without the permission of the publisher."),
    "de": ("Alle Rechte vorbehalten.", "Nachdruck und Weiterverbreitung nur mit schriftlicher Genehmigung des Verlags."),
    "fr": ("Tous droits réservés.", "Toute reproduction interdite sans autorisation."),
    "es": ("Todos los derechos reservados.", "Prohibida la reproducción total o parcial sin autorización."),
    "it": ("Tutti i diritti riservati.", "È vietata la riproduzione, anche parziale, senza autorizzazione."),
    "pt": ("Todos os direitos reservados.", "É proibida a reprodução total ou parcial sem autorização."),
    "nl": ("Alle rechten voorbehouden.", "Overname van artikelen is niet toegestaan zonder toestemming van de redactie."),
    "sv": ("Alla rättigheter förbehållna.", "Det är förbjudet att kopiera innehållet utan tillstånd."),
    "da": ("Alle rettigheder forbeholdes.", "Kopiering af artikler er ikke tilladt uden tilladelse."),
    "no": ("Alle rettigheter forbeholdt.", "Det er ikke tillatt å kopiere innhold uten tillatelse."),
    "fi": ("Kaikki oikeudet pidätetään.", "Sisällön kopioiminen ilman lupaa on kielletty."),
    "pl": ("Wszelkie prawa zastrzeżone.", "Kopiowanie i rozpowszechnianie treści bez zgody wydawcy jest zabronione."),
    "cs": ("Všechna práva vyhrazena.", "Šíření obsahu bez písemného souhlasu vydavatele je zakázáno."),
    "sk": ("Všetky práva vyhradené.", "Šírenie obsahu bez súhlasu vydavateľa je zakázané."),
    "sl": ("Vse pravice pridržane.", "Kopiranje vsebin brez dovoljenja je prepovedano."),
    "hr": ("Sva prava pridržana.", "Zabranjeno je kopiranje sadržaja bez dopuštenja."),
    "sr": ("Сва права задржана.", "Забрањено је преузимање садржаја без дозволе."),
    "bg": ("Всички права запазени.", "Забранява се копирането и разпространението на материали без писменото съгласие на редакцията."),
    "mk": ("Сите права се задржани.", "Забрането е преземање на содржини без дозвола."),
    "ro": ("Toate drepturile rezervate.", "Este interzisă reproducerea articolelor fără acordul redacției."),
    "hu": ("Minden jog fenntartva.", "A cikkek másolása engedély nélkül tilos."),
    "el": ("Με επιφύλαξη παντός δικαιώματος.", "Απαγορεύεται η αναδημοσίευση χωρίς άδεια."),
    "ru": ("Все права защищены.", "Копирование материалов без разрешения редакции запрещено."),
    "uk": ("Усі права захищені.", "Копіювання матеріалів без дозволу редакції заборонено."),
    "be": ("Усе правы абаронены.", "Капіраванне матэрыялаў без дазволу рэдакцыі забаронена."),
    "tr": ("Tüm hakları saklıdır.", "İzinsiz kopyalanamaz ve yayınlanamaz."),
    "ar": ("جميع الحقوق محفوظة.", "يمنع نسخ أو نشر المحتوى دون إذن خطي."),
    "fa": ("تمامی حقوق محفوظ است.", "هرگونه کپی برداری بدون اجازه ممنوع است."),
    "he": ("כל הזכויות שמורות.", "אין להעתיק או לפרסם ללא אישור בכתב."),
    "hi": ("सर्वाधिकार सुरक्षित।", "बिना अनुमति सामग्री का पुनः प्रकाशन वर्जित है।"),
    "bn": ("সর্বস্বত্ব সংরক্ষিত।", "অনুমতি ছাড়া কোনো লেখা প্রকাশ করা নিষিদ্ধ।"),
    "th": ("สงวนลิขสิทธิ์", "ห้ามคัดลอกหรือเผยแพร่โดยไม่ได้รับอนุญาต"),
    "vi": ("Mọi quyền được bảo lưu.", "Nghiêm cấm sao chép khi chưa có sự đồng ý bằng văn bản."),
    "id": ("Hak cipta dilindungi undang-undang.", "Dilarang menyalin isi situs ini tanpa izin tertulis."),
    "zh": ("版权所有", "未经授权不得转载。"),
    "ja": ("無断複写・転載を禁じます。", "記事の無断転載を禁じます。"),
    "ko": ("모든 권리 보유", "무단 전재 및 재배포 금지"),
    "ka": ("ყველა უფლება დაცულია.", "მასალების გამოყენება ნებართვის გარეშე აკრძალულია."),
}
JOINT = ("ja",)
"""Languages whose norm is one sentence for both: their first phrase is a restriction too."""

QUIET = [
    "The Copyright Office will hear the case in May.", "She sued the studio for copyright infringement in 2019.", "The charity is a 501(c)(3) organisation.",
    "All seats in the first row are reserved for guests.", "The applicant must (a) sign, (b) date and (c) return the form.", "He reserves the right to change his mind.",
    "The book may not be out before spring.", "Smoking is prohibited on the quay.", "Das Gericht hat die Verbreitung des Videos untersagt.", "Sin embargo, el barco llegó tarde.",
    "Le tribunal a interdit la manifestation.", "Суд запретил митинг.", "They distributed leaflets without a permit.", "The embargo on grain was lifted after a year.",
    "Mit Nachdruck forderte sie mehr Geld.", "Police have published a photograph of the man.", "The minister said human rights were not for sale.", "裁判所は出版を禁じた。",
]  # fmt: skip


class Case(NamedTuple):
    """A text with what stands in it: (kind, passage), each passage once."""

    text: str
    labels: tuple[tuple[str, str], ...]
    language: str


def tail(rng: random.Random, language: str | None = None) -> Case:
    """A notice, a rights phrase and a restriction, one a line."""
    language = language or rng.choice(list(TAILS))
    notice = rng.choice(NOTICES).format(year=rng.randint(1995, 2025), holder=rng.choice(HOLDERS))
    rights, ban = TAILS[language]
    first = "redistribution_restriction" if language in JOINT else "rights_reserved"
    labels = (("copyright_notice", notice), (first, rights), ("redistribution_restriction", ban))
    return Case(f"{notice}\n{rights}\n{ban}\n", labels, language)


def cases(count: int, seed: int = 1) -> Iterator[Case]:
    """Articles of which every second ends in what binds, each language in turn, and the others in what does not."""
    rng = random.Random(seed)
    languages = list(TAILS)
    for number in range(count):
        body = article(rng, 1200)
        if number % 2:
            yield Case(f"{body}\n\n{rng.choice(QUIET)}\n", (), "")
        else:
            end = tail(rng, languages[number // 2 % len(languages)])
            yield Case(f"{body}\n\n{end.text}", end.labels, end.language)
