(() => {
"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const words = data.words;
const form = document.getElementById("search");
const query = document.getElementById("q");
const count = document.getElementById("count");
const kept = document.getElementById("kept");
const empty = document.getElementById("empty");
const heading = document.getElementById("h-trainings");
const cards = [...document.querySelectorAll("#cards article")];
const groups = [...document.querySelectorAll("#cards .level")];
const boxes = [...form.querySelectorAll("input[type=checkbox]")];
const lists = [...form.querySelectorAll("select")];
const places = new Map(data.trainings.map((training, place) => [training.key, place]));

const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
  .replace(/œ/g, "oe").replace(/æ/g, "ae").replace(/[’'‐‑-]/g, " ");
const texts = data.trainings.map((training) => folded(training.words));
const fill = (pattern, values) =>
  pattern.replace(/@(\w+)/g, (whole, name) => (name in values ? values[name] : whole));

document.documentElement.classList.add("js");
if (!matchMedia("(min-width: 60rem)").matches) document.getElementById("filters").open = false;

let state = {};

// What the address says: #q=…&family=…&level=5,7&after=…
function read() {
  const told = location.hash.slice(1);
  if (told && !told.includes("=")) return false;
  const given = new URLSearchParams(told);
  state = { q: given.get("q") || "", after: given.get("after") || "" };
  for (const facet of data.facets) {
    state[facet] = (given.get(facet) || "").split(",").filter(Boolean);
  }
  if (!places.has(state.after)) state.after = "";
  return true;
}

function write() {
  const told = new URLSearchParams();
  for (const [name, value] of Object.entries(state)) {
    if (value.length) told.set(name, Array.isArray(value) ? value.join(",") : value);
  }
  const said = told.toString();
  history.replaceState(null, "", "#" + (said || "trainings"));
}

// The places of the trainings that the filters leave, one facet set aside where it is named.
function found(aside) {
  const asked = folded(state.q).split(/\s+/).filter(Boolean);
  const after = state.after ? new Set(data.trainings[places.get(state.after)].after) : null;
  const facets = data.facets.filter((facet) => facet !== aside && state[facet].length);
  const left = [];
  data.trainings.forEach((training, place) => {
    if (after && !after.has(place)) return;
    if (!facets.every((facet) => training[facet].some((key) => state[facet].includes(key)))) return;
    if (!asked.every((word) => texts[place].includes(word))) return;
    left.push(place);
  });
  return left;
}

function counts(facet) {
  const told = new Map();
  for (const place of found(facet)) {
    for (const key of data.trainings[place][facet]) told.set(key, (told.get(key) || 0) + 1);
  }
  return told;
}

function show() {
  const left = new Set(found());
  cards.forEach((card) => { card.hidden = !left.has(Number(card.dataset.i)); });
  groups.forEach((group) => { group.hidden = !group.querySelector("article:not([hidden])"); });
  const n = left.size, of = cards.length;
  const said = n === of ? (n === 1 ? words.one : words.many) : n ? words.some : words.none;
  count.textContent = fill(said, { n, of });
  empty.hidden = n > 0;
  for (const list of lists) {
    const told = counts(list.name);
    for (const option of list.options) {
      if (option.value) {
        const values = { label: option.dataset.label, n: told.get(option.value) || 0 };
        option.textContent = fill(words.counted, values);
      }
    }
    list.value = state[list.name][0] || "";
  }
  const levels = boxes.length ? counts(boxes[0].name) : new Map();
  for (const box of boxes) {
    box.checked = state[box.name].includes(box.value);
    box.nextElementSibling.querySelector("small").textContent = levels.get(box.value) || 0;
  }
  if (query.value !== state.q) query.value = state.q;
  showKept();
}

function showKept() {
  const lines = [];
  const add = (label, remove) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label + " ✕";
    button.setAttribute("aria-label", fill(words.remove, { label }));
    button.addEventListener("click", () => { remove(); changed(); count.focus(); });
    const line = document.createElement("li");
    line.append(button);
    lines.push(line);
  };
  if (state.after) {
    const title = data.trainings[places.get(state.after)].title;
    add(fill(words.after, { title }), () => { state.after = ""; });
  }
  if (state.q) add(fill(words.search, { q: state.q }), () => { state.q = ""; });
  for (const list of lists) {
    const chosen = list.selectedOptions[0];
    if (list.value) add(chosen.dataset.label, () => { state[list.name] = []; });
  }
  for (const box of boxes) {
    if (box.checked) {
      const label = box.nextElementSibling.firstChild.textContent.trim();
      add(label, () => { state[box.name] = state[box.name].filter((key) => key !== box.value); });
    }
  }
  kept.replaceChildren(...lines);
}

function changed() { write(); show(); }

function forget() {
  state = { q: "", after: "" };
  for (const facet of data.facets) state[facet] = [];
}

function clear() {
  forget();
  changed();
  query.focus();
}

// An address was followed: filters are applied and the list shown, or a card is uncovered.
function follow(isFirst) {
  if (read()) {
    show();
    if (location.hash.includes("=")) {
      heading.scrollIntoView();
      if (!isFirst) heading.focus({ preventScroll: true });
    }
    return;
  }
  const target = document.getElementById(location.hash.slice(1));
  if (isFirst || (target && target.hidden)) forget();
  show();
  if (target) {
    target.scrollIntoView();
    if (target.tabIndex === -1) target.focus({ preventScroll: true });
  }
}

let waiting = 0;
query.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => { state.q = query.value.trim(); changed(); }, 120);
});
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("change", (event) => {
  const control = event.target;
  if (control.tagName === "SELECT") state[control.name] = control.value ? [control.value] : [];
  else if (control.type === "checkbox") {
    state[control.name] = boxes.filter((box) => box.checked).map((box) => box.value);
  } else return;
  changed();
});
document.getElementById("clear").addEventListener("click", clear);
empty.querySelector("button").addEventListener("click", clear);
// The word of an address comes late: by then a quick hand may have set another one.
addEventListener("hashchange", (event) => {
  if (event.newURL === location.href) follow(false);
});
count.tabIndex = -1;
follow(true);
})();
