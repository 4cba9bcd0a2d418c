/* The article page: one segment at a time is open, its text is kept until it has been saved.

   All HTML comes from our own server, which has escaped what is in it; text that this script
   puts in is text. Sections: the page, what is unsaved, the server, effort, the editor, findings,
   what stands beside, saving, other tabs, moving, filters and finding, keys, the start. */

const $ = (id) => document.getElementById(id);

/* The page. */

const desk = $("review");
const words = JSON.parse($("words").textContent);
const [editor, field, facts, findings, beside] = ["editor", "field", "facts", "findings", "beside"].map($);
const { at } = desk.dataset;

let lines = [...desk.querySelectorAll(".line")];
const places = new Map(); // key -> where in `lines` its sentence stands
const saved = new Map(); // key -> the text in the file
const originals = new Map(
  [...desk.querySelectorAll(".original")].map((original) => [original.dataset.number, original]),
);
lines.forEach((line, place) => {
  const { key } = line.dataset;
  places.set(key, [...(places.get(key) ?? []), place]);
  saved.set(key, line.textContent);
});

let active = null; // the line whose place the editor has taken
let composing = false; // an input method is at work

const keyOf = (line) => line.dataset.key;
const firstOf = (key) => lines[places.get(key)[0]];
const isActive = (key) => active !== null && keyOf(active) === key;
const isReviewed = (line) => line.dataset.state === "reviewed";

function fragment(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  made.textContent = text;
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  return made;
}

/* The parts of a text, tags set off from the words around them; together they are the text. */
const TAG = /(<\/?[1-9]\d{0,3}\/?>)/;

function pieces(text) {
  return text.split(TAG).map((part, place) => (place % 2 ? element("i", part, { class: "tag" }) : part));
}

const tagsOf = (text) => text.split(TAG).filter((_, place) => place % 2);

function filled(text, ...values) {
  return text.replace(/\{(\d)\}/g, (_, place) => values[place]);
}

function say(text) {
  $("said").textContent = text;
}

function hint(text, isGrave = false) {
  $("hint").textContent = text;
  $("hint").classList.toggle("grave", isGrave);
}

/* What is unsaved, by key: the text, and the fingerprint of what it began from. */

const prefix = `review:${document.body.dataset.project}:${at}:`;
const unsaved = new Map();
let storageFails = false;

const textOf = (key) => unsaved.get(key)?.text ?? saved.get(key);

function keep(key, text) {
  if (text === saved.get(key)) return forget(key);
  const expected = unsaved.get(key)?.expected ?? firstOf(key).dataset.expected;
  unsaved.set(key, { text, expected });
  store(key);
}

function store(key) {
  try {
    localStorage.setItem(prefix + key, JSON.stringify(unsaved.get(key)));
  } catch {
    storageFails = true;
    hint(words.no_storage, true);
  }
}

function forget(key) {
  unsaved.delete(key);
  try {
    localStorage.removeItem(prefix + key);
  } catch {
    storageFails = true;
  }
}

/* Put what an earlier visit left unsaved back into its places, and say so. */
function restore() {
  const orphans = [];
  const restored = [];
  for (const [name, value] of stored()) {
    const key = name.slice(prefix.length);
    let kept;
    try {
      kept = JSON.parse(value);
    } catch {
      continue;
    }
    if (typeof kept?.text !== "string") continue;
    if (!places.has(key)) orphans.push([name, kept.text]);
    else if (kept.text === saved.get(key)) localStorage.removeItem(name);
    else {
      unsaved.set(key, { text: kept.text, expected: String(kept.expected) });
      restored.push(firstOf(key));
      refresh(key);
    }
  }
  if (!restored.length && !orphans.length) return;
  const notice = $("notice");
  if (restored.length) {
    notice.append(element("span", words.restored));
    for (const line of restored.sort((one, other) => one.dataset.number - other.dataset.number)) {
      const button = element("button", line.dataset.number, { type: "button", class: "quiet" });
      button.addEventListener("click", () => open(firstOf(keyOf(line))));
      notice.append(" ", button);
    }
  }
  for (const [name, text] of orphans) {
    const box = element("p", `${words.orphans} `);
    const button = element("button", words.discard, { type: "button", class: "quiet" });
    button.addEventListener("click", () => (localStorage.removeItem(name), box.remove()));
    box.append(element("q", text, { lang: desk.dataset.language }), " ", button);
    notice.append(box);
  }
  notice.hidden = false;
}

function stored() {
  try {
    return Object.entries(localStorage).filter(([name]) => name.startsWith(prefix));
  } catch {
    storageFails = true;
    return [];
  }
}

// Another tab tidies away what it has saved, or thought better of, under the same name.
addEventListener("storage", ({ key: name, newValue }) => {
  const key = name?.startsWith(prefix) && name.slice(prefix.length);
  if (newValue === null && unsaved.has(key)) store(key);
});

addEventListener("beforeunload", (event) => {
  if (storageFails && unsaved.size) event.preventDefault();
});

/* The server. */

class Refused extends Error {
  constructor(status, answer) {
    const said = [answer.message || words.failed, answer.hint].filter(Boolean);
    super(said.map((text) => text.replace(/(?<![.!?])$/, ".")).join(" "));
    this.status = status;
    this.answer = answer;
  }
}

const waiting = new Map(); // key -> what is saved once the server is back
let isAway = false;

async function ask(what, body) {
  const response = await fetch(`/${what}/${at}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(20_000),
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(response.status, answer);
  return answer;
}

function banner(text) {
  $("banner").textContent = text;
  $("banner").hidden = !text;
}

function lost() {
  if (isAway) return;
  isAway = true;
  banner(words.lost);
  setTimeout(callAgain, 1_000);
}

async function callAgain() {
  try {
    await fetch("/static/icon.svg", {
      method: "HEAD",
      cache: "no-store",
      signal: AbortSignal.timeout(3_000),
    });
  } catch {
    setTimeout(callAgain, 1_000);
    return;
  }
  isAway = false;
  if (await saveWaiting()) {
    banner(words.back);
    setTimeout(() => $("banner").textContent === words.back && banner(""), 4_000);
    if (active) look();
  }
}

/* Save what was to be saved while the server was away, unless somebody has typed on. */
async function saveWaiting() {
  for (const [key, body] of [...waiting]) {
    waiting.delete(key);
    if (textOf(key) !== body.target) continue;
    try {
      const before = { key, target: saved.get(key), reviewed: isReviewed(firstOf(key)) };
      settle(await ask("save", body), body, body.undo ? null : before);
    } catch (error) {
      if (!(error instanceof Refused)) {
        waiting.set(key, body);
        lost();
        return false;
      }
      if (error.status === 403) {
        waiting.set(key, body);
        banner(words.stale);
        return false;
      }
      if (isActive(key)) await refused(error, body, true);
      else if (error.status !== 409) say(error.message);
    } finally {
      refresh(key);
    }
  }
  return true;
}

/* Effort: seconds in which somebody was at work on a segment, and what was typed. */

const IDLE = 60_000;
const effort = new Map();
let lastSign = performance.now();

function spent(key) {
  if (!effort.has(key)) effort.set(key, { seconds: 0, keystrokes: 0 });
  return effort.get(key);
}

function sign() {
  const now = performance.now();
  if (active && !document.hidden) spent(keyOf(active)).seconds += Math.min(now - lastSign, IDLE) / 1_000;
  lastSign = now;
}

for (const event of ["keydown", "pointerdown", "pointermove", "wheel"])
  document.addEventListener(event, sign, { passive: true });
document.addEventListener("visibilitychange", () => {
  // A hidden page counts nothing, but what came before does.
  if (document.hidden && active)
    spent(keyOf(active)).seconds += Math.min(performance.now() - lastSign, IDLE) / 1_000;
  lastSign = performance.now();
  const isStale = $("banner").textContent === words.stale;
  if (!document.hidden && !isAway && (waiting.size || isStale)) saveWaiting().then((all) => all && banner(""));
});

/* The editor. */

/* Show a segment's text in all its places, the unsaved one if there is one. */
function refresh(key) {
  const isUnsaved = unsaved.has(key) || waiting.has(key);
  for (const place of places.get(key)) {
    const line = lines[place];
    if (line.textContent !== textOf(key)) line.replaceChildren(...pieces(textOf(key)), line.querySelector("template"));
    line.toggleAttribute("data-unsaved", isUnsaved);
  }
}

function open(line, { y = null, caret = 0, still = false } = {}) {
  if (line === active) return field.focus();
  sign();
  const top = y ?? (active ? field : line).getBoundingClientRect().top;
  leave();
  active = line;
  const key = keyOf(line);
  line.after(editor);
  line.hidden = true;
  editor.hidden = false;
  const original = originals.get(line.dataset.number);
  original.classList.add("here");
  $("original").replaceChildren(...pieces(original.textContent));
  editor.querySelector('[data-act="tag"]').hidden = !TAG.test(original.textContent);
  field.value = textOf(key);
  grow();
  hint("");
  fill();
  field.focus({ preventScroll: true });
  field.setSelectionRange(caret, caret);
  if (!still) steady(top);
  bring(key);
  if (unsaved.has(key)) look();
  tell({ kind: "open", key });
  remember(key);
}

/* Fold the editor away; what is unsaved stays to be seen in the text. */
function leave() {
  if (!active) return;
  sign();
  chord = null;
  refresh(keyOf(active));
  originals.get(active.dataset.number).classList.remove("here");
  active.hidden = false;
  lines.forEach((line) => line.tabIndex === 0 && (line.tabIndex = -1));
  active.tabIndex = 0;
  editor.hidden = true;
  active = null;
}

/* Show what the line itself brings along: its state, where it comes from, its findings. */
function fill() {
  const parts = active.querySelector("template").content.cloneNode(true);
  facts.replaceChildren(parts.querySelector(".facts"));
  findings.replaceChildren(...parts.querySelector(".found").childNodes);
}

/* Keep the field where the eye is, with room for all of the editor and two more findings. */
function steady(top) {
  const size = editor.getBoundingClientRect().bottom - field.getBoundingClientRect().top;
  const lowest = Math.max(innerHeight * 0.5, innerHeight - size - 96);
  const wanted = Math.min(Math.max(top, innerHeight * 0.22), lowest);
  const settled = () => scrollBy(0, field.getBoundingClientRect().top - wanted);
  settled();
  requestAnimationFrame(settled); // what comes into view may be higher than it was thought to be
}

const growsItself = CSS.supports("field-sizing", "content");

function grow() {
  if (growsItself) return;
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight + 2}px`;
}

// On paper the field's text stands in its place.
addEventListener("beforeprint", () => active && refresh(keyOf(active)));

/* Put text in as if it were typed, so that the browser's own undo knows of it. */
function put(text, isWhole) {
  field.focus();
  if (isWhole) field.select();
  const isDone = document.execCommand(text ? "insertText" : "delete", false, text);
  if (isDone || (isWhole ? field.value === text : !text)) return;
  field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  typed();
}

/* Put in the next tag that the sentence has and the text has not; a pair around what is selected. */
function putTag() {
  const there = tagsOf(field.value);
  const missing = tagsOf($("original").textContent).filter((tag) => {
    const place = there.indexOf(tag);
    if (place >= 0) there.splice(place, 1);
    return place < 0;
  });
  if (!missing.length) return hint(words.no_tag);
  const [tag] = missing;
  const closing = tag.replace("<", "</");
  const chosen = field.value.slice(field.selectionStart, field.selectionEnd);
  if (chosen && missing.includes(closing)) return put(tag + chosen + closing, false);
  field.setSelectionRange(field.selectionEnd, field.selectionEnd);
  put(tag, false);
}

function typed() {
  const key = keyOf(active);
  spent(key).keystrokes += 1;
  sign();
  keep(key, field.value);
  grow();
  if (!composing) look();
}

field.addEventListener("input", typed);
field.addEventListener("compositionstart", () => {
  composing = true;
  clearTimeout(lookTimer);
});
field.addEventListener("compositionend", () => {
  composing = false;
  look();
});
field.addEventListener("beforeinput", (event) => {
  // A segment is one line.
  if (["insertLineBreak", "insertParagraph"].includes(event.inputType)) event.preventDefault();
});

let addressTimer = 0;

function remember(key) {
  clearTimeout(addressTimer);
  const address = new URL(location.href);
  address.searchParams.set("segment", key);
  // Browsers count these calls, and stop at a hundred within seconds.
  addressTimer = setTimeout(() => history.replaceState(null, "", address), 400);
}

/* Findings of the text as it is being typed. */

let lookTimer = 0;
let looks = 0;

function look() {
  clearTimeout(lookTimer);
  looks += 1;
  lookTimer = setTimeout(lookNow, 250, looks);
}

async function lookNow(turn) {
  if (!active) return;
  const line = active;
  const before = found().length;
  if (field.value === saved.get(keyOf(line))) fill();
  else {
    try {
      const { html } = await ask("look", { segment: keyOf(line), target: field.value });
      // The last answer wins, and none comes between an input method and its text.
      if (turn !== looks || line !== active || composing) return;
      findings.replaceChildren(fragment(html));
    } catch (error) {
      if (error instanceof Refused) return error.status === 403 && banner(words.stale);
      return lost();
    }
  }
  if (found().length !== before) say(filled(words.findings, found().length));
}

const found = () => [...findings.querySelectorAll("[data-check]")];

/* Select what a finding is about. Spans count code points, fields count UTF-16. */
function showFinding({ dataset: { start, end } }) {
  const points = [...field.value];
  const from = points.slice(0, start).join("").length;
  field.focus();
  field.setSelectionRange(from, from + points.slice(start, end).join("").length);
}

/* What stands beside. */

const besides = new Map();

function besideOf(key) {
  if (!besides.has(key)) {
    const coming = fetch(`/beside/${at}?segment=${key}`).then((answer) =>
      answer.ok ? answer.text() : Promise.reject(new Error(answer.statusText)),
    );
    coming.catch(() => besides.delete(key));
    besides.set(key, coming);
  }
  return besides.get(key);
}

async function bring(key) {
  beside.setAttribute("aria-busy", "true");
  let html = "";
  try {
    html = await besideOf(key);
  } catch {
    // Without help one can still work.
  }
  if (!isActive(key)) return;
  beside.replaceChildren(fragment(html));
  beside.scrollTop = 0;
  beside.removeAttribute("aria-busy");
  const following = next(1);
  if (following && !isAway) besideOf(keyOf(following)).catch(() => {});
}

const narrow = matchMedia("(max-width: 68rem)");
const layOut = () => (narrow.matches ? editor : desk).append(beside);
narrow.addEventListener("change", layOut);

/* Saving. */

const undoable = [];
let isSaving = false;

/* Save the open segment as it is in the field, and go on; true if that has worked. */
async function save(reviewed, { stay = false } = {}) {
  if (!active || composing || isSaving) return false;
  const key = keyOf(active);
  const target = field.value;
  if (reviewed && !target.trim()) {
    hint(words.nothing_to_approve, true);
    return false;
  }
  if (target === saved.get(key) && (!reviewed || isReviewed(active))) {
    if (!stay) move(next(1));
    return true;
  }
  sign();
  const { seconds, keystrokes } = spent(key);
  const body = {
    segment: key,
    target,
    reviewed,
    expected: unsaved.get(key)?.expected ?? active.dataset.expected,
    seconds: Math.round(seconds * 10) / 10,
    keystrokes,
  };
  const before = { key, target: saved.get(key), reviewed: isReviewed(active) };
  isSaving = true;
  try {
    settle(await ask("save", body), body, before);
  } catch (error) {
    return await refused(error, body, stay);
  } finally {
    isSaving = false;
  }
  banner("");
  if (waiting.size) saveWaiting();
  say(reviewed ? words.approved : words.saved);
  if (!stay && isActive(key) && field.value === target) move(next(1));
  return true;
}

/* Take over what the file now holds, and let the other tabs know. */
function settle(answer, sent, before = null) {
  const key = sent.segment;
  const isOpen = isActive(key);
  // The server may have put the text right: it is saved unless somebody has typed on.
  const isAll = (isOpen ? field.value : textOf(key)) === sent.target;
  take(answer.line);
  const { expected } = firstOf(key).dataset;
  if (isAll) adopt(key);
  else if (unsaved.has(key)) {
    // What was typed on begins from what has just been saved.
    unsaved.get(key).expected = expected;
    store(key);
  }
  if (before) undoable.push({ ...before, expected });
  editor.querySelector('[data-act="undo"]').disabled = !undoable.length;
  effort.delete(key);
  waiting.delete(key);
  if (answer.notice) hint(answer.notice, true);
  tell({ kind: "saved", key, html: answer.line });
}

/* Put a line of the server's in all its places. */
function take(html) {
  const fresh = fragment(html).querySelector(".line");
  const key = keyOf(fresh);
  const isOpen = isActive(key);
  const now = isOpen ? field.value : textOf(key);
  saved.set(key, fresh.textContent);
  for (const place of places.get(key)) {
    const old = lines[place];
    const line = document.importNode(fresh, true);
    line.id = old.id;
    line.tabIndex = old.tabIndex;
    line.hidden = old.hidden;
    Object.assign(line.dataset, { number: old.dataset.number, kind: old.dataset.kind });
    line.toggleAttribute("data-repeat", "repeat" in old.dataset);
    old.replaceWith(line);
    lines[place] = line;
    if (old === active) active = line;
  }
  besides.delete(key);
  if (now === saved.get(key)) forget(key);
  refresh(key);
  if (isOpen) fill();
  count();
  return key;
}

/* Let go of what was typed: the text in the file is the one that counts. */
function adopt(key) {
  forget(key);
  if (isActive(key) && field.value !== saved.get(key)) {
    field.value = saved.get(key);
    grow();
  }
  refresh(key);
}

/* Say why nothing was saved; true if it will be once the server is back. */
async function refused(error, body, stay) {
  const key = body.segment;
  if (!(error instanceof Refused) || error.status === 403) {
    waiting.set(key, body);
    if (error instanceof Refused) banner(words.stale);
    else lost();
    refresh(key);
    if (!stay && isActive(key)) move(next(1));
    return false;
  }
  if (error.status === 409 && error.answer.html) return meet(error.answer.html, body);
  hint(error.message, true);
  field.focus();
  return false;
}

/* Somebody else was faster: both texts are shown, and a person decides. */
function meet(html, body) {
  const key = body.segment;
  const parts = fragment(html);
  const held = parts.querySelector("template");
  const theirs = held.innerHTML;
  const line = held.content.querySelector(".line");
  if (line.textContent === body.target && isReviewed(line) === body.reviewed) {
    // The words are the same: only what stands beside them has changed.
    settle({ line: theirs }, body);
    return true;
  }
  held.remove();
  // Whoever has gone on meanwhile is led back.
  if (!isActive(key)) open(firstOf(key));
  $("conflict-texts").replaceChildren(parts);
  const dialog = $("conflict");
  dialog.returnValue = "edit";
  dialog.showModal();
  dialog.querySelector('[data-act="edit"]').focus();
  return new Promise((resolve) => {
    dialog.onclose = () => {
      isSaving = false;
      take(theirs);
      unsaved.delete(key);
      if (dialog.returnValue === "theirs") {
        adopt(key);
        fill();
        resolve(false);
      } else {
        keep(key, field.value);
        look();
        resolve(dialog.returnValue === "mine" ? save(body.reviewed) : false);
      }
      field.focus();
    };
  });
}

/* Undo the last save: of the open segment if it has one, else of the page. */
async function undo() {
  if (isSaving || composing) return;
  const key = active && keyOf(active);
  let place = undoable.findLastIndex((step) => step.key === key);
  if (place < 0) place = undoable.length - 1;
  if (place < 0) return;
  const [step] = undoable.splice(place, 1);
  if (step.key !== key) open(firstOf(step.key));
  // As if it were typed, so that the browser's undo gives back what was typed since the save.
  put(step.target, true);
  const body = {
    segment: step.key,
    target: step.target,
    reviewed: step.reviewed,
    expected: step.expected,
    undo: true,
  };
  isSaving = true;
  try {
    settle(await ask("save", body), body);
    hint(words.undone);
    bring(step.key);
  } catch (error) {
    await refused(error, body, true);
  } finally {
    isSaving = false;
  }
}

let dismissing = null;

function askReason(item) {
  dismissing = item.dataset.check;
  $("dismissed").textContent = item.querySelector(".message").textContent;
  $("dismissal").showModal();
  $("reason").select();
}

/* A dismissal is about the text in the file, so the one in the field is saved first. */
async function dismiss() {
  const reason = $("reason").value.trim();
  if (!reason) return;
  $("dismissal").close();
  if (!active) return;
  const key = keyOf(active);
  if (field.value !== saved.get(key) && !(await save(false, { stay: true }))) return;
  const line = firstOf(key);
  const { expected } = line.dataset;
  const now = { segment: key, target: saved.get(key), reviewed: isReviewed(line) };
  try {
    settle(await ask("dismiss", { segment: key, check: dismissing, reason, expected }), now);
    say(words.saved);
  } catch (error) {
    if (!(error instanceof Refused)) lost();
    else if (error.status === 403) banner(words.stale);
    else await refused(error, now, true);
  }
  field.focus();
}

/* Other tabs of this browser. */

const channel = "BroadcastChannel" in window ? new BroadcastChannel("review") : null;

function tell(message) {
  channel?.postMessage({ ...message, here: prefix });
}

channel?.addEventListener("message", ({ data }) => {
  if (data.here !== prefix || !places.has(data.key)) return;
  const isOpen = isActive(data.key);
  if (data.kind === "saved") {
    const isTouched = isOpen && field.value !== saved.get(data.key);
    take(data.html);
    if (isOpen && !isTouched) adopt(data.key);
    else if (isOpen) hint(words.changed, true);
  } else if (isOpen) {
    hint(words.elsewhere);
    if (data.kind === "open") tell({ kind: "here", key: data.key });
  }
});

/* Moving. */

const filters = {
  all: () => true,
  work: (line) => !isReviewed(line) && !("leftOut" in line.dataset),
  findings: (line) => line.dataset.findings !== "0",
};
let filter = "all";

function next(step, wanted = filters[filter]) {
  const from = active ? lines.indexOf(active) : step > 0 ? -1 : lines.length;
  for (let place = from + step; lines[place]; place += step) {
    const line = lines[place];
    const isWanted = wanted(line) && !("leftOut" in line.dataset);
    if (isWanted && !isActive(keyOf(line))) return line;
  }
  return null;
}

function move(line) {
  if (line) open(line);
  else if (active) {
    hint(words.no_next);
    field.focus();
  }
}

/* Beginning at the open segment, and then from the top. */
function around(wanted) {
  const from = active ? lines.indexOf(active) : -1;
  const turned = [...lines.slice(from + 1), ...lines.slice(0, from + 1)];
  return turned.find((line) => line !== active && wanted(line)) ?? null;
}

/* Filters, and finding in the page. */

function count() {
  const counted = [...places.keys()].map(firstOf).filter((line) => !("leftOut" in line.dataset));
  const reviewed = counted.filter(isReviewed).length;
  $("progress").max = counted.length || 1;
  $("progress").value = reviewed;
  $("progress-text").textContent = filled(words.of, reviewed, counted.length);
  for (const place of document.querySelectorAll("[data-count]"))
    place.textContent = counted.filter(filters[place.dataset.count]).length;
}

function choose(name) {
  const { top } = field.getBoundingClientRect();
  filter = name;
  desk.dataset.filter = name;
  for (const row of desk.querySelectorAll(".target")) {
    const inside = [...row.querySelectorAll(".line")];
    for (const line of inside) line.classList.toggle("aside", !filters[name](line));
    row.parentElement.hidden = Boolean(inside.length) && !inside.some(filters[name]) && !row.contains(editor);
  }
  if (active) steady(top);
}

/* Letters without their marks: who looks for `hop` finds `họp`. */
function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase();
}

let hits = [];

function find() {
  const wanted = plain($("within").value.trim());
  hits = !wanted
    ? []
    : lines.filter((line) => {
        const original = originals.get(line.dataset.number).textContent;
        return plain(`${original}\n${textOf(keyOf(line))}`).includes(wanted);
      });
  const marked = new Set(hits.map((line) => line.dataset.number));
  for (const each of desk.querySelectorAll(".line, .original"))
    each.classList.toggle("hit", marked.has(each.dataset.number));
  $("hits").textContent = !wanted ? "" : hits.length ? filled(words.hits, 0, hits.length) : words.no_hits;
}

function goToHit(step) {
  find();
  if (!hits.length) return;
  const order = lines.indexOf(active);
  const numbers = hits.map((line) => lines.indexOf(line));
  let place = step > 0 ? numbers.findIndex((each) => each > order) : numbers.findLastIndex((each) => each < order);
  if (place < 0) place = step > 0 ? 0 : hits.length - 1;
  $("hits").textContent = filled(words.hits, place + 1, hits.length);
  hits[place].closest(".row").hidden = false;
  open(hits[place]);
}

$("within").addEventListener("input", find);
$("within").addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229) return;
  if (event.key === "Enter") {
    event.preventDefault();
    goToHit(event.shiftKey ? -1 : 1);
  } else if (event.key === "Escape") {
    event.preventDefault();
    event.target.value = "";
    find();
    if (active) field.focus();
    else event.target.blur();
  }
});

for (const radio of document.getElementsByName("filter"))
  radio.addEventListener("change", () => choose(radio.value));

/* Keys. */

let chord = null;

const takes = () => [...beside.querySelectorAll('[data-act="take"]')];
const inserts = () => [...beside.querySelectorAll('[data-act="insert"]')];

const chords = {
  match: (number) => (number ? takes()[number - 1]?.click() : put(saved.get(keyOf(active)), true)),
  term: (number) => inserts()[number - 1]?.click(),
  dismiss: (number) => found()[number - 1]?.querySelector('[data-act="dismiss"]')?.click(),
};
const chordSize = {
  match: () => takes().length,
  term: () => inserts().length,
  dismiss: () => found().length,
};

function begin(name) {
  chord = name;
  document.body.dataset.chord = name;
  hint(words[name]);
}

function endChord() {
  chord = null;
  delete document.body.dataset.chord;
  hint("");
}

const acts = {
  approve: () => save(true),
  save: () => save(false),
  source: () => put(originals.get(active.dataset.number).textContent, true),
  undo,
  take: (button) => put(button.dataset.text, true),
  insert: (button) => put(button.dataset.text, false),
  tag: putTag,
  show: (button) => showFinding(button.closest("li")),
  dismiss: (button) => askReason(button.closest("li")),
  help: () => $("help").showModal(),
  close: (button) => button.closest("dialog").close(),
  mine: () => $("conflict").close("mine"),
  theirs: () => $("conflict").close("theirs"),
  edit: () => $("conflict").close("edit"),
  find: () => {
    $("within").focus();
    $("within").select();
  },
};

/* What works everywhere, and what needs an open segment. */
const keys = {
  "Alt+ArrowDown": () => move(next(1)),
  "Alt+PageDown": () => move(next(1)),
  "Alt+ArrowUp": () => move(next(-1)),
  "Alt+PageUp": () => move(next(-1)),
  "Ctrl+j": () => move(around(filters.work)),
  "Ctrl+e": () => move(around(filters.findings)),
  "Ctrl+k": acts.find,
  "Ctrl+/": acts.help,
  "Ctrl+s": acts.save,
  "Ctrl+Enter": acts.approve,
  "Ctrl+u": undo,
};
const keysOfSegment = {
  "Ctrl+m": () => begin("match"),
  "Ctrl+g": () => begin("term"),
  "Ctrl+i": () => begin("dismiss"),
  "Ctrl+o": acts.source,
  "Ctrl+b": acts.tag,
  Escape: () => {
    const line = active;
    leave();
    line.focus({ preventScroll: true });
  },
};
const keysOutside = { "/": acts.find, "?": acts.help };

/* Name a key by its letter, or by its place where a layout has other letters there. */
function named(event) {
  let { key } = event;
  const { code } = event;
  if (!/^[\x20-\x7e]$/.test(key) && /^Key[A-Z]$/.test(code)) key = code.slice(3);
  else if (code === "Slash" && /^[.,]$/.test(key)) key = "/"; // as Russian layouts have it
  if (key.length === 1) key = key.toLowerCase();
  const isShifted = event.shiftKey && key.length > 1;
  return (
    (event.ctrlKey || event.metaKey ? "Ctrl+" : "") + (event.altKey ? "Alt+" : "") + (isShifted ? "Shift+" : "") + key
  );
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) return;
  if (document.querySelector("dialog[open]")) {
    if (keys[named(event)]) event.preventDefault();
    return;
  }
  if (["Control", "Shift", "Alt", "Meta"].includes(event.key)) return;
  if (chord) {
    const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1];
    const [run, size] = [chords[chord], chordSize[chord]()];
    const isMatch = chord === "match";
    endChord();
    if (digit !== undefined || event.key === "Escape") {
      event.preventDefault();
      if (digit === undefined) return;
      if (Number(digit) > size || (digit === "0" && !isMatch)) hint(words.no_such);
      else run(Number(digit));
      return;
    }
  }
  const name = named(event);
  const isTyping = event.target.matches("input, textarea, select");
  const isField = event.target === field || !isTyping;
  const run =
    keys[name] ?? (active && isField ? keysOfSegment[name] : null) ?? (isTyping ? null : keysOutside[name]);
  if (run) {
    event.preventDefault();
    run();
  } else if (event.target.matches(".line") && (name === "Enter" || name === " ")) {
    event.preventDefault();
    open(event.target);
  }
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-act]");
  if (button) {
    event.preventDefault();
    acts[button.dataset.act](button);
    return;
  }
  const text = event.target.closest(".line, .original");
  if (!text || getSelection().toString()) return;
  const line = text.matches(".line") ? text : lines.find((each) => each.dataset.number === text.dataset.number);
  if (!line) return;
  const point = document.caretPositionFromPoint?.(event.clientX, event.clientY);
  const before = document.createRange();
  before.setStart(line, 0);
  if (point && text === line && line.contains(point.offsetNode)) before.setEnd(point.offsetNode, point.offset);
  open(line, { y: text.getBoundingClientRect().top, caret: before.toString().length });
});

$("dismissal").querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault();
  dismiss();
});

/* The start. */

layOut();
count();
restore();
const asked = new URLSearchParams(location.search).get("segment");
const first = places.has(asked) ? firstOf(asked) : lines.find(filters.work) ?? lines[0];
if (first) open(first, { still: first === lines[0] });
