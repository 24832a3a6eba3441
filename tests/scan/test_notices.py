"""Copyright notices in every order, sign and form that pages use, and what only looks like one."""

import pytest

import compliance


def notices(text):
    report = compliance.check(text + "\n")
    return [
        (fact.text, fact.values.get("years", []), fact.values.get("holder"))
        for fact in report.facts
        if fact.kind == "copyright_notice"
    ]


# (text, the passage found, years, holder); the passage is the whole text where it is empty
ORDERS = [
    ("© 2024 Fen Post", "", [2024], "Fen Post"),
    ("© Fen Post 2024", "", [2024], "Fen Post"),
    ("© Fen Post, 2024", "", [2024], "Fen Post"),
    ("Fen Post © 2024", "", [2024], "Fen Post"),
    ("Fen Post, © 2024", "", [2024], "Fen Post"),
    ("Fen Post 2024 ©", "", [2024], "Fen Post"),
    ("Fen Post, 2019-2024 ©", "", [2019, 2024], "Fen Post"),
    ("2024 © Fen Post", "", [2024], "Fen Post"),
    ("2024 Fen Post ©", "", [2024], "Fen Post"),
    ("Fen Post ©", "", [], "Fen Post"),
    ("© Fen Post", "", [], "Fen Post"),
    ("© 2024", "", [2024], None),
    ("Copyright 2024 Fen Post", "", [2024], "Fen Post"),
    ("Copyright Fen Post 2024", "", [2024], "Fen Post"),
    ("Copyright © 2024 Fen Post", "", [2024], "Fen Post"),
    ("Copyright © 2024 by Fen Post", "", [2024], "Fen Post"),
    ("Copyright 2024, by Fen Post", "", [2024], "Fen Post"),
    ("Copyright by Fen Post 2024", "", [2024], "Fen Post"),
    ("Copyright (c) 2024 Fen Post", "", [2024], "Fen Post"),
    ("Copyright of Fen Post, 2024", "", [2024], "Fen Post"),
    ("© Copyright 2024 Fen Post", "", [2024], "Fen Post"),
    ("© Copyright Fen Post 2024", "", [2024], "Fen Post"),
    ("COPYRIGHT 2024 FEN POST", "", [2024], "FEN POST"),
    ("All rights reserved. © 2024 Fen Post", "© 2024 Fen Post", [2024], "Fen Post"),
    ("All rights reserved © Fen Post 2024", "© Fen Post 2024", [2024], "Fen Post"),
    ("Contents of this site are © 2024 Fen Post", "© 2024 Fen Post", [2024], "Fen Post"),
    ("All content © 2024 Fen Post", "© 2024 Fen Post", [2024], "Fen Post"),
    ("The tide came in at noon. © 2024 Fen Post", "© 2024 Fen Post", [2024], "Fen Post"),
    ("© Livada d.o.o. Podgorica 2024", "", [2024], "Livada d.o.o. Podgorica"),
    ("Vydavatel: Louka, a. s. © 2024", "Louka, a. s. © 2024", [2024], "Louka, a. s."),
    ("Статтю перекладено, про що дбає авторське право. © Озерний край, 2024", "© Озерний край, 2024", [2024], "Озерний край"),
    ("© 2024 вестник „Гора“", "", [2024], 'вестник „Гора“'),
]

SIGNS = [
    ("(c) 2024 Fen Post", "", [2024], "Fen Post"),
    ("(C) 2024 Fen Post", "", [2024], "Fen Post"),
    ("(с) 2024 Вестник Заречья", "", [2024], "Вестник Заречья"),
    ("ⓒ 2024 Fen Post", "", [2024], "Fen Post"),
    ("（Ｃ）２０２４　葦原新聞社", "", [2024], "葦原新聞社"),
    ("Ⓒ 2024 Fen Post", "", [2024], "Fen Post"),
    ("Copyright Ⓒ Fen Post. All rights reserved.", "Copyright Ⓒ Fen Post.", [], "Fen Post"),
    ("℗ 2024 Fen Post Records", "", [2024], "Fen Post Records"),
    ("© ℗ 2024 Fen Post", "", [2024], "Fen Post"),
    ("© © 2024 Fen Post", "", [2024], "Fen Post"),
    ("Copyright© 2024 Fen Post", "", [2024], "Fen Post"),
    ("Copyright® 2024 Fen Post", "", [2024], "Fen Post"),
    ("Copyright @ 2024 Fen Post", "", [2024], "Fen Post"),
    ("Copr. 2024 Fen Post", "", [2024], "Fen Post"),
    ("Copyleft 2024 Fen Post", "", [2024], "Fen Post"),
    ("Â© 2024 Fen Post", "", [2024], "Fen Post"),
    ("&copy; 2024 Fen Post", "", [2024], "Fen Post"),
    ("&#169; 2024 Fen Post", "", [2024], "Fen Post"),
    ("Соpyright © 2024 Fen Post", "", [2024], "Fen Post"),
    ("C o p y r i g h t 2024 Fen Post", "", [2024], "Fen Post"),
    ("Copy\u200bright 2024 Fen Post", "", [2024], "Fen Post"),
    ("Copy-\nright 2024 Fen Post", "", [2024], "Fen Post"),
    ("Ｃｏｐｙｒｉｇｈｔ © ２０２４ Fen Post", "", [2024], "Fen Post"),
]

YEARS = [
    ("© 2019-2024 Fen Post", "", [2019, 2024], "Fen Post"),
    ("© 2019–2024 Fen Post", "", [2019, 2024], "Fen Post"),
    ("© 2019 — 2024 Fen Post", "", [2019, 2024], "Fen Post"),
    ("© 2019/2024 Fen Post", "", [2019, 2024], "Fen Post"),
    ("© 2017-18 Fen Post", "", [2017, 2018], "Fen Post"),
    ("© 1997 - , Fen Post", "", [1997], "Fen Post"),
    ("© 2005-present Fen Post", "", [2005], "Fen Post"),
    ("© 2012, 2015, 2019 Fen Post", "", [2012, 2015, 2019], "Fen Post"),
    ("© 2023 and 2024 Fen Post", "", [2023, 2024], "Fen Post"),
    ("© Fen Post 2019-2024", "", [2019, 2024], "Fen Post"),
    ("© Fen Post 2019-2024 - This text is ours", "© Fen Post 2019-2024", [2019, 2024], "Fen Post"),
    ("Fen Post © 2019-2024", "", [2019, 2024], "Fen Post"),
    ("© 12 March 2024 Fen Post", "", [2024], "Fen Post"),
    ("Copyright 0 Fen Post", "", [], "Fen Post"),
    ("© MMXXIV Fen Post", "", [2024], "Fen Post"),
    ("© ١٩٩٩-٢٠٢٤ صحيفة الضفة", "", [1999, 2024], "صحيفة الضفة"),
    ("© ۱۴۰۳ روزنامه کرانه", "", [2024], "روزنامه کرانه"),
    ("© २०२४ नदी समाचार", "", [2024], "नदी समाचार"),
    ("© พ.ศ. 2567 ข่าวแม่น้ำ", "", [2024], "ข่าวแม่น้ำ"),
    ("© 1445هـ / 2024م صحيفة الضفة", "", [2023, 2024], "صحيفة الضفة"),
    ("© ١٤٤٥ هـ", "", [2023], None),
    ("© 2567 ข่าวแม่น้ำ", "", [2024], "ข่าวแม่น้ำ"),
]

HOLDERS = [
    ("© 2024 Fen Post Inc. All rights reserved.", "© 2024 Fen Post Inc.", [2024], "Fen Post Inc."),
    ("© 2024 Fen Post, Inc. All rights reserved.", "© 2024 Fen Post, Inc.", [2024], "Fen Post, Inc."),
    ("© 2024 Fen Post. All rights reserved.", "© 2024 Fen Post.", [2024], "Fen Post"),
    ("© 2024 Fen & Moor Ltd. | Imprint", "© 2024 Fen & Moor Ltd.", [2024], "Fen & Moor Ltd."),
    ("© 2024 J. R. Moss", "", [2024], "J. R. Moss"),
    ("© 2024 The Fen Post Company of the North", "", [2024], "The Fen Post Company of the North"),
    ("© 2024 40 Minutes", "", [2024], "40 Minutes"),
    ("© 2024 Moor!", "", [2024], "Moor!"),
    ("© 2024 ТОВ «Озерний край»", "", [2024], "ТОВ «Озерний край»"),
    ("© 2024 ООО «Вестник Заречья»", "", [2024], "ООО «Вестник Заречья»"),
    ("© 2024 Fen Post (Moor Group)", "", [2024], "Fen Post (Moor Group)"),
    ("© 2024 Orzeł Media Sp. z o.o.", "", [2024], "Orzeł Media Sp. z o.o."),
    ("© 2024 Rét Lapkiadó Zrt. Minden jog fenntartva.", "© 2024 Rét Lapkiadó Zrt.", [2024], "Rét Lapkiadó Zrt."),
    ("Rét Lapkiadó Zrt. ©", "", [], "Rét Lapkiadó Zrt."),
    ("© 2024 Editorial del Valle S.A. de C.V.", "", [2024], "Editorial del Valle S.A. de C.V."),
    ("© 2024 Verlag Moor und Fenn GmbH & Co. KG", "", [2024], "Verlag Moor und Fenn GmbH & Co. KG"),
    ("© 2024 Skog Tidningar AB. Ansvarig utgivare: A. Berg", "© 2024 Skog Tidningar AB.", [2024], "Skog Tidningar AB"),
    ("© 2024 fenpost.example", "", [2024], "fenpost.example"),
    ("© 2024 www.fenpost.example - Terms of use", "© 2024 www.fenpost.example", [2024], "www.fenpost.example"),
    ("© 2024 Fen Post https://fenpost.example/terms", "© 2024 Fen Post", [2024], "Fen Post"),
    ("© 2024 Fen Post 9f8e7d6c5b4a3f2e1d0c", "© 2024 Fen Post", [2024], "Fen Post"),
    ("© 2024 Fen Post\nDistributed by Quay Content", "© 2024 Fen Post", [2024], "Fen Post"),
    ("© 2024\nFen Post", "", [2024], "Fen Post"),
    ("© 2024 Fen Post • Privacy • Terms", "© 2024 Fen Post", [2024], "Fen Post"),
    ("© 2024 葦原新聞社", "", [2024], "葦原新聞社"),
    ("© 葦原新聞社 2024", "", [2024], "葦原新聞社"),
    ("ⓒ 갈대일보 2024", "", [2024], "갈대일보"),
    ("© 2024 עיתון הנהר", "", [2024], "עיתון הנהר"),
    ("© 2024 Εφημερίδα Όχθη", "", [2024], "Εφημερίδα Όχθη"),
    ("© 2024 Báo Bến Sông", "", [2024], "Báo Bến Sông"),
    ("© 2024 iFen", "", [2024], "iFen"),
    ("© 2024 fenpost. All rights reserved.", "© 2024 fenpost.", [2024], "fenpost"),
    ("© 2024 fenpost | Imprint", "© 2024 fenpost", [2024], "fenpost"),
    ("© 2024 sitemap | Imprint", "© 2024", [2024], None),
    ("Copyright FPB (Fen Public Broadcasting). All rights reserved.", "Copyright FPB (Fen Public Broadcasting).", [], "FPB (Fen Public Broadcasting)"),
    ("ⓒ 갈대일보(https://www.galdae.example), 무단 전재 금지", "ⓒ 갈대일보(https://www.galdae.example),", [], "갈대일보(https://www.galdae.example)"),
    ("© All rights reserved 2024 Fen Post", "2024 Fen Post", [2024], "Fen Post"),
    ("© All rights reserved - Fen Post 2024", "Fen Post 2024", [2024], "Fen Post"),
    ("© 2024 هفته‌نامه نیم‌روز", "", [2024], "هفته‌نامه نیم‌روز"),
    ("© 2024 ප්‍රභාත පුවත්", "", [2024], "ප්‍රභාත පුවත්"),
    ("© 2024 葦原ＴＶ", "", [2024], "葦原ＴＶ"),
    ("© 2024 Fen\u200c Po\u200bst", "", [2024], "Fen Post"),
]

SENTENCES = [
    ("Copyright 2024. The content of these tables is ours.", "Copyright 2024.", [2024], None),
    ("Copyright 2023-2024(C) Fen Institute", "", [2023, 2024], "Fen Institute"),
    ("© 2024 Fen Post - You may print single pages.", "© 2024 Fen Post", [2024], "Fen Post"),
]

BEYOND = [
    ("© Fen Post. All rights reserved 2024.", "© Fen Post.", [2024], "Fen Post"),
    ("© Fen Post, all rights reserved, 2019-2024", "© Fen Post,", [2019, 2024], "Fen Post"),
    ("© 2024 All rights reserved | Fen Post", "© 2024", [2024], "Fen Post"),
    ("© 2024 - All rights reserved - Fen Post Ltd. - Registered in Moorland", "© 2024", [2024], "Fen Post Ltd."),
    ("© 2024. All rights reserved. Fen Post Ltd.", "© 2024.", [2024], "Fen Post Ltd."),
    ("© All rights reserved 2024 Fen Post", "2024 Fen Post", [2024], "Fen Post"),
    ("© 2019-2024. Todos os direitos reservados a Editora do Brejo S/A.", "© 2019-2024.", [2019, 2024], "Editora do Brejo S/A"),
    ("© 2024 All rights reserved | Privacy | Terms", "© 2024", [2024], None),
    ("© 2024 Todos los derechos reservados | Aviso Legal", "© 2024", [2024], None),
    ("© 2024 Alle rechten voorbehouden | Gebruiksvoorwaarden", "© 2024", [2024], None),
    ("© 2024. All rights reserved. The ferry was late.", "© 2024.", [2024], None),
    ("© Fen Post. All rights reserved. 2024 was a dry year.", "© Fen Post.", [], "Fen Post"),
    ("Fen Post © 2024. A Moor Group Inc. publication. All rights reserved.", "Fen Post © 2024.", [2024], "Fen Post"),
    ("© Fen Digital GmbH / Moorblatt GmbH", "", [], "Fen Digital GmbH / Moorblatt GmbH"),
]

LANGUAGES = [
    ("Copyright © 2024 Kıyı Haber A.Ş.", "", [2024], "Kıyı Haber A.Ş."),
    ("© 2024 Kıyı Yayıncılık San. ve Tic. A.Ş.", "", [2024], "Kıyı Yayıncılık San. ve Tic. A.Ş."),
    ("© 2024 Kıyı Gazetecilik ve Matbaacılık Ltd. Şti.", "", [2024], "Kıyı Gazetecilik ve Matbaacılık Ltd. Şti."),
    ("© 2024 PT. Tepian Media Tbk. Hak cipta dilindungi.", "© 2024 PT. Tepian Media Tbk.", [2024], "PT. Tepian Media Tbk."),
    ("© 2024 Dinas Sungai dan Pantai", "", [2024], "Dinas Sungai dan Pantai"),
    ("© 2024 Tepian Media Sdn. Bhd. Hak cipta terpelihara.", "© 2024 Tepian Media Sdn. Bhd.", [2024], "Tepian Media Sdn. Bhd."),
    ("© 2024 «Գետ» լրատվական գործակալություն", "", [2024], "«Գետ» լրատվական գործակալություն"),
    ("© 2024 Sahil informasiya agentliyi", "", [2024], "Sahil informasiya agentliyi"),
    ("© 2024 የወንዝ ዜና። መብቱ በሕግ የተጠበቀ ነው።", "© 2024 የወንዝ ዜና።", [2024], "የወንዝ ዜና"),
    ("Opphavsrett © 2024 Fjordavisa AS", "", [2024], "Fjordavisa AS"),
    ("Urheberrecht © 2024 Moorblatt GmbH", "", [2024], "Moorblatt GmbH"),
    ("Droits d'auteur © 2024 Le Courrier du Marais", "", [2024], "Le Courrier du Marais"),
    ("Авторские права © 2024 Вестник Заречья", "", [2024], "Вестник Заречья"),
    ("版权 © 2024 苇原日报", "", [2024], "苇原日报"),
    ("著作権 © 2024 葦原新聞社", "", [2024], "葦原新聞社"),
    ("저작권자 ⓒ 갈대일보", "", [], "갈대일보"),
    ("حقوق النشر © 2024 صحيفة الضفة", "", [2024], "صحيفة الضفة"),
    ("Hak Cipta © 2024 Harian Tepian", "", [2024], "Harian Tepian"),
    ("Bản quyền © 2024 Báo Bến Sông", "", [2024], "Báo Bến Sông"),
    ("ลิขสิทธิ์ © 2024 ข่าวแม่น้ำ", "", [2024], "ข่าวแม่น้ำ"),
]


@pytest.mark.parametrize(("text", "found", "years", "holder"), ORDERS + SIGNS + YEARS + HOLDERS + SENTENCES + BEYOND + LANGUAGES)
def test_forms(text, found, years, holder):
    assert notices(text) == [(found or text, years, holder)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("© 2024 Fen Post. © 2023 Moor Agency", [([2024], "Fen Post"), ([2023], "Moor Agency")]),
        ("Copyright 2024 Fen Post. Copyright 2024 Moor Agency.", [([2024], "Fen Post"), ([2024], "Moor Agency")]),
        ("© 2024 Fen Post | © 2024 Moor Agency | Fonts © 2019 Serif House",
         [([2024], "Fen Post"), ([2024], "Moor Agency"), ([2019], "Serif House")]),
        ("© Fen Post\n© Moor Agency 2024", [([], "Fen Post"), ([2024], "Moor Agency")]),
    ],
)  # fmt: skip
def test_several_notices_in_a_row_stay_apart(text, found):
    assert [(years, holder) for _, years, holder in notices(text)] == found


QUIET = [
    "The charity is a 501(c)(3) organisation.",
    "It was filed under section 512(c)(2) of the code.",
    "The applicant must (a) sign, (b) date and (c) return the form.",
    "(a) the owner; (b) the tenant; (c) the agent",
    "Goals: Ada Moreau (C) 2, Mo Vale 1.",
    "Ada Moreau (c), Mo Vale and Li Brook played the whole match.",
    "The Copyright Office will hear the case in May.",
    "Under the Copyright Act of 1976 the term is longer.",
    "Copyright law is hard to read, the judge said.",
    "The family does not own the copyright and so the letters cannot be copied.",
    "She sued the studio for copyright infringement in 2019.",
    "A copyright dispute that began in 2012 ended on Monday.",
    "Who holds the copyright in a photograph taken by a monkey?",
    "They discussed copyright, patents and trade marks.",
    "Copyright reform divides the parliament.",
    "Vitamin C (c) helps, they say.",
    "It was 20 °C at noon, 25 °C in the evening.",
    "Das Urheberrecht schützt auch kurze Texte.",
    "Le droit d'auteur protège les journalistes.",
    "Авторское право защищает журналистов.",
    "La ley de derechos de autor cambió en 2019.",
    "著作権法が改正された。",
    "Terms | Privacy | Copyright | Contact",
    "Copyright policy",
    "Fen Post® is a registered trademark.",
    "The @ sign was added in 2024.",
    "© Riproduzione riservata",
    "© All rights reserved",
    "The Copyright (Amendment) Bill 2024 divides publishers.",
]


@pytest.mark.parametrize("text", QUIET)
def test_what_only_looks_like_a_notice(text):
    assert notices(text) == []


@pytest.mark.parametrize("text", ["Photo: Ada Moreau / Moor Agency ©", "(© Ada Moreau / Moor Agency)"])
def test_a_photographers_sign_is_a_credit_and_no_notice(text):
    assert notices(text) == []
    assert [fact.kind for fact in compliance.check(text + "\n").facts] == ["credit_line"]


def test_a_notice_at_the_end_of_an_article_is_found_where_it_stands():
    text = "The ferry was late.\n\nPassengers waited on the quay.\n\n\tCopyright 2024 Fen Post Ltd. All rights reserved.\n"
    (fact, rights) = compliance.check(text).facts
    assert (fact.kind, rights.kind) == ("copyright_notice", "rights_reserved")
    assert text[fact.span.start : fact.span.end] == fact.text == "Copyright 2024 Fen Post Ltd."
    assert fact.position == (5, 2)
    assert fact.values["mark"] == "Copyright"
