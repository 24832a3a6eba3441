"""Reading licences as footers, captions and metadata fields spell them; people and outlets are invented."""

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from compliance.scan.licences import Licence, read_licence

CODES = [
    ("CC BY 4.0", "CC-BY-4.0"),
    ("CC BY-SA 4.0", "CC-BY-SA-4.0"),
    ("Крыэйтыў Команс BY 4.0", "CC-BY-4.0"),
    ("ক্রিয়েটিভ কমন্স অ্যাট্রিবিউশন ৪.০", "CC-BY-4.0"),
    ("کرییتیو کامنز انتساب ۴.۰", "CC-BY-4.0"),
    ("Кријејтив комонс Ауторство-Делити под истим условима", "CC-BY-SA"),
    ("CC-BY 4.0", "CC-BY-4.0"),
    ("CC-BY-SA-4.0", "CC-BY-SA-4.0"),
    ("cc-by-nc-nd-3.0", "CC-BY-NC-ND-3.0"),
    ("CC BY NC ND", "CC-BY-NC-ND"),
    ("CC BY-NC-ND", "CC-BY-NC-ND"),
    ("CC BY-ND-NC 2.0", "CC-BY-NC-ND-2.0"),
    ("CC-BY-NC 2.0 Ada Moreau", "CC-BY-NC-2.0"),
    ("CC BY SA", "CC-BY-SA"),
    ("CC BY v4.0", "CC-BY-4.0"),
    ("CC BY-SA Version 3.0", "CC-BY-SA-3.0"),
    ("CC BY 4", "CC-BY-4.0"),
    ("CC BY 4.0 International", "CC-BY-4.0"),
    ("CC BY-SA 2.5 Generic", "CC-BY-SA-2.5"),
    ("(CC) BY-NC-SA", "CC-BY-NC-SA"),
    ("(CC BY-NC 3.0)", "CC-BY-NC-3.0"),
    ("[CC-BY-SA/2.0]", "CC-BY-SA-2.0"),
    ("CC:BY-SA", "CC-BY-SA"),
    ("CC_BY_SA_4.0", "CC-BY-SA-4.0"),
    ("CC.BY.SA", "CC-BY-SA"),
    ("CCBY4.0", "CC-BY-4.0"),
    ("CC BY – NC – SA 4.0", "CC-BY-NC-SA-4.0"),
    ("CC 4.0 BY-SA", "CC-BY-SA-4.0"),
    ("CC BY-SA 3,0", "CC-BY-SA-3.0"),
    ("Creative Commons BY-NC-SA 4.0", "CC-BY-NC-SA-4.0"),
    ("Creative Commons (CC BY 4.0)", "CC-BY-4.0"),
    ("Creative Commons CC-BY-ND", "CC-BY-ND"),
    ("Creative Commons licence BY-SA 3.0", "CC-BY-SA-3.0"),
    ("Creative Commons Lizenz BY-NC", "CC-BY-NC"),
    ("BY-NC-SA 4.0", "CC-BY-NC-SA-4.0"),
    ("by-nc-nd", "CC-BY-NC-ND"),
    ("CC BY licence, version 4.0", "CC-BY-4.0"),
    ("CC-BY-NC-ND 4.0 International license", "CC-BY-NC-ND-4.0"),
    ("CC SA 1.0", "CC-SA-1.0"),
    ("CC NC-SA", "CC-BY-NC-SA"),
    ("CC BY-SA 2.1", "CC-BY-SA-2.1"),
    ("Foto: Ada Moreau, CC by 2.0", "CC-BY-2.0"),
    ("Foto: Ada Moreau, cc by-sa", "CC-BY-SA"),
    ("Photo: CC BY Ada Moreau", "CC-BY"),
    ("\U0001f16d\U0001f16f\U0001f10e 4.0", "CC-BY-SA-4.0"),
    ("CC0", "CC0-1.0"),
    ("CC0 1.0 Universal", "CC0-1.0"),
    ("CC0-1.0", "CC0-1.0"),
    ("CC Zero", "CC0-1.0"),
    ("Creative Commons Zero", "CC0-1.0"),
    ("CC-0", "CC0-1.0"),
    ("Public Domain Mark 1.0", "CC-PDM-1.0"),
]

NAMES = [
    ("Creative Commons Attribution 4.0 International", "CC-BY-4.0"),
    ("Creative Commons Attribution-ShareAlike 3.0 Unported", "CC-BY-SA-3.0"),
    ("an Attribution-Non Commercial-No Derivatives Creative Commons license", "CC-BY-NC-ND"),
    ("Creative Commons Attribution-NonCommercial-NoDerivs 2.0 Generic License", "CC-BY-NC-ND-2.0"),
    ("Creative Commons Attribution Non-Commercial Share Alike licence, version 4.0", "CC-BY-NC-SA-4.0"),
    ("Attribution 4.0 International (CC BY 4.0)", "CC-BY-4.0"),
    ("Attribution 4.0 International", "CC-BY-4.0"),
    ("Attribution/Share-Alike Creative Commons", "CC-BY-SA"),
    ("Creative Commons Attribution and Share-Alike", "CC-BY-SA"),
    ("Creative Commons ShareAlike licence", "CC-BY-SA"),
    ("Creative Commons 3.0 Attribution", "CC-BY-3.0"),
    ("AttributionNonCommercialShareAlike 4.0 International", "CC-BY-NC-SA-4.0"),
    ("Creative Commons Lizenz: Namensnennung-Weitergabe unter gleichen Bedingungen", "CC-BY-SA"),
    ("Creative Commons Namensnennung – Nicht-kommerziell – Weitergabe unter gleichen Bedingungen 3.0", "CC-BY-NC-SA-3.0"),
    ("Namensnennung - Keine kommerzielle Nutzung - Keine Bearbeitungen 4.0 International", "CC-BY-NC-ND-4.0"),
    ("licence Creative Commons Attribution – Pas d’Utilisation Commerciale – Pas de Modification 4.0 International", "CC-BY-NC-ND-4.0"),
    ("Creative Commons Paternité - Partage à l'identique 2.0", "CC-BY-SA-2.0"),
    ("Attribution - Partage dans les Mêmes Conditions 4.0 International", "CC-BY-SA-4.0"),
    ("licencia Creative Commons Reconocimiento-NoComercial-CompartirIgual 4.0 Internacional", "CC-BY-NC-SA-4.0"),
    ("Creative Commons Atribución-SinDerivadas 4.0", "CC-BY-ND-4.0"),
    ("Reconocimiento-NoComercial-SinObraDerivada de Creative Commons", "CC-BY-NC-ND"),
    ("Creative Commons Attribuzione - Non commerciale - Condividi allo stesso modo 4.0 Internazionale", "CC-BY-NC-SA-4.0"),
    ("Creative Commons Attribuzione-Non opere derivate", "CC-BY-ND"),
    ("Creative Commons Atribuição-NãoComercial 4.0 Internacional", "CC-BY-NC-4.0"),
    ("Creative Commons Atribuição-CompartilhaIgual", "CC-BY-SA"),
    ("Creative Commons Uznanie autorstwa-Użycie niekomercyjne-Bez utworów zależnych 4.0", "CC-BY-NC-ND-4.0"),
    ("Uznanie autorstwa - Na tych samych warunkach 3.0 Polska", "CC-BY-SA-3.0"),
    ("Creative Commons Naamsvermelding-NietCommercieel-GelijkDelen 4.0", "CC-BY-NC-SA-4.0"),
    ("Naamsvermelding-GeenAfgeleideWerken 4.0 Internationaal", "CC-BY-ND-4.0"),
    ("Creative Commons Erkännande-IckeKommersiell-IngaBearbetningar 4.0 Internationell", "CC-BY-NC-ND-4.0"),
    ("Creative Commons Navngivelse-DelPåSammeVilkår 4.0 Internasjonal", "CC-BY-SA-4.0"),
    ("Creative Commons Navngivelse-IkkeKommerciel-IngenBearbejdelse", "CC-BY-NC-ND"),
    ("Creative Commons Nimeä-JaaSamoin 4.0 Kansainvälinen", "CC-BY-SA-4.0"),
    ("Creative Commons Nimeä-EiKaupallinen-EiMuutoksia 4.0", "CC-BY-NC-ND-4.0"),
    ("Creative Commons Uveďte autora-Neužívejte dílo komerčně-Zachovejte licenci 3.0 Česko", "CC-BY-NC-SA-3.0"),
    ("Creative Commons Nevezd meg! - Ne add el! - Így add tovább! 4.0", "CC-BY-NC-SA-4.0"),
    ("Creative Commons Imenovanje-Nekomercijalno-Bez prerada 3.0 Hrvatska", "CC-BY-NC-ND-3.0"),
    ("Заједничко креативно добро, ауторство-некомерцијално-дељење под истим условима, 4.0", "CC-BY-NC-SA-4.0"),
    ("Creative Commons Priznanje avtorstva-Deljenje pod enakimi pogoji 4.0 mednarodna licenca", "CC-BY-SA-4.0"),
    ("Creative Commons Atribuire-Necomercial-Fără Modificări 3.0 România", "CC-BY-NC-ND-3.0"),
    ("Creative Commons Признание-Некомерсиално-Споделяне на споделеното 2.5", "CC-BY-NC-SA-2.5"),
    ("по лицензии Creative Commons «С указанием авторства — Некоммерческая — С сохранением условий» 4.0", "CC-BY-NC-SA-4.0"),
    ("ліцензія Creative Commons Із Зазначенням Авторства — Некомерційна — Без Похідних 4.0 Міжнародна", "CC-BY-NC-ND-4.0"),
    ("Creative Commons Αναφορά Δημιουργού-Μη Εμπορική Χρήση-Παρόμοια Διανομή 4.0", "CC-BY-NC-SA-4.0"),
    ("Creative Commons Alıntı-GayriTicari-Türetilemez 4.0 Uluslararası", "CC-BY-NC-ND-4.0"),
    ("Creative Commons Atıf-AynıLisanslaPaylaş 4.0", "CC-BY-SA-4.0"),
    ("رخصة المشاع الإبداعي نَسب المُصنَّف - غير تجاري - الترخيص بالمثل 4.0", "CC-BY-NC-SA-4.0"),
    ("רישיון Creative Commons ייחוס-שימוש לא מסחרי-שיתוף זהה 4.0", "CC-BY-NC-SA-4.0"),
    ("知识共享署名-非商业性使用-相同方式共享 4.0 国际许可协议", "CC-BY-NC-SA-4.0"),
    ("署名-非商业性使用-禁止演绎 4.0 国际", "CC-BY-NC-ND-4.0"),
    ("署名 4.0 国际", "CC-BY-4.0"),
    ("創用CC 姓名標示-非商業性-禁止改作 3.0 台灣", "CC-BY-NC-ND-3.0"),
    ("クリエイティブ・コモンズ 表示-非営利-改変禁止 4.0 国際 ライセンス", "CC-BY-NC-ND-4.0"),
    ("크리에이티브 커먼즈 저작자표시-비영리-변경금지 4.0", "CC-BY-NC-ND-4.0"),
    ("Creative Commons Atribusi-NonKomersial-BerbagiSerupa 4.0 Internasional", "CC-BY-NC-SA-4.0"),
    ("Creative Commons Ghi công-Phi thương mại-Không phái sinh 4.0", "CC-BY-NC-ND-4.0"),
    ("ครีเอทีฟคอมมอนส์ แสดงที่มา-ไม่ใช้เพื่อการค้า-อนุญาตแบบเดียวกัน", "CC-BY-NC-SA"),
    ("Creative Commons Aitortu-PartekatuBerdin 4.0", "CC-BY-SA-4.0"),
    ("Creative Commons Reconeixement-SenseObraDerivada 4.0", "CC-BY-ND-4.0"),
    ("CC BY-NC-ND 4.0 tarptautinė licencija: priskyrimas, nekomercinis platinimas, jokių išvestinių darbų", "CC-BY-NC-ND-4.0"),
    ("Creative Commons Autorile viitamine-Jagamine samadel tingimustel 3.0 Eesti", "CC-BY-SA-3.0"),
]

PORTS = [
    ("CC BY-SA 3.0 DE", "CC-BY-SA-3.0-DE", "DE"),
    ("CC-BY-3.0-AT", "CC-BY-3.0-AT", "AT"),
    ("CC BY 3.0 IGO", "CC-BY-3.0-IGO", "IGO"),
    ("cc by-sa 3.0 (de)", "CC-BY-SA-3.0-DE", "DE"),
    ("CC BY AT 2.0", "CC-BY-2.0", "AT"),
    ("CC BY-NC-SA 2.0 UK", "CC-BY-NC-SA-2.0-UK", "UK"),
    ("Namensnennung - Weitergabe unter gleichen Bedingungen 3.0 Deutschland", "CC-BY-SA-3.0-DE", "DE"),
    ("Creative Commons Attribution 3.0 Australia", "CC-BY-3.0-AU", "AU"),
    ("Creative Commons Attribution-NonCommercial 2.0 UK: England & Wales", "CC-BY-NC-2.0", "UK"),
    ("Reconocimiento-CompartirIgual 3.0 España", "CC-BY-SA-3.0", "ES"),
    ("姓名標示─相同方式分享 3.0 台灣", "CC-BY-SA-3.0", "TW"),
    ("知识共享署名-相同方式共享 3.0 中国大陆许可协议", "CC-BY-SA-3.0", "CN"),
    ("CC BY-SA 3.0 Österreich", "CC-BY-SA-3.0-AT", "AT"),
]

ADDRESSES = [
    ("https://creativecommons.org/licenses/by/4.0/", "CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
    ("http://www.creativecommons.org/licenses/by-sa/2.5", "CC-BY-SA-2.5", "https://creativecommons.org/licenses/by-sa/2.5/"),
    ("creativecommons.org/licenses/by-nc-sa/3.0/de/", "CC-BY-NC-SA-3.0-DE", "https://creativecommons.org/licenses/by-nc-sa/3.0/de/"),
    ("https://creativecommons.org/licenses/by-nd/3.0/no/deed.nn", "CC-BY-ND-3.0", "https://creativecommons.org/licenses/by-nd/3.0/no/"),
    ("https://creativecommons.org/licenses/by-nc-nd/4.0/deed.de.", "CC-BY-NC-ND-4.0", "https://creativecommons.org/licenses/by-nc-nd/4.0/"),
    ("https://creativecommons.org/licenses/by/4.0/legalcode", "CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
    ("https://creativecommons.org/licenses/by-nd-nc/1.0/", "CC-BY-NC-ND-1.0", "https://creativecommons.org/licenses/by-nd-nc/1.0/"),
    ("https://creativecommons.org/licenses/sa/1.0/", "CC-SA-1.0", "https://creativecommons.org/licenses/sa/1.0/"),
    (
        "https://creativecommons.org/licenses/nd-nc/1.0/", "https://creativecommons.org/licenses/nd-nc/1.0/",
        "https://creativecommons.org/licenses/nd-nc/1.0/",
    ),
    (
        "https://creativecommons.org/licenses/nc/1.0/", "https://creativecommons.org/licenses/nc/1.0/",
        "https://creativecommons.org/licenses/nc/1.0/",
    ),
    (
        "https://creativecommons.org/licenses/nc-sampling+/1.0/", "https://creativecommons.org/licenses/nc-sampling+/1.0/",
        "https://creativecommons.org/licenses/nc-sampling+/1.0/",
    ),
    (
        "https://creativecommons.org/licenses/sampling+/1.0/br/", "https://creativecommons.org/licenses/sampling+/1.0/br/",
        "https://creativecommons.org/licenses/sampling+/1.0/br/",
    ),
    ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    ("http://creativecommons.org/publicdomain/mark/1.0/deed.fr", "CC-PDM-1.0", "https://creativecommons.org/publicdomain/mark/1.0/"),
    ("https://creativecommons.org/licenses/by-sa/", "CC-BY-SA", "https://creativecommons.org/licenses/by-sa/"),
    ("CC BY-SA 4.0 https://creativecommons.org/licenses/by-sa/", "CC-BY-SA-4.0", "https://creativecommons.org/licenses/by-sa/"),
    ("https://licensebuttons.net/l/by-nc/4.0/88x31.png", "CC-BY-NC-4.0", "https://creativecommons.org/licenses/by-nc/4.0/"),
    (
        "http://rightsstatements.org/page/InC/1.0/?language=en", "http://rightsstatements.org/vocab/InC/1.0/",
        "http://rightsstatements.org/vocab/InC/1.0/",
    ),
    (
        "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/", "OGL-UK-3.0",
        "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    ),
    ("https://www.govdata.de/dl-de/by-2-0", "DL-DE-BY-2.0", "https://www.govdata.de/dl-de/by-2-0"),
    ("https://opensource.org/licenses/MIT.", "MIT", "https://opensource.org/license/MIT"),
]

OTHERS = [
    ("SPDX-License-Identifier: MIT", "MIT"),
    ("# SPDX-License-Identifier: Apache-2.0 OR MIT", "Apache-2.0 OR MIT"),
    ("Apache-2.0 OR CC-BY-4.0", "Apache-2.0 OR CC-BY-4.0"),
    ("GPL-3.0-or-later", "GPL-3.0-or-later"),
    ("BSD-3-Clause", "BSD-3-Clause"),
    ("SPDX-License-Identifier: (GPL-2.0-only WITH Classpath-exception-2.0)", "(GPL-2.0-only WITH Classpath-exception-2.0)"),
    ("SPDX-License-Identifier: CC-BY-SA-4.0 -->", "CC-BY-SA-4.0"),
    ("Licensed under the MIT License.", "MIT"),
    ("MIT", "MIT"),
    ("licensed under the Apache License, Version 2.0", "Apache-2.0"),
    ("licensed under either of Apache License, Version 2.0 or MIT license at your option", "Apache-2.0 OR MIT"),
    ("dual-licensed under the GFDL and CC BY-SA 3.0", "CC-BY-SA-3.0"),
    ("licensed under the GNU General Public License v3.0 or later", "GPL-3.0-or-later"),
    ("released under the GPLv2", "GPL-2.0-only"),
    ("GNU Free Documentation License 1.3", "GFDL-1.3-only"),
    ("GNU Free Documentation License, Version 1.2 or any later version", "GFDL-1.2-or-later"),
    ("GFDL", "GFDL"),
    ("GNU AGPL v3", "AGPL-3.0-only"),
    ("Open Government Licence v3.0", "OGL-UK-3.0"),
    ("the Open Government Licence", "Open Government Licence"),
    ("Open Government Licence – Canada", "OGL-Canada-2.0"),
    ("Licence Ouverte 2.0", "etalab-2.0"),
    ("Licence Ouverte / Open Licence Etalab version 2.0", "etalab-2.0"),
    ("etalab-2.0", "etalab-2.0"),
    ("Datenlizenz Deutschland – Namensnennung – Version 2.0", "DL-DE-BY-2.0"),
    ("dl-de/by-2-0", "DL-DE-BY-2.0"),
    ("Norsk lisens for offentlige data (NLOD) 2.0", "NLOD-2.0"),
    ("Open Database License", "ODbL-1.0"),
    ("Unsplash License", "Unsplash License"),
    ("This image is in the public domain.", "public domain"),
    ("Das Bild ist gemeinfrei.", "public domain"),
    ("Domaine public", "public domain"),
    ("Imagen de dominio público", "public domain"),
    ("Domínio público", "public domain"),
    ("Общественное достояние", "public domain"),
    ("パブリックドメイン", "public domain"),
]

TERMS = [
    ("Der Inhalt steht unter einer Creative Commons-Lizenz.", "Creative Commons", ()),
    ("Some rights reserved, see our Creative Commons licence.", "Creative Commons", ()),
    ("CC-Lizenz", "Creative Commons", ()),
    ("Photo: CC by Ada Moreau, Creative Commons", "Creative Commons", ()),
    (
        "Die Texte stehen unter einer Creative-Commons-Lizenz: Du darfst sie kopieren und bearbeiten, wenn du den Namen der "
        "Autorin nennst und sie unter gleichen Bedingungen weitergibst.",
        "CC-BY-SA", ("attribution", "share alike"),
    ),
    (
        "Under Creative Commons: credit us, do not change the text (no derivatives) and no commercial use.",
        "CC-BY-NC-ND", ("attribution", "non-commercial", "no derivatives"),
    ),
    ("Republish under Creative Commons as long as you credit the author.", "Creative Commons", ("attribution",)),
    ("You may republish this under Creative Commons, with attribution.", "Creative Commons", ("attribution",)),
    ("Under a Creative Commons licence you may remix it if you credit us.", "CC-BY", ("attribution",)),
]

NONE = [
    "", " ", "MIT researchers found the gene.", "Er kam mit Lizenz und Ausweis.", "The attribution of the attack is unclear.", "Please cc by mail.",
    "10 cc by volume", "Reconocimiento a los bomberos", "署名活动昨天开始。", "表示した。", "The Open University", "He has a licence to fish.", "All rights reserved.",
    "The accord was cc'd by the office.", "https://example.org/licenses/", "Success by 4.0 points", "Apache helicopters landed.", "по лицензии", "Version 4.0 International",
    "A nonprofit newsroom", "READ AND WEEP", "SPDX-License-Identifier:", "creativecommons.org/about/",
]


@pytest.mark.parametrize(("text", "licence"), CODES + NAMES + OTHERS)
def test_licence_is_read(text: str, licence: str) -> None:
    found = read_licence(text)
    assert found is not None and found.licence == licence


@pytest.mark.parametrize(("text", "licence"), NAMES)
def test_named_licence_is_read_in_a_sentence_and_in_capitals(text: str, licence: str) -> None:
    for written in (f"Harbour Post, 2021. {text}", f"{text}.", text.upper()):
        found = read_licence(written)
        assert found is not None and found.licence == licence, written


@pytest.mark.parametrize(("text", "licence", "jurisdiction"), PORTS)
def test_ported_licences(text: str, licence: str, jurisdiction: str) -> None:
    found = read_licence(text)
    assert found is not None and (found.licence, found.jurisdiction) == (licence, jurisdiction)


@pytest.mark.parametrize(("text", "licence", "url"), ADDRESSES)
def test_addresses(text: str, licence: str, url: str) -> None:
    found = read_licence(text)
    assert found is not None and (found.licence, found.url) == (licence, url)
    sentence = read_licence(f"See the terms ({text}) for details.")
    assert sentence is not None and sentence.licence == licence


@pytest.mark.parametrize(("text", "licence", "conditions"), TERMS)
def test_licence_told_by_its_terms(text: str, licence: str, conditions: tuple[str, ...]) -> None:
    assert read_licence(text) == Licence(licence, None, conditions)


@pytest.mark.parametrize("text", NONE)
def test_no_licence(text: str) -> None:
    assert read_licence(text) is None


def test_conditions_follow_the_modules() -> None:
    assert read_licence("CC BY-NC-SA 4.0") == Licence("CC-BY-NC-SA-4.0", None, ("attribution", "non-commercial", "share alike"), None)
    assert read_licence("SPDX-License-Identifier: CC-BY-ND-4.0") == Licence("CC-BY-ND-4.0", None, ("attribution", "no derivatives"), None)


def test_every_order_of_modules_is_one_licence() -> None:
    from itertools import permutations

    names = {read_licence("CC " + "-".join(order) + " 4.0") for order in permutations(("BY", "NC", "SA"))}
    assert {found and found.licence for found in names} == {"CC-BY-NC-SA-4.0"}


@given(st.text(max_size=400))
@example("\u0130cc by \u0130")
@example("creative commons " + "(" * 200)
@example("SPDX-License-Identifier: ((((")
@example("creativecommons.org/licenses/-/")
def test_any_text_can_be_read(text: str) -> None:
    found = read_licence(text)
    assert found is None or found.licence.strip()


PIECES = (
    "cc", "CC", "by", "BY", "nc", "-sa", "nd", "4.0", "3,0", "creative", "commons", "licence", "Namensnennung", "署名", "-", "/", "(",
    "v", "public", "domain", "MIT", "or", "OR", "DE", "attribution", "SPDX-License-Identifier:", "creativecommons.org/licenses/by/",
)


@given(st.lists(st.sampled_from(PIECES), max_size=14))
def test_any_heap_of_its_words_can_be_read(words: list[str]) -> None:
    found = read_licence(" ".join(words))
    assert found is None or found.licence.strip()


REPEATED = (
    "cc by nc ", "attribution ", "creative commons ", "署名-", "public domain mark ", "by-nc-", "SPDX-License-Identifier: A OR ", "((",
    "4.0 ", "creative commons attribution ", "creative commons attribution, with ", "/" * 4, "MIT OR ",
)


@pytest.mark.parametrize("piece", REPEATED)
def test_time_is_linear(piece: str) -> None:
    def took(size: int) -> float:
        text = piece * (size // len(piece))
        best = 9.0
        for _ in range(3):
            start = time.process_time()
            read_licence(text)
            best = min(best, time.process_time() - start)
        return best

    read_licence(piece)
    assert any(took(40_000) < 24 * took(4_000) + 0.02 for _ in range(3))
