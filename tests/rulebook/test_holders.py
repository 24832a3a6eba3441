"""The registry of holders: names that mean one, names that must not, and what a bad registry is told."""

import marshal
import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.rulebook.holder_file import AGENCIES, KINDS, HolderError
from compliance.rulebook.holders import LONGEST, Registry, load_registry

SHIPPED = Path(__file__).resolve().parents[2] / "rules" / "holders.toml"
REGISTRY = load_registry(str(SHIPPED))

SPELLINGS = {
    "ap": [
        "AP",
        "ap",
        "A.P.",
        "Associated Press",
        "Associated Press.",
        "The Associated Press",
        "THE ASSOCIATED PRESS, INC.",
        "\u201cThe Associated Press\u201d",
        "Associated\u00a0Press",
        "Associated Pres",
        "Asociated Press",
        "AssociatedPress",
        "the associated press and/or its affiliates",
        "AP 2023",
        "@AP",
        "apnews.com",
        "https://www.apnews.com/hub/x?y=1",
        "美联社",
        "Ассошиэйтед пресс",
    ],
    "reuters": [
        "Reuters",
        "REUTERS",
        "Reuters Ltd.",
        "www.reuters.com",
        "uk.reuters.com",
        "ロイター通信",
        "رويترز",
    ],
    "thomson-reuters": ["Thomson Reuters", "Thomson Reuters Corp.", "Thomson Reuters 2013"],
    "afp": [
        "AFP",
        "Agence France-Presse",
        "Agence France Presse",
        "Agence France-Presse (AFP)",
        "AgenceFrancePresse",
        "法新社",
    ],
    "dpa": ["dpa", "DPA", "dpa (www.dpa.de)", "Deutsche Presse-Agentur GmbH", "Deutsche Presse Agentr"],
    "efe": ["EFE", "Agencia EFE", "Agencia EFE, S.A.U., S.M.E."],
    "ansa": ["ANSA", "Agenzia ANSA", "ANSA Società Cooperativa"],
    "tass": ["TASS", "ITAR-TASS", "ТАСС", "ИА ТАСС"],
    "interfax": ["Interfax", "Интерфакс", "ИА «Интерфакс»"],
    "ctk": ["ČTK", "CTK", "Česká tisková kancelář", "Ceska tiskova kancelar"],
    "pap": ["PAP", "PAP S.A.", "Polska Agencja Prasowa"],
    "anadolu": ["Anadolu Ajansı", "ANADOLU AJANSI", "Anadolu Agency", "Anadolu"],
    "yonhap": [
        "연합뉴스",
        "(주)연합뉴스",
        "주식회사 연합뉴스",
        "㈜연합뉴스",
        "연합뉴스(주)",
        "Yonhap News Agency",
    ],
    "jiji": ["時事通信社", "株式会社時事通信社", "時事通信社株式会社", "㈱時事通信社", "Jiji Press, Ltd."],
    "spa": ["SPA", "Saudi Press Agency"],
    "nexstar": ["Nexstar Media Inc.", "NEXSTAR MEDIA GROUP, INC.", "Nexstar Broadcasting, Inc."],
    "gray": ["Gray Television, Inc.", "A Gray Media Group, Inc. Station"],
    "cnn": ["CNN", "Cable News Network, Inc., a Warner Bros. Discovery Company"],
    "dow-jones": ["Dow Jones & Company, Inc.", "Dow Jones and Company", "Dow Jones"],
    "nyt": ["The New York Times Company", "New York Times Co.", "nytimes.com", "N.Y. Times"],
    "salon": ["Salon.com, LLC."],
    "guardian": ["Guardian News & Media Limited or its affiliated companies", "The Guardian"],
    "faz": ["Frankfurter Allgemeine Zeitung GmbH", "F.A.Z.", "faz.net"],
    "sz": ["Süddeutsche Zeitung", "Sueddeutsche Zeitung", "SUDDEUTSCHE ZEITUNG"],
    "standard-at": ["Der Standard", "STANDARD Verlagsgesellschaft m.b.H.", "derStandard.at"],
    "zeit": ["DIE ZEIT", "ZEIT ONLINE GmbH"],
    "diario-as": ["Diario AS, S.L."],
    "el-pais": ["Ediciones El País, S.L.", "elpais.com", "cat.elpais.com"],
    "rcs": ["RCS MediaGroup S.p.A.", "RCS Mediagroup S. p. A."],
    "ukrainska-pravda": ['ООО "УП Медиа Плюс"', "Українська правда"],
    "polityka-pl": ["POLITYKA Sp. z o. o. S.K.A."],
    "seznam": ["Seznam.cz, a. s."],
    "mediaworks": ["Mediaworks Hungary Zrt."],
    "china-daily": ["中国日报", "中国日报网（某某传媒（北京）有限公司）"],
    "udn": ["聯合報股份有限公司"],
    "matichon": ["บริษัท มติชน จำกัด (มหาชน)", "บริษัทมติชนจำกัด"],
    "kompas": ["PT Kompas Media Nusantara"],
    "akhbar-el-yom": ["مؤسسة أخبار اليوم", "مؤسسه اخبار اليوم"],
    "shutterstock": ["Shutterstock", "Shutterstok", "Shutterstock, Inc"],
    "getty-images": ["Getty Images", "GettyImages", "Getty"],
    "business-wire": ["Business Wire", "BusinessWire"],
    "news-aktuell": ["news aktuell GmbH", "ots"],
}
STRANGERS = [
    "",
    " ",
    "©",
    "...",
    "Inc.",
    "GmbH",
    "S.p.A.",
    "AS",
    "the",
    "株式会社",
    "ООО",
    "Associated Builders",
    "Associated",
    "The Press",
    "Times",
    "The Times",
    "The Sun",
    "Post",
    "Standard",
    "The Standard",
    "Guardian",
    "ABC News",
    "El País S.A.",
    "Dagbladet",
    "Jonas Lind",
    "Anna Blom",
    "Reuter",
    "KBS News",
    "Le Mode",
    "The Hindi",
    "Daily Main",
    "National Press",
    "Nation Post",
    "Press Association of Bergstad",
    "not-reuters.com",
    "reuters.com.example.org",
    "AB-reuters.com",
    "bergstad.wordpress.com",
    "www.example.org",
    "A and B",
    "AFP/Reuters",
    "all rights reserved",
    "photographer",
    "Bergstad Tidende AS",
    "x" * (LONGEST + 1),
]
PARTIES = [
    ("AFP/Reuters", ["afp", "reuters"]),
    ("Getty Images/AFP", ["getty-images", "afp"]),
    ("Jonas Lind via AP", ["ap"]),
    ("Reuters via Getty Images", ["reuters", "getty-images"]),
    ("AP and AFP", ["ap", "afp"]),
    ("AFP, dpa, Reuters und KNA", ["afp", "dpa", "reuters", "kna"]),
    ("ČTK, DPA a Reuters", ["ctk", "dpa", "reuters"]),
    ("Agence France-Presse (AFP), CNN and the BBC World Service", ["afp", "cnn", "bbc"]),
    ("AFP-JIJI", ["afp", "jiji"]),
    ("AFP-Lind", []),
    ("AFP and Guardian News & Media", ["afp", "guardian"]),
    ("Guardian News & Media", ["guardian"]),
    ("Dow Jones and Company", ["dow-jones"]),
    ("Jonas Lind (AP)", ["ap"]),
    ("(AP Photo/Jonas Lind, File)", ["ap"]),
    ("Reuters / Reuters", ["reuters"]),
    ("Bergstad Tidende, Jonas Lind", []),
    ("ТАСС и РИА Новости", ["tass", "ria-novosti"]),
    ("共同通信、時事通信", ["kyodo", "jiji"]),
    ("", []),
]
OTHER = 'name = "Other"\nkind = "agency"\n'
HEAD = 'legal_forms = ["Inc"]\narticles = ["the"]\n'


def written(tmp_path: Path, text: str) -> str:
    path = tmp_path / "holders.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("holder", "spelling"), [(h, s) for h, spellings in SPELLINGS.items() for s in spellings]
)
def test_a_spelling_means_its_holder(holder: str, spelling: str) -> None:
    assert REGISTRY.resolve(spelling) == holder


@pytest.mark.parametrize("name", STRANGERS)
def test_a_strangers_name_means_nobody(name: str) -> None:
    assert REGISTRY.resolve(name) is None


@pytest.mark.parametrize(("line", "holders"), PARTIES)
def test_a_line_of_several_parties_names_each_known_one_once(line: str, holders: list[str]) -> None:
    assert REGISTRY.resolve_all(line) == holders


def test_every_name_alias_and_domain_of_the_file_resolves_to_its_own_holder() -> None:
    import tomli

    tables = tomli.loads(SHIPPED.read_text(encoding="utf-8"))["holder"]
    assert len(tables) >= 250
    for table in tables:
        for name in [table["name"], *table.get("aliases", []), *table.get("domains", [])]:
            assert REGISTRY.resolve(name) == table["id"], name


def test_the_agencies_every_newsroom_takes_are_there() -> None:
    wanted = [
        "ap",
        "reuters",
        "afp",
        "dpa",
        "efe",
        "europa-press",
        "ansa",
        "anp",
        "belga",
        "tass",
        "interfax",
        "ria-novosti",
        "xinhua",
        "yonhap",
        "kyodo",
        "jiji",
        "aap",
        "canadian-press",
        "pti",
        "ani",
        "ians",
        "bloomberg",
        "dow-jones",
        "getty-images",
        "shutterstock",
        "epa",
        "pa-media",
        "apa",
        "keystone-sda",
        "ntb",
        "tt",
        "ritzau",
        "stt",
        "pap",
        "ctk",
        "mti",
        "agerpres",
        "bta",
        "hina",
        "tanjug",
        "beta",
        "ukrinform",
        "interfax-ukraine",
        "lusa",
        "anadolu",
        "irna",
        "isna",
        "wafa",
        "spa",
        "wam",
        "qna",
        "mena",
        "petra",
        "kuna",
        "antara",
        "bernama",
        "vna",
        "cna-tw",
        "pr-newswire",
        "business-wire",
        "globenewswire",
        "accesswire",
        "news-aktuell",
        "ein-presswire",
    ]
    assert [holder for holder in wanted if holder not in REGISTRY] == []
    assert {REGISTRY.kind(holder) for holder in wanted} == set(AGENCIES)


def test_name_kind_country_and_parents() -> None:
    assert REGISTRY.name("ap") == "The Associated Press"
    assert REGISTRY.kind("ap") == "agency"
    assert REGISTRY.country("ap") == "US"
    assert REGISTRY.parents("ap") == []
    assert REGISTRY.parents("action-images") == ["reuters", "thomson-reuters"]
    assert REGISTRY.country("un") == ""
    with pytest.raises(KeyError):
        REGISTRY.name("nobody")
    with pytest.raises(KeyError):
        REGISTRY.parents("nobody")


def test_every_holder_has_a_known_kind_and_no_holder_is_its_own_ancestor() -> None:
    for holder in REGISTRY:
        assert REGISTRY.kind(holder) in KINDS
        assert holder not in REGISTRY.parents(holder)


def test_agency_names_are_long_enough_or_well_known_and_name_only_agencies() -> None:
    names = REGISTRY.agency_names()
    assert {"AP", "PA", "CP", "TT", "EFE", "dpa", "Getty Images", "PR Newswire", "연합뉴스"} <= set(names)
    assert "VG" not in names and "The New York Times" not in names
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert name in ("AP", "PA", "CP", "TT") or sum(c.isalpha() for c in name) >= 3
        assert REGISTRY.kind(REGISTRY.resolve(name) or "") in AGENCIES


def test_the_list_of_agency_names_belongs_to_the_caller() -> None:
    REGISTRY.agency_names().clear()
    assert "AP" in REGISTRY.agency_names()


def test_plain_form_survives_marshal_and_pickle() -> None:
    plain = marshal.loads(marshal.dumps(REGISTRY.to_plain()))
    again = Registry.from_plain(plain)
    assert again.to_plain() == REGISTRY.to_plain()
    assert again.resolve("Asociated Press") == "ap"
    assert again.resolve_all("AFP/Reuters") == ["afp", "reuters"]
    assert list(again) == list(REGISTRY) and len(again) == len(REGISTRY)
    assert pickle.loads(pickle.dumps(REGISTRY)).resolve("株式会社時事通信社") == "jiji"


@given(st.text(max_size=60))
def test_no_text_makes_it_raise(text: str) -> None:
    found = REGISTRY.resolve(text)
    assert found is None or found in REGISTRY
    several = REGISTRY.resolve_all(text)
    assert all(holder in REGISTRY for holder in several) and len(set(several)) == len(several)


NOISE = st.sampled_from(["", " ", "\u00a0", "\u200b", "®", "™", ",", " .", "«", "»", "“", "\n"])


@given(st.sampled_from(["ap", "nexstar", "jiji", "pap", "faz", "udn"]), NOISE, NOISE, st.booleans())
def test_punctuation_space_and_case_around_a_name_change_nothing(
    holder: str, before: str, after: str, upper: bool
) -> None:
    name = REGISTRY.name(holder)
    assert REGISTRY.resolve(before + (name.upper() if upper else name) + after) == holder


@given(
    st.sampled_from(list(REGISTRY)),
    st.sampled_from(["Inc.", "LLC", "Ltd.", "GmbH", "S.p.A.", "a.s.", "Sp. z o.o.", "Zrt.", "株式会社"]),
)
def test_a_legal_form_behind_a_name_changes_nothing_or_makes_it_another_known_name(
    holder: str, form: str
) -> None:
    found = REGISTRY.resolve(f"{REGISTRY.name(holder)} {form}")
    assert found is not None
    assert found == holder or found in REGISTRY


@given(
    st.lists(
        st.tuples(
            st.text("abcdefghij", min_size=1, max_size=8),
            st.lists(st.text("klmnopqrst ", min_size=1, max_size=12), max_size=3),
        ),
        max_size=6,
        unique_by=lambda row: row[0],
    )
)
def test_a_registry_of_any_holders_round_trips_or_says_what_is_wrong(
    rows: list[tuple[str, list[str]]],
) -> None:
    import tempfile

    tables = "".join(
        f'[[holder]]\nid = "{name}"\nname = "{name} media"\nkind = "agency"\naliases = {list(aliases)!r}\n'
        for name, aliases in rows
    )
    with tempfile.TemporaryDirectory() as folder:
        path = written(Path(folder), HEAD + tables)
        try:
            registry = load_registry(path)
        except HolderError as error:
            assert str(error).startswith(f"{path}:{error.line}: ")
            return
    again = Registry.from_plain(marshal.loads(marshal.dumps(registry.to_plain())))
    for name, aliases in rows:
        assert [again.resolve(spelling) for spelling in (f"{name} media", *aliases)] == [name] * (
            len(aliases) + 1
        )


TWO = (
    HEAD + '[[holder]]\nid = "one"\nname = "Bergstad Tidende"\nkind = "newspaper"\n\n[[holder]]\nid = "two"\n'
)


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("legal_forms = [", 1, "not valid TOML"),
        ("legal_form = []\n", 1, "unknown key 'legal_form'; did you mean \"legal_forms\"?"),
        ('articles = "the"\n', 1, "articles is a list of texts"),
        (TWO + 'kind = "newspaper"\n', 8, "holder 'two': name is missing"),
        (TWO + 'name = "Other"\n', 8, "holder 'two': kind is missing"),
        (TWO + 'name = " "\nkind = "agency"\n', 10, "name is a text in quotation marks, not empty"),
        (
            TWO + 'name = "Other"\nkind = "agensy"\n',
            11,
            "kind 'agensy' is none of agency, picture-agency, press-release",
        ),
        (TWO + 'name = "Other"\nkind = "agensy"\n', 11, 'did you mean "agency"?'),
        (TWO + OTHER + 'alias = ["x"]\n', 12, "unknown key 'alias'; did you mean \"aliases\"?"),
        (TWO + OTHER + 'aliases = "x"\n', 12, "aliases is a list of texts"),
        (TWO + OTHER + 'aliases = ["?!"]\n', 12, "'?!' has neither letter nor digit"),
        (TWO + OTHER + 'aliases = [\n  "x",\n  "BERGSTAD-TIDENDE",\n]\n', 14, "already means 'one' (line 5)"),
        (
            TWO + OTHER + 'parent = "on"\n',
            12,
            "no holder has the id 'on' of its parent; did you mean \"one\"?",
        ),
        (TWO + OTHER + 'parent = "two"\n', 12, "holder 'two' is its own parent"),
        (TWO + OTHER + 'country = "no"\n', 12, "ISO 3166"),
        (TWO + OTHER + 'domains = ["https://a.example"]\n', 12, "is no domain"),
        (TWO.replace('"two"', '"one"') + OTHER, 9, "holder id 'one' is used twice; the first is on line 3"),
        (TWO.replace('"two"', '"Two"') + OTHER, 9, "an id is made of small letters"),
        (TWO.replace('"two"', "2") + OTHER, 9, "id is a text in quotation marks"),
    ],
)
def test_a_bad_registry_is_refused_with_line_and_way_out(
    tmp_path: Path, text: str, line: int, what: str
) -> None:
    path = written(tmp_path, text)
    with pytest.raises(HolderError) as caught:
        load_registry(path)
    assert what in str(caught.value)
    assert (caught.value.path, caught.value.line) == (path, line)
    assert str(caught.value).startswith(f"{path}:{line}: ")


def test_a_registry_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(HolderError, match="cannot be read"):
        load_registry(str(tmp_path / "none.toml"))
    path = tmp_path / "latin.toml"
    path.write_bytes(b'articles = ["\xe9"]\n')
    with pytest.raises(HolderError, match="not UTF-8: byte 13"):
        load_registry(str(path))


def test_parents_in_a_ring_are_refused(tmp_path: Path) -> None:
    ring = 'kind = "agency"\nparent = "{}"\n'
    text = TWO.replace('kind = "newspaper"\n', ring.format("two")) + 'name = "Other"\n' + ring.format("one")
    with pytest.raises(HolderError, match="is its own parent, by way of"):
        load_registry(written(tmp_path, text))


def test_two_names_that_are_one_without_spaces_are_left_undecided(tmp_path: Path) -> None:
    text = HEAD + "".join(
        f'[[holder]]\nid = "{holder}"\nname = "{name}"\nkind = "agency"\n'
        for holder, name in [("one", "Berg Stadpost"), ("two", "Bergs Tadpost")]
    )
    registry = load_registry(written(tmp_path, text))
    assert registry.resolve("Berg Stadpost Inc") == "one"
    assert registry.resolve("BergStadpost") is None


def test_a_slip_that_fits_two_holders_is_left_undecided(tmp_path: Path) -> None:
    text = HEAD + "".join(
        f'[[holder]]\nid = "{holder}"\nname = "{name}"\nkind = "agency"\n'
        for holder, name in [
            ("one", "Bergstadter Anzeiger"),
            ("two", "Bergstatter Anzeiger"),
            ("three", "Fjellheim Kurier"),
        ]
    )
    registry = load_registry(written(tmp_path, text))
    assert registry.resolve("Bergstaxter Anzeiger") is None
    assert registry.resolve("Fjelheim Kurier") == "three"
