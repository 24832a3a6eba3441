"use strict";
/* Shows parts of a single file as pages, and filters the list of documents. Data from documents is only ever set as text. */
(function () {
  const body = document.body, root = body.dataset.root || "", single = body.classList.contains("single");
  const PAGE = 100, VERDICTS = ["blocked", "review", "duties", "clear"], CALLED = ["Blocked", "To review", "Duties", "Clear"];

  /* A single file: one view at a time. What follows a question mark is the filter of the list. */
  function route() {
    const name = decodeURIComponent((location.hash || "#overview").slice(1).split("?")[0]) || "overview";
    const target = document.getElementById(name) || document.getElementById("overview");
    const view = target.closest(".view");
    if (!view) return;
    for (const other of document.querySelectorAll("main > .view.current")) if (other !== view) other.classList.remove("current");
    view.classList.add("current");
    body.classList.add("routed");
    for (const link of document.querySelectorAll(".top nav a")) {
      if (link.getAttribute("href") === "#" + view.id) link.setAttribute("aria-current", "page"); else link.removeAttribute("aria-current");
    }
    if (target === view) scrollTo(0, 0); else target.scrollIntoView();
    if (view.id === "documents") list();
  }

  let started = false, rows = [], names = null, total = 0, waiting = 0, page = 0, found = [], form = null;
  const table = document.querySelector("[data-rows]");

  function list() {
    if (!table) return;
    form = document.querySelector("[data-filters]");
    restore();
    if (started) { update(); return; }
    started = true;
    form.hidden = false;
    form.addEventListener("input", changed);
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.addEventListener("reset", function () { setTimeout(changed, 0); });
    for (const button of document.querySelectorAll("[data-step]")) button.addEventListener("click", function () { page += Number(button.dataset.step); draw(); table.closest("table").scrollIntoView(); });
    if (single) {
      const blocks = Array.from(document.querySelectorAll("script[data-block]"));
      names = JSON.parse(blocks[0].textContent);
      total = names.total;
      for (const block of blocks.slice(1)) take(JSON.parse(block.textContent));
      update();
    } else load("names");
  }

  /* The files of the list come one after the other, each as a script, since pages on a disk may not read files. */
  function load(name) {
    const script = document.createElement("script");
    waiting += 1;
    script.onerror = function () { waiting -= 1; say("The file data/" + name + ".js beside this page cannot be read, so the list is not whole."); };
    script.onload = function () { waiting -= 1; script.remove(); };
    script.src = root + "data/" + name + ".js";
    document.head.appendChild(script);
  }
  window.complianceReport = function (part, data) {
    if (part === "names") { names = data; total = data.total; if (data.parts) load("rows-0"); else update(); return; }
    take(data);
    if (part + 1 < names.parts) setTimeout(function () { load("rows-" + (part + 1)); }, 0);
    update();
  };
  function take(some) { for (const row of some) rows.push(row); }

  /* A row: verdict, title, id, page, rules, holders, section, source, month, date, open flags, decided flags, licences; then the
     words to search, once they were asked for. */
  function keep(row, want) {
    if (want.verdict !== "" && row[0] !== Number(want.verdict)) return false;
    if (want.rule !== "" && !row[4].includes(Number(want.rule))) return false;
    if (want.holder !== "" && !row[5].includes(Number(want.holder))) return false;
    if (want.licence !== "" && !row[12].includes(Number(want.licence))) return false;
    if (want.section !== "" && row[6] !== Number(want.section)) return false;
    if (want.source !== "" && row[7] !== Number(want.source)) return false;
    if (want.month !== "" && row[8] !== Number(want.month)) return false;
    if (want.flags === "open" && !row[10]) return false;
    if (want.flags === "decided" && !(row[11] && !row[10])) return false;
    if (!want.words.length) return true;
    if (row.length < 14) row.push((row[1] + "\n" + row[2] + "\n" + row[5].map(function (at) { return names.holder[at]; }).join("\n")).toLowerCase());
    return want.words.every(function (word) { return row[13].includes(word); });
  }

  function wanted() {
    const want = { words: form.elements.words.value.toLowerCase().split(/\s+/).filter(Boolean) };
    for (const key of ["verdict", "rule", "holder", "licence", "section", "source", "month", "flags"]) want[key] = form.elements[key] ? form.elements[key].value : "";
    return want;
  }
  function restore() {
    const query = new URLSearchParams(location.hash.split("?")[1] || "");
    for (const input of form.elements) if (input.name) {
      const value = query.get(input.name) || "";
      if (input.tagName === "SELECT" && value && !Array.from(input.options).some(function (option) { return option.value === value; })) input.add(new Option("This one", value));
      input.value = value;
    }
  }
  function changed() {
    const query = new URLSearchParams();
    for (const input of form.elements) if (input.name && input.value) query.set(input.name, input.value);
    const text = query.toString();
    history.replaceState(null, "", (single ? "#documents" : "#") + (text ? "?" + text : ""));
    page = 0;
    update();
  }
  function update() {
    if (!names) return;
    const want = wanted();
    found = rows.filter(function (row) { return keep(row, want); });
    draw();
  }

  function say(text) { document.querySelector("[data-found]").textContent = text; }
  function count(number) { return number.toLocaleString("en"); }
  function cell(tag, text, kind) { const made = document.createElement(tag); if (kind) made.className = kind; if (text !== "") { const inner = document.createElement("bdi"); inner.textContent = text; made.appendChild(inner); } return made; }

  function draw() {
    const pages = Math.max(1, Math.ceil(found.length / PAGE));
    page = Math.min(Math.max(page, 0), pages - 1);
    table.replaceChildren.apply(table, found.slice(page * PAGE, page * PAGE + PAGE).map(line));
    const read = rows.length < total ? " · " + count(rows.length) + " read so far" : "";
    say(count(found.length) + (found.length === 1 ? " document" : " documents") + " of " + count(total) + read);
    const paging = document.querySelector("[data-paging]");
    paging.hidden = pages === 1;
    paging.querySelector("[data-page]").textContent = "Page " + count(page + 1) + " of " + count(pages);
    paging.querySelector("[data-step='-1']").disabled = page === 0;
    paging.querySelector("[data-step='1']").disabled = page === pages - 1;
  }

  function line(row) {
    const made = document.createElement("tr"), verdict = document.createElement("span"), first = document.createElement("td"), name = document.createElement("th");
    verdict.className = "verdict small v-" + VERDICTS[row[0]];
    verdict.textContent = CALLED[row[0]];
    first.appendChild(verdict);
    name.scope = "row";
    const title = document.createElement("bdi");
    title.textContent = row[1] || row[2];
    if (/^d-[0-9a-f]{16}$/.test(row[3])) {
      const link = document.createElement("a");
      link.href = single ? "#" + row[3] : root + "pages/" + row[3].slice(2, 4) + "/" + row[3] + ".html";
      link.appendChild(title);
      name.appendChild(link);
    } else name.appendChild(title);
    if (row[1] && row[1] !== row[2]) name.appendChild(cell("small", row[2]));
    const open = cell("td", count(row[10]), "n"), decided = cell("td", count(row[11]), "n");
    open.dataset.name = "open"; decided.dataset.name = "decided";
    made.append(first, name, cell("td", names.section[row[6]]), cell("td", names.source[row[7]]), cell("td", row[9]), open, decided);
    return made;
  }

  if (single) { addEventListener("hashchange", route); route(); }
  else if (table) {
    /* The first rows stand on the page already; the data comes once it is shown. */
    const start = function () { addEventListener("hashchange", list); setTimeout(list, 0); };
    if (document.readyState === "complete") start(); else addEventListener("load", start);
  }
})();
