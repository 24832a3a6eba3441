"""The report in Chromium: nothing of what strangers wrote runs or is fetched, and the list can be filtered without a server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.browser import BROWSER, Browser

pytestmark = pytest.mark.skipif(BROWSER is None, reason="there is no Chromium")

PROBE = """({
    ran: window.ran, polluted: {}.ran, title: document.title,
    scripts: document.querySelectorAll('script:not([type="application/json"])').length,
    foreign: Array.from(document.querySelectorAll('img, iframe, object, embed, base, form[action], meta[http-equiv=refresh], style ~ style, link ~ link'), it => it.outerHTML),
    handlers: Array.from(document.querySelectorAll('*')).flatMap(it => Array.from(it.attributes)).filter(it => /^on/i.test(it.name) || it.name === 'style').length,
    schemes: Array.from(document.querySelectorAll('[href], [src]'), it => (it.getAttribute('href') || it.getAttribute('src')).trim().toLowerCase())
        .filter(it => /^[a-z-]+:/.test(it) && !/^https?:/.test(it)),
})"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with Browser() as made:
        made.size(1400, 900)
        yield made


def _unharmed(browser: Browser, page: Path, title: str, fragment: str = "") -> None:
    browser.open(page.as_uri() + fragment)
    if page.name == "documents.html":
        browser.until("document.querySelector('[data-found]').textContent.startsWith('16 documents of 16') && !document.querySelector('head script')")
    told = browser.ask(PROBE)
    assert told.get("ran") is None and told.get("polluted") is None
    assert title in told["title"] and "taken over" not in told["title"].replace("<title>taken over</title>", "")
    assert told["scripts"] == 1 and told["handlers"] == 0 and told["foreign"] == [] and told["schemes"] == []
    assert [it for it in browser.requests() if not it.startswith("file:")] == []
    noise = [it for it in browser.events if it.get("method") in ("Runtime.exceptionThrown", "Page.javascriptDialogOpening", "Log.entryAdded", "Runtime.consoleAPICalled")]
    assert noise == []


def test_the_probe_sees_what_runs(browser: Browser, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<title>x</title><script>1</script><img src=x onerror='window.ran=1'>", "utf-8")
    browser.open(page.as_uri())
    browser.until("window.ran === 1")
    told = browser.ask(PROBE)
    assert told["foreign"] and told["handlers"] == 1 and told["ran"] == 1


@pytest.mark.parametrize("name", ["index", "documents", "clusters", "decisions", "ledger", "unread"])
def test_nothing_of_strangers_runs_on_a_section(name: str, browser: Browser, attacked: tuple[Path, Path]) -> None:
    page = attacked[0] / f"{name}.html"
    _unharmed(browser, page, {"index": "Overview", "unread": "Not checked"}.get(name, name.capitalize()))


def test_nothing_of_strangers_runs_on_the_pages_of_documents_and_clusters(browser: Browser, attacked: tuple[Path, Path]) -> None:
    pages = sorted((attacked[0] / "pages").rglob("*.html"))
    assert len(pages) == 17
    for page in pages:
        _unharmed(browser, page, "")
        assert browser.ask("document.querySelectorAll('main h1').length") == 1


def test_nothing_of_strangers_runs_in_a_single_file(browser: Browser, attacked: tuple[Path, Path]) -> None:
    for fragment in ("", "#documents", "#documents?verdict=0&words=%3Cscript%3E", "#%3Cimg%20src=x%20onerror=window.ran=1%3E", "#documents?rule=%22%3E%3Cscript%3E"):
        _unharmed(browser, attacked[1], "Compliance report", fragment)


@pytest.mark.parametrize("form", ["folder", "single"])
def test_the_policy_of_a_page_stops_what_the_templates_would_let_through(form: str, browser: Browser, folder: Path, single: Path, tmp_path: Path) -> None:
    planted = "<script>window.ran=1</script><img src=x onerror='window.ran=2'><style>body{display:none}</style><img src='http://127.0.0.1:9/y.png'>"
    page = tmp_path / "page.html"
    page.write_text((single if form == "single" else folder / "index.html").read_text("utf-8").replace("<main", f"{planted}<main", 1), "utf-8")
    for name in ("report.css", "report.js"):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    browser.open(page.as_uri())
    assert browser.ask("window.ran === undefined && getComputedStyle(document.body).display === 'block'")
    told = [event["params"]["entry"]["text"] for event in browser.events if event.get("method") == "Log.entryAdded"]
    assert sum("Content Security Policy" in text for text in told) >= 4
    assert browser.ask("performance.getEntriesByType('resource').filter(it => it.name.startsWith('http') && it.transferSize).length") == 0


SHOWN = "Array.from(document.querySelectorAll('main > .view')).filter(it => it.offsetParent !== null).map(it => it.id).join()"


def test_a_single_file_shows_one_page_at_a_time_without_a_script_too(browser: Browser, single: Path) -> None:
    browser.call("Emulation.setScriptExecutionDisabled", value=True)
    try:
        browser.open(single.as_uri())
        assert browser.ask(SHOWN) == "overview"
        document = browser.ask("document.querySelector('.examples a').getAttribute('href')")
        for fragment, view in (("#ledger", "ledger"), ("#documents", "documents"), (document, document[1:]), (f"{document}-f1", document[1:])):
            browser.open(single.as_uri() + fragment)
            assert browser.ask(SHOWN) == view
    finally:
        browser.call("Emulation.setScriptExecutionDisabled", value=False)


def test_a_link_of_a_single_file_leads_to_its_page(browser: Browser, single: Path) -> None:
    browser.open(single.as_uri())
    assert browser.ask(SHOWN) == "overview"
    browser.ask("document.querySelector('.examples a').click()")
    browser.until("location.hash.startsWith('#d-')")
    browser.until(f"{SHOWN} === location.hash.slice(1)")
    browser.ask("document.querySelector('.view.current .flag-list .number').click()")
    browser.until("location.hash.includes('m1')")
    assert browser.ask(SHOWN) == browser.ask("location.hash.slice(1).split('-').slice(0, 2).join('-')")
    browser.ask("document.querySelector('.top nav a[href=\"#ledger\"]').click()")
    browser.until(f"{SHOWN} === 'ledger'")


@pytest.mark.parametrize("form", ["folder", "single"])
def test_the_list_is_filtered_and_searched(form: str, browser: Browser, folder: Path, single: Path) -> None:
    browser.open((folder / "documents.html").as_uri() if form == "folder" else f"{single.as_uri()}#documents")
    found = "document.querySelector('[data-found]').textContent"
    browser.until(f"{found} !== ''")
    whole = browser.ask(found)
    total = int(whole.split()[0])
    assert whole == "55 documents of 55"
    verdicts = "Array.from(document.querySelectorAll('[data-rows] .verdict'), it => it.textContent)"
    set_to = "((name, value) => { const it = document.querySelector('[data-filters]').elements[name]; it.value = value; it.dispatchEvent(new Event('input', {bubbles: true})); })"
    browser.ask(f"{set_to}('verdict', '0')")
    blocked = browser.ask(verdicts)
    assert set(blocked) == {"Blocked"} and 0 < len(blocked) < total
    assert browser.ask("location.hash").endswith("?verdict=0")
    browser.ask(f"{set_to}('verdict', '')")
    browser.ask(f"{set_to}('words', 'PART 24 quay')")
    assert browser.ask("Array.from(document.querySelectorAll('[data-rows] th bdi'), it => it.textContent)[0]") == "Lamps on the quay, part 24"
    assert browser.ask(found) == f"1 document of {total}"
    browser.ask("document.querySelector('[data-filters] button').click()")
    browser.until(f"{found} === '{whole}'")
    assert browser.ask("document.querySelector('[data-rows] th a').href").startswith("file:")
    assert all(it.startswith("file:") for it in browser.requests())


def test_a_number_on_the_first_page_leads_to_the_list_that_it_counts(browser: Browser, folder: Path) -> None:
    browser.open((folder / "index.html").as_uri())
    number = int(browser.ask("document.querySelector('.legend .v-blocked b').textContent"))
    browser.open(browser.ask("document.querySelector('.legend .v-blocked a').href"))
    browser.until("document.querySelector('[data-found]').textContent !== ''")
    assert browser.ask("document.querySelector('[data-found]').textContent").startswith(f"{number} document")
    assert browser.ask("document.querySelector('[data-filters]').elements.verdict.value") == "0"


def test_no_page_is_wider_than_a_phone(browser: Browser, folder: Path) -> None:
    browser.size(390, 844)
    pages = [*(folder / f"{name}.html" for name in ("index", "documents", "clusters", "decisions", "ledger", "unread")), *sorted((folder / "pages").rglob("*.html"))[:4]]
    wide = []
    for page in pages:
        browser.open(page.as_uri())
        if browser.ask("document.documentElement.scrollWidth") > 390:
            wide.append(page.name)
    browser.size(1400, 900)
    assert wide == []
