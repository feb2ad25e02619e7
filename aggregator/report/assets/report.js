// The table of all anime and the view of one. Text from pages is only ever set as text; links are http(s) or none.
(() => {
  "use strict";

  const $ = (id) => document.getElementById(id);
  const COLUMNS = [
    { key: "title", label: "Title", first: 1 },
    { key: "type", label: "Type", first: 1 },
    { key: "year", label: "Year", first: -1, number: true },
    { key: "episodes", label: "Episodes", first: -1, number: true },
    { key: "rating", label: "Rating", first: -1, number: true, hint: "mean of the scores, points of 10" },
    { key: "weighted", label: "Weighted", long: "Weighted rating", first: -1, number: true, hint: "Bayesian mean, points of 10" },
    { key: "count", label: "Scores", first: -1, number: true, hint: "scores averaged" },
    { key: "votes", label: "Votes", first: -1, number: true },
    { key: "apart", label: "Apart", long: "Points apart", first: -1, number: true, hint: "points between the lowest and the highest score" },
  ];
  const TYPES = {
    TV: "TV", TV_SHORT: "TV short", TV_SPECIAL: "TV special", MOVIE: "Movie", OVA: "OVA", ONA: "ONA",
    SPECIAL: "Special", MUSIC: "Music", CM: "Commercial", PV: "Promotion",
  };
  const WORDS = {
    FINISHED: "Finished", ONGOING: "Ongoing", UPCOMING: "Upcoming", CANCELLED: "Cancelled", HIATUS: "On hiatus",
    WINTER: "Winter", SPRING: "Spring", SUMMER: "Summer", FALL: "Fall", ...TYPES,
  };
  const FIELDS = {
    type: "Type", episodes: "Episodes", duration_seconds: "Per episode", status: "Status", start_date: "Began",
    end_date: "Ended", year: "Year", season: "Season", season_number: "Season number", source_material: "Adapted from",
    genres: "Genres", studios: "Studios", producers: "Producers", audio_languages: "Audio",
  };
  const OVERSCAN = 8;
  const START = { q: "", type: "", genre: "", site: "", from: "", to: "", scores: "", conflicts: "", sort: "weighted", dir: "-1", anime: "" };
  const numbers = new Intl.NumberFormat("en");
  const languages = new Intl.DisplayNames("en", { type: "language", fallback: "code" });

  let data = null;
  let folded = null; // every title of an anime, as it is searched
  let alphabet = null; // the place of each row by its title
  let base = null; // all rows, in the order that settles ties
  let order = null; // all rows, in the order that was asked for
  let view = []; // the rows that are found, in that order
  let current = 0; // place in the view that the keyboard is at
  let state = { ...START };
  const pieces = new Map();

  // --- unpacking ---

  async function unpacked(id) {
    const letters = atob($(id).textContent);
    const bytes = new Uint8Array(letters.length);
    for (let n = 0; n < letters.length; n++) bytes[n] = letters.charCodeAt(n);
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    return JSON.parse(await new Response(stream).text());
  }

  function detailOf(row) {
    const piece = Math.floor(row / data.piece);
    if (!pieces.has(piece)) {
      if (pieces.size > 20) pieces.clear();
      pieces.set(piece, unpacked(`piece-${piece}`));
    }
    return pieces.get(piece).then((details) => details[row % data.piece]);
  }

  // --- searching and sorting ---

  // Lower case, without accents, width or punctuation; lines stay lines.
  function fold(text) {
    return text.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase().replace(/[^\p{L}\p{N}\n]+/gu, " ");
  }

  function foldAll() {
    folded = new Array(data.title.length);
    for (let start = 0; start < folded.length; start += 5000) {
      const names = [];
      for (let row = start; row < Math.min(start + 5000, folded.length); row++) {
        names.push(`${data.title[row]} | ${data.also[row]}`.replace(/[\n\r]+/g, " | "));
      }
      fold(names.join("\n")).split("\n").forEach((text, n) => (folded[start + n] = text.trim()));
    }
  }

  function sorted() {
    const column = COLUMNS.find((each) => each.key === state.sort);
    const turn = Number(state.dir);
    const rows = base.slice();
    if (column.key === "title") {
      const places = titlePlaces();
      rows.sort((a, b) => turn * (places[a] - places[b]));
    } else if (column.key === "type") {
      rows.sort((a, b) => last(data.type[a] === "", data.type[b] === "") || turn * compare(data.type[a], data.type[b]));
    } else {
      const values = Float64Array.from(data[column.key], (value) => (value === null ? NaN : value));
      rows.sort((a, b) => last(values[a] !== values[a], values[b] !== values[b]) || turn * (values[a] - values[b]));
    }
    return rows;
  }

  // The place of each title in the alphabet, found once: comparing texts is slow.
  function titlePlaces() {
    if (!alphabet) {
      alphabet = new Uint32Array(folded.length);
      const rows = base.slice().sort((a, b) => compare(folded[a], folded[b]));
      rows.forEach((row, n) => (alphabet[row] = n && folded[row] === folded[rows[n - 1]] ? alphabet[rows[n - 1]] : n));
    }
    return alphabet;
  }

  const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  const last = (a, b) => (a === b ? 0 : a ? 1 : -1); // what is not known stands last, either way

  function filtered() {
    const terms = fold(state.q).split(" ").filter(Boolean);
    const genre = state.genre === "" ? -1 : data.genreNames.indexOf(state.genre);
    const site = state.site === "" ? -1 : data.siteNames.indexOf(state.site);
    const from = state.from === "" ? -Infinity : Number(state.from);
    const to = state.to === "" ? Infinity : Number(state.to);
    const dated = from > -Infinity || to < Infinity;
    const scores = Number(state.scores || 0);
    return order.filter(
      (row) =>
        (state.type === "" || data.type[row] === (state.type === "-" ? "" : state.type)) &&
        data.count[row] >= scores &&
        (state.conflicts === "" || data.conflicts[row] > 0) &&
        (!dated || (data.year[row] !== null && data.year[row] >= from && data.year[row] <= to)) &&
        (state.genre === "" || data.genres[row].includes(genre)) &&
        (state.site === "" || data.sites[row].includes(site)) &&
        terms.every((term) => folded[row].includes(term)),
    );
  }

  // --- elements ---

  // make("a", {href}, child, "text"): text is text, never markup
  function make(name, attributes = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value !== null && value !== undefined && value !== false) element.setAttribute(key, value === true ? "" : value);
    }
    element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
    return element;
  }

  const foreign = (text, attributes = {}) => make("bdi", attributes, text);

  function link(url, text) {
    let parsed = null;
    try {
      parsed = new URL(url);
    } catch {
      // no URL: no link
    }
    if (!parsed || !["http:", "https:"].includes(parsed.protocol)) return foreign(text);
    return make("a", { href: parsed.href, rel: "noopener noreferrer", target: "_blank" }, foreign(text));
  }

  function bar(value) {
    const track = make("span", { class: "track", "aria-hidden": "true" }, make("span", { class: "fill" }));
    track.firstChild.style.width = `${Math.min(Math.max(value, 0), 10) * 10}%`;
    return track;
  }

  const fixed = (value, digits) => (value === null || value === undefined ? "–" : value.toFixed(digits));
  const counted = (value) => (value === null || value === undefined ? "–" : numbers.format(value));
  const times = (count, one) => `${numbers.format(count)} ${one}${count === 1 ? "" : "s"}`;

  // --- the table: only the rows that can be seen exist ---

  const box = $("box");
  const body = $("body");
  const above = make("tr", { class: "gap", "aria-hidden": "true" }, make("td", { colspan: COLUMNS.length }));
  const below = make("tr", { class: "gap", "aria-hidden": "true" }, make("td", { colspan: COLUMNS.length }));
  let shown = new Map(); // place in the view -> row element
  let height = 0;

  function rowElement(place) {
    const row = view[place];
    const title = make(
      "a",
      { href: `#${hash({ ...state, anime: data.id[row] })}`, tabindex: place === current ? "0" : "-1", "data-place": place },
      foreign(data.title[row]),
    );
    const also = data.also[row].split("\n", 1)[0];
    const about = [TYPES[data.type[row]] ?? data.type[row], data.year[row], data.episodes[row] === null ? "" : times(data.episodes[row], "episode")];
    const low = data.rating[row] !== null && data.low[row] === 1;
    const rating = make("td", { class: "n rating" }, make("strong", {}, fixed(data.rating[row], 1)));
    if (low) rating.append(make("span", { class: "low", title: "little evidence", role: "img", "aria-label": "little evidence" }, "○"));
    if (data.rating[row] !== null) rating.append(bar(data.rating[row]));
    return make(
      "tr",
      { "aria-rowindex": place + 2, class: place % 2 ? "odd" : null },
      make("th", { scope: "row" }, title, also ? foreign(also, { class: "also" }) : "", make("span", { class: "about" }, about.filter(Boolean).join(" · "))),
      make("td", { class: "c-type" }, TYPES[data.type[row]] ?? (data.type[row] || "–")),
      make("td", { class: "n c-year" }, data.year[row] === null ? "–" : String(data.year[row])),
      make("td", { class: "n c-episodes" }, counted(data.episodes[row])),
      rating,
      make("td", { class: "n c-weighted" }, fixed(data.weighted[row], 2)),
      make("td", { class: "n c-count" }, counted(data.count[row])),
      make("td", { class: "n c-votes" }, counted(data.votes[row])),
      make("td", { class: "n c-apart" }, fixed(data.apart[row], 1)),
    );
  }

  function draw(afresh) {
    if (!data) return;
    if (afresh) {
      const columns = [...$("head").children].filter((header) => header.getClientRects().length).length;
      for (const gap of [above, below]) gap.firstChild.colSpan = columns || 1;
      body.replaceChildren(above, below);
      shown = new Map();
    }
    const first = Math.max(Math.floor(box.scrollTop / (height || 44)) - OVERSCAN, 0);
    const end = Math.min(first + Math.ceil(box.clientHeight / (height || 44)) + 2 * OVERSCAN, view.length);
    const focused = document.activeElement?.closest("#body a");
    if (focused && (focused.dataset.place < first || focused.dataset.place >= end)) box.focus({ preventScroll: true });
    // the gaps first: in between, the table must never be shorter than what is scrolled to
    above.firstChild.style.height = `${first * height}px`;
    below.firstChild.style.height = `${(view.length - end) * height}px`;
    for (const [place, element] of shown) {
      if (place < first || place >= end) {
        element.remove();
        shown.delete(place);
      }
    }
    let next = below;
    for (let place = end - 1; place >= first; place--) {
      if (!shown.has(place)) {
        const element = rowElement(place);
        body.insertBefore(element, next);
        shown.set(place, element);
      }
      next = shown.get(place);
    }
    if (shown.size && (afresh || !height)) {
      const measured = shown.values().next().value.getBoundingClientRect().height;
      if (measured && measured !== height) {
        height = measured;
        draw(false);
        return;
      }
    }
    if (!shown.has(current) && shown.size) {
      // one title can always be reached by Tab
      const reachable = body.querySelector('a[tabindex="0"]');
      if (!reachable) shown.get(first + Math.min(OVERSCAN, end - first - 1)).querySelector("a").tabIndex = 0;
    }
  }

  function moveTo(place) {
    if (!view.length) return;
    current = Math.min(Math.max(place, 0), view.length - 1);
    const head = $("head").getBoundingClientRect().height;
    const top = current * height;
    if (top < box.scrollTop) box.scrollTop = top;
    if (top + height + head > box.scrollTop + box.clientHeight) box.scrollTop = top + height + head - box.clientHeight;
    draw(false);
    for (const title of body.querySelectorAll('a[tabindex="0"]')) title.tabIndex = -1;
    const title = shown.get(current).querySelector("a");
    title.tabIndex = 0;
    title.focus({ preventScroll: true });
  }

  function refresh({ resort = false, keep = false } = {}) {
    if (!data) return;
    if (resort || !order) order = sorted();
    view = filtered();
    if (!keep) {
      current = 0;
      box.scrollTop = 0;
    }
    $("table").setAttribute("aria-rowcount", view.length + 1);
    $("found").textContent =
      view.length === data.id.length ? `${numbers.format(view.length)} anime` : `${numbers.format(view.length)} of ${numbers.format(data.id.length)} anime`;
    $("nothing").hidden = view.length > 0;
    for (const header of $("head").children) {
      const sorting = header.dataset.key === state.sort;
      header.setAttribute("aria-sort", sorting ? (state.dir === "1" ? "ascending" : "descending") : "none");
    }
    draw(true);
  }

  // --- what is asked for stands in the address, so that it can be kept and sent ---

  function hash(wanted) {
    const kept = Object.entries(wanted).filter(([key, value]) => value !== START[key]);
    return new URLSearchParams(kept).toString();
  }

  function remember() {
    const address = hash(state);
    if (address || location.hash.includes("=")) history.replaceState(null, "", `#${address}`);
  }

  function change(changes) {
    const resort = "sort" in changes || "dir" in changes;
    state = { ...state, ...changes };
    remember();
    refresh({ resort });
  }

  function sortBy(key) {
    const column = COLUMNS.find((each) => each.key === key);
    const dir = state.sort === key ? -Number(state.dir) : column.first;
    change({ sort: key, dir: String(dir) });
    $("sort").value = key;
  }

  function fromAddress() {
    const text = location.hash.slice(1);
    if (text && !text.includes("=")) return; // a section
    const asked = Object.fromEntries(new URLSearchParams(text));
    const next = { ...START };
    for (const key of Object.keys(START)) if (key in asked) next[key] = asked[key];
    if (!COLUMNS.some((each) => each.key === next.sort)) next.sort = START.sort;
    if (!["1", "-1"].includes(next.dir)) next.dir = START.dir;
    const only = hash({ ...next, anime: state.anime }) === hash(state);
    const table = state;
    state = { ...next };
    if (!only || !order) {
      showFilters();
      refresh({ resort: next.sort !== table.sort || next.dir !== table.dir });
    }
    if (state.anime) open(state.anime);
    else if ($("detail").open) $("detail").close();
  }

  const CONTROLS = { q: "q", type: "f-type", genre: "f-genre", site: "f-site", from: "f-from", to: "f-to", scores: "f-scores" };

  function showFilters() {
    for (const [key, id] of Object.entries(CONTROLS)) $(id).value = state[key];
    $("f-conflicts").checked = state.conflicts !== "";
    $("sort").value = state.sort;
  }

  // --- the view of one anime ---

  let opened = -1; // its row

  function valueText(field, value) {
    if (field === "duration_seconds") {
      const minutes = Math.floor(value / 60);
      const seconds = value % 60;
      return [minutes ? `${numbers.format(minutes)} min` : "", seconds ? `${seconds} s` : ""].filter(Boolean).join(" ") || "0 s";
    }
    if (field === "audio_languages") {
      try {
        return languages.of(value);
      } catch {
        return value; // no language tag
      }
    }
    return WORDS[value] ?? String(value);
  }

  function scaleText(score) {
    if (score.max === null || score.max === undefined) return "scale not known";
    return `${score.min ?? 0}–${score.max}`;
  }

  function scoresTable(detail) {
    const rows = detail.scores.map((score) => {
      const ten = score.max ? (score.value / score.max) * 10 : null;
      const stated = score.text && Number(score.text.replace(",", ".")) !== score.value ? `“${score.text}”` : "";
      return make(
        "tr",
        { class: score.counted ? null : "out" },
        make("th", { scope: "row" }, link(score.url, score.source), make("small", {}, score.counted ? score.kind : `${score.kind}, not averaged`)),
        make("td", { class: "n" }, make("strong", {}, String(score.value)), make("small", {}, foreign(stated))),
        make("td", { class: "n" }, scaleText(score)),
        make("td", { class: "n ten" }, fixed(ten, 2), ten === null ? "" : bar(ten)),
        make("td", { class: "n" }, counted(score.votes)),
      );
    });
    const heads = ["Source", "Score", "Scale", "Of 10", "Votes"].map((name, n) => make("th", { scope: "col", class: n ? "n" : null }, name));
    return make(
      "div",
      { class: "scroll", tabindex: "0", role: "region", "aria-label": "Scores" },
      make("table", { class: "scores" }, make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...rows)),
    );
  }

  function pageMark(detail, place) {
    const [name, url, site] = detail.sources[place];
    const mark = link(url, String(place + 1));
    mark.title = name;
    if (url) mark.setAttribute("aria-label", `page ${place + 1}, ${site ?? name}`);
    return make("sup", {}, mark);
  }

  function valueRow(detail, field) {
    const taken = detail.values?.[field];
    const said = detail.said?.[field];
    const conflict = (detail.conflicts ?? []).find(([name]) => name === field);
    const list = Array.isArray(taken) ? taken : taken === undefined ? [] : [taken];
    const cell = make("dd");
    const stated = new Map((said ?? []).map(([value, places]) => [value, places]));
    list.forEach((value, n) => {
      const places = stated.get(value) ?? [];
      const marks = places.map((place) => pageMark(detail, place));
      cell.append(make("span", { class: "value" }, foreign(valueText(field, value)), ...marks), n < list.length - 1 ? ", " : "");
    });
    if (!list.length) cell.append(make("span", { class: "hint" }, "left open"));
    const others = [...stated].filter(([value]) => !list.includes(value));
    if (others.length) {
      const texts = others.flatMap(([value, places], n) => [
        n ? ", " : "",
        make("span", { class: "value" }, foreign(valueText(field, value)), ...places.map((place) => pageMark(detail, place))),
      ]);
      cell.append(make("p", { class: conflict ? "other conflict" : "other" }, conflict ? "Disputed: " : "Also stated: ", ...texts));
    } else if (conflict) {
      cell.append(conflictText(conflict));
    }
    return make("div", {}, make("dt", {}, FIELDS[field]), cell);
  }

  function conflictText([field, taken, values]) {
    const others = values.filter((value) => value !== taken);
    return make("p", { class: "other conflict" }, "Disputed: ", ...others.flatMap((value, n) => [n ? ", " : "", foreign(String(value))]));
  }

  function part(title, ...children) {
    return make("section", {}, make("h3", {}, title), ...children);
  }

  function ratingPart(row, detail) {
    if (data.rating[row] === null) return make("p", { class: "empty" }, "Not rated: no page states a score that could be averaged.");
    const about = [
      `mean of ${times(data.count[row], "score")}`,
      data.votes[row] === null ? "" : `${times(data.votes[row], "vote")} behind them`,
      data.count[row] > 1 ? `from ${fixed(detail.lowest, 2)} to ${fixed(detail.highest, 2)}` : "one source’s word",
    ];
    const others = [
      ["Median", detail.median],
      ["Standard deviation", detail.deviation],
      ["Weighted (Bayesian)", data.weighted[row]],
      ["Weighted by votes", detail.byVotes],
      ["Adjusted for each source’s level", detail.adjusted],
    ].filter(([, value]) => value !== null && value !== undefined && data.count[row] > 0);
    return make(
      "div",
      { class: "verdict" },
      make("p", { class: "big" }, fixed(data.rating[row], 1), make("small", {}, " of 10")),
      make(
        "div",
        {},
        make("p", {}, about.filter(Boolean).join(" · ")),
        data.low[row] ? make("p", { class: "conflict" }, "○ Little evidence: fewer than two scores, or fewer than 50 votes.") : "",
        make("p", { class: "hint" }, others.map(([name, value]) => `${name} ${fixed(value, 2)}`).join(" · ")),
      ),
    );
  }

  function detailContent(row, detail) {
    const fields = Object.keys(FIELDS).filter((field) => detail.values?.[field] !== undefined || detail.said?.[field]);
    const shownFields = new Set(fields);
    const otherConflicts = (detail.conflicts ?? []).filter(([field]) => !shownFields.has(field));
    const about = [TYPES[data.type[row]] ?? data.type[row], data.year[row], data.episodes[row] === null ? "" : times(data.episodes[row], "episode")];
    const many = (detail.sources ?? []).length > 1;
    const children = [
      make("p", { class: "over" }, about.filter(Boolean).join(" · ")),
      make("h2", { id: "detail-title" }, foreign(data.title[row])),
    ];
    if (detail.titles) {
      children.push(
        make("ul", { class: "names" }, ...detail.titles.map(([name, language]) => make("li", { lang: language }, foreign(name), language ? make("small", {}, ` ${language}`) : ""))),
      );
    }
    children.push(ratingPart(row, detail));
    if (detail.scores) children.push(part("Scores", scoresTable(detail)));
    if (fields.length || otherConflicts.length) {
      children.push(
        part(
          "Values and where they come from",
          make("p", { class: "hint" }, many ? "Small numbers are the pages below that state the value." : "All of them from the one page below."),
          make(
            "dl",
            { class: "facts" },
            ...fields.map((field) => valueRow(detail, field)),
            ...otherConflicts.map((conflict) => make("div", {}, make("dt", {}, conflict[0].replaceAll("_", " ")), make("dd", {}, foreign(conflict[1]), conflictText(conflict)))),
          ),
        ),
      );
    }
    if (detail.synopsis) children.push(part("Synopsis", make("p", { class: "prose", dir: "auto" }, detail.synopsis)));
    if (detail.tags) children.push(part("Tags", make("p", {}, ...detail.tags.flatMap((tag, n) => [n ? ", " : "", foreign(tag)]))));
    const pages = (detail.sources ?? []).map(([name, url, site]) =>
      make("li", {}, link(url, name.replace(/^https?:\/\/(www\.)?/, "")), !url && site ? make("small", {}, ` ${site}`) : ""),
    );
    children.push(part("Pages", make("ol", { class: "pages" }, ...pages), detail.left ? make("p", { class: "hint" }, `and ${numbers.format(detail.left)} more: anime.jsonl names them`) : ""));
    if (detail.ids) {
      children.push(part("In other databases", make("ul", { class: "names" }, ...detail.ids.map(([source, id, url]) => make("li", {}, link(url, `${source} ${id}`))))));
    }
    children.push(make("p", { class: "hint raw" }, data.id[row]));
    return children;
  }

  async function open(id) {
    const row = data.id.indexOf(id);
    if (row < 0) return;
    opened = row;
    const detail = await detailOf(row);
    if (opened !== row) return;
    $("detail-body").replaceChildren(...detailContent(row, detail));
    const place = view.indexOf(row);
    $("before").disabled = place <= 0;
    $("after").disabled = place < 0 || place >= view.length - 1;
    if (!$("detail").open) $("detail").showModal();
    $("detail-body").scrollTop = 0;
    $("detail-body").focus({ preventScroll: true });
  }

  function step(by) {
    const place = view.indexOf(opened) + by;
    if (opened < 0 || place < 0 || place >= view.length) return;
    current = place;
    state = { ...state, anime: data.id[view[place]] };
    remember();
    open(state.anime);
  }

  // --- what a person does ---

  function listen() {
    let waiting = false;
    box.addEventListener("scroll", () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        draw(false);
      });
    }, { passive: true });
    new ResizeObserver(() => draw(true)).observe(box);

    for (const [key, id] of Object.entries(CONTROLS)) $(id).addEventListener("input", () => change({ [key]: $(id).value }));
    $("f-conflicts").addEventListener("input", () => change({ conflicts: $("f-conflicts").checked ? "1" : "" }));
    $("sort").addEventListener("input", () => {
      const column = COLUMNS.find((each) => each.key === $("sort").value);
      change({ sort: column.key, dir: String(column.first) });
    });
    $("more").addEventListener("click", () => {
      $("more").setAttribute("aria-expanded", $("filters").classList.toggle("open"));
    });
    $("filters").addEventListener("submit", (event) => event.preventDefault());
    $("filters").addEventListener("reset", (event) => {
      event.preventDefault();
      change({ ...START, sort: state.sort, dir: state.dir });
      showFilters();
    });

    box.addEventListener("keydown", (event) => {
      const page = Math.max(Math.floor(box.clientHeight / height) - 2, 1);
      const steps = { ArrowDown: current + 1, ArrowUp: current - 1, PageDown: current + page, PageUp: current - page, Home: 0, End: view.length - 1 };
      if (!(event.key in steps) || event.target.closest("thead") || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      moveTo(steps[event.key]);
    });
    box.addEventListener("focusin", (event) => {
      if (event.target.dataset.place !== undefined) current = Number(event.target.dataset.place);
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "/" || $("detail").open || event.target.matches("input, select, textarea")) return;
      event.preventDefault();
      $("q").focus();
    });
    document.addEventListener("click", (event) => {
      const asked = event.target.closest("[data-anime]");
      if (!asked || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      location.hash = hash({ ...state, anime: asked.dataset.anime });
    });

    $("detail").addEventListener("close", () => {
      const row = opened;
      opened = -1;
      if (state.anime) {
        state = { ...state, anime: "" };
        history.replaceState(null, "", `#${hash(state)}`);
      }
      const place = view.indexOf(row);
      if (place >= 0 && shown.has(current)) moveTo(place);
    });
    $("detail").addEventListener("click", (event) => {
      if (event.target === $("detail")) $("detail").close();
    });
    $("close").addEventListener("click", () => $("detail").close());
    $("before").addEventListener("click", () => step(-1));
    $("after").addEventListener("click", () => step(1));
    $("detail").addEventListener("keydown", (event) => {
      if (event.target.closest(".scroll")) return;
      if (event.key === "ArrowLeft") step(-1);
      if (event.key === "ArrowRight") step(1);
    });
    addEventListener("hashchange", fromAddress);
  }

  // --- beginning ---

  function theme() {
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const root = document.documentElement;
    const now = () => root.dataset.theme ?? (dark.matches ? "dark" : "light");
    const button = $("theme");
    const show = () => {
      button.textContent = now() === "dark" ? "Light" : "Dark";
      button.setAttribute("aria-label", `Switch to ${now() === "dark" ? "light" : "dark"} colours`);
    };
    button.addEventListener("click", () => {
      root.dataset.theme = now() === "dark" ? "light" : "dark";
      try {
        localStorage.setItem("theme", root.dataset.theme);
      } catch {
        // not remembered
      }
      show();
    });
    dark.addEventListener("change", show);
    show();
    button.hidden = false;
  }

  function ages() {
    for (const element of document.querySelectorAll("[data-age]")) {
      const days = Math.floor((Date.now() - Date.parse(element.dataset.age)) / 86400000);
      if (days >= 0) element.textContent = days === 0 ? ", today" : days === 1 ? ", yesterday" : `, ${numbers.format(days)} days ago`;
    }
  }

  function choices(id, names) {
    $(id).append(...names.map(([value, label]) => make("option", { value }, label)));
  }

  function counts(lists, names) {
    const sums = new Array(names.length).fill(0);
    for (const list of lists) for (const place of list) sums[place]++;
    return names.map((name, n) => [name, sums[n]]).sort((a, b) => compare(a[0], b[0]));
  }

  async function begin() {
    theme();
    ages();
    $("explorer").hidden = false;
    if (typeof DecompressionStream === "undefined") {
      $("found").textContent = "This browser is too old for the table: it cannot unpack it. Every line stands in anime.jsonl.";
      return;
    }
    data = await unpacked("columns");
    foldAll();
    base = Uint32Array.from(data.id, (_, row) => row);
    base.sort((a, b) => (data.weighted[b] ?? -1) - (data.weighted[a] ?? -1) || (data.rating[b] ?? -1) - (data.rating[a] ?? -1) || a - b);
    base = Array.from(base);

    const types = new Map();
    for (const type of data.type) types.set(type, (types.get(type) ?? 0) + 1);
    choices("f-type", [...types].sort((a, b) => b[1] - a[1]).map(([type, count]) => [type || "-", `${TYPES[type] ?? (type || "Not stated")} (${numbers.format(count)})`]));
    choices("f-genre", counts(data.genres, data.genreNames).map(([name, count]) => [name, `${name} (${numbers.format(count)})`]));
    choices("f-site", counts(data.sites, data.siteNames).map(([name, count]) => [name, `${name} (${numbers.format(count)})`]));
    choices("sort", COLUMNS.map((column) => [column.key, column.long ?? column.label]));
    $("head").append(
      ...COLUMNS.map((column) =>
        make(
          "th",
          { scope: "col", "data-key": column.key, class: `c-${column.key}${column.number ? " n" : ""}` },
          make("button", { type: "button", title: column.hint ?? null }, column.label),
        ),
      ),
    );
    $("head").addEventListener("click", (event) => {
      const header = event.target.closest("th");
      if (header && event.target.closest("button")) sortBy(header.dataset.key);
    });
    listen();
    fromAddress();
    if (!order) refresh({ resort: true });
    document.documentElement.dataset.ready = "yes";
    setTimeout(titlePlaces); // after the first drawing, before somebody asks
  }

  begin();
})();
