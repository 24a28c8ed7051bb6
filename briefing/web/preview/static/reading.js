// Views to be read: the text edition, HTML, the message, what changed.

import { $, codeLines, fetchJson, fetchText, h, kilobytes, longDate } from "./dom.js";
import { address, state } from "./state.js";

const reading = $("reading");
const scrolls = new Map();
let asked = 0;
let held = "";

export function hideReading() {
  scrolls.set(held, reading.scrollTop);
  reading.hidden = true;
  asked++;
}

export function clearReading() {
  asked++;
  held = "";
  reading.replaceChildren();
}

// Show a view; the one on screen is renewed and stays where it was scrolled to.
export async function showReading(issue, line = null) {
  const turn = ++asked;
  const key = `${state.topic} ${state.day} ${state.view}`;
  scrolls.set(held, reading.hidden ? scrolls.get(held) : reading.scrollTop);
  reading.hidden = false;
  if (key !== held) reading.replaceChildren(h("p", { class: "empty" }, "One moment…"));
  let content;
  try {
    content = await { text, html, message, changes }[state.view](issue, line);
  } catch (error) {
    content = h("p", { class: "empty" }, error.message);
  }
  if (turn !== asked) return;
  reading.replaceChildren(content);
  held = key;
  const here = line && reading.querySelector("[data-here]");
  if (here) here.scrollIntoView({ block: "center" });
  else reading.scrollTop = scrolls.get(key) || 0;
}

async function text() {
  return h("pre", { class: "plain-text" }, await fetchText(address("email.txt")));
}

async function html(issue, line) {
  const source = await fetchText(address("email.html"));
  return h("div", {},
    h("p", { class: "note" }, h("strong", {}, kilobytes(issue.sizes.html)), ` of HTML; Gmail clips at ${kilobytes(issue.sizes.limit)}. What stands between %% is filled in for each subscriber.`),
    h("div", { class: "code" }, codeLines(source.split("\n"), 1, line)));
}

async function message() {
  const { size, headers, tree, raw } = await fetchJson(address("message"));
  return h("div", { class: "message" },
    h("p", { class: "note" }, h("strong", {}, kilobytes(size)), " in all, as it is sent. ", h("a", { href: address("message.eml"), download: true }, "Download message.eml"), " to open it in a mail program."),
    h("div", { class: "tree" }, h("h2", { id: "parts" }, "Parts"), node(tree)),
    h("div", {}, h("h2", { id: "fields" }, "Header fields"),
      h("div", { class: "boxed", tabindex: 0, role: "region", "aria-labelledby": "fields" }, h("table", {}, h("tbody", {}, headers.map(([name, value]) => h("tr", {}, h("th", { scope: "row" }, name), h("td", {}, value))))))),
    h("div", {}, h("h2", { id: "raw" }, "Raw"), h("div", { class: "boxed", tabindex: 0, role: "region", "aria-labelledby": "raw" }, h("pre", {}, raw))));
}

function node(part) {
  const leaf = part.children.length === 0;
  const said = [part.name, leaf ? kilobytes(part.size) : "", part.charset, part.encoding, part.disposition, part.cid].filter(Boolean);
  return h("div", {},
    h("div", { class: "node" },
      leaf ? h("a", { href: address(`message/${part.number}`), target: "_blank", rel: "noopener" }, h("strong", {}, part.type)) : h("strong", {}, part.type),
      said.map((one) => h("span", {}, one))),
    leaf ? null : h("ul", {}, part.children.map((child) => h("li", {}, node(child)))));
}

async function changes() {
  const { since, error, text: paragraphs, figures } = await fetchJson(address("changes"));
  if (!since) return h("p", { class: "empty" }, "There is no issue before this one.");
  if (error) return h("div", { class: "empty" }, h("p", {}, `The issue of ${longDate(since)} cannot be built, so there is nothing to compare:`), h("p", { class: "mono" }, error));
  const edited = paragraphs.some((one) => one.op !== "same");
  return h("div", { class: "changes" },
    h("div", {}, h("h2", { id: "figures-since" }, `Figures since ${longDate(since)}`), figureTable(figures)),
    h("div", {}, h("h2", { id: "words-since" }, `Words since ${longDate(since)}`), edited ? runs(paragraphs) : h("p", { class: "same" }, "Every word is the same.")));
}

function figureTable(figures) {
  if (!figures.length) return h("p", { class: "same" }, "Neither issue prints figures.");
  return h("div", { class: "boxed", tabindex: 0, role: "region", "aria-labelledby": "figures-since" }, h("table", {},
    h("thead", {}, h("tr", {}, ["Figure", "Before", "Now", "Change"].map((name, n) => h("th", { scope: "col", class: n ? "end" : null }, name)))),
    h("tbody", {}, figures.map((one) => h("tr", {},
      h("td", { class: one.label ? null : "mono" }, one.label || one.formula),
      h("td", { class: "end", title: one.exact_before }, one.before || "–"), h("td", { class: "end", title: one.exact_now }, one.now || "–"),
      h("td", { class: "end" }, changeOf(one)))))));
}

function changeOf({ before, now, change: by, points }) {
  if (!before) return "new";
  if (!now) return "gone";
  if (by === null) return before === now ? "same" : "changed";
  if (by === 0) return "same";
  if (points !== null) return h("span", { class: by > 0 ? "up" : "down" }, `${by > 0 ? "▲" : "▼"} ${Math.abs(points).toFixed(1)} points`);
  return h("span", { class: by > 0 ? "up" : "down" }, `${by > 0 ? "▲" : "▼"} ${Math.abs(by * 100).toFixed(Math.abs(by) < 0.1 ? 2 : 1)} %`);
}

// Paragraphs in order; those that stayed the same are folded away, run by run.
function runs(paragraphs) {
  const shown = [];
  let same = [];
  const flush = () => {
    if (same.length) shown.push(h("details", {}, h("summary", {}, `${same.length} paragraph${same.length === 1 ? "" : "s"} unchanged`), same.map((one) => h("p", { class: "paragraph same" }, one.spans[0][1]))));
    same = [];
  };
  for (const one of paragraphs) {
    if (one.op === "same") { same.push(one); continue; }
    flush();
    shown.push(h("p", { class: `paragraph ${one.op}` }, one.spans.map(([op, words]) => ({ added: h("ins", {}, words), removed: h("del", {}, words) })[op] || words)));
  }
  flush();
  return h("div", {}, shown);
}
