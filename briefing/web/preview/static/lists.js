// The panel: findings, figures and claims, each leading to its place.

import { figureFacts } from "./card.js";
import { showFile } from "./dialogs.js";
import { $, fetchJson, h, link, said, svg, tabs } from "./dom.js";
import { findPlace, framed, frameDocument, lead, settled } from "./stage.js";
import { address, change, state } from "./state.js";

const list = $("list");
const order = ["error", "warning", "notice"];
let issue = null;
let held = "";
let showLine = () => {};

const select = tabs($("lists"), (tab) => change({ list: tab.dataset.list }));

export function onLine(show) {
  showLine = show;
}

export function knowIssue(known) {
  issue = known;
  const worst = order.find((severity) => issue?.findings.some((one) => one.severity === severity));
  $("count-findings").dataset.level = worst || "";
  for (const name of ["findings", "figures", "claims"]) $(`count-${name}`).textContent = issue ? issue[name].length : "";
  showList();
}

// What has stayed the same is left alone: with it stay what is open, and the focus.
export function showList() {
  select($(`list-${state.list}`));
  list.setAttribute("aria-labelledby", `list-${state.list}`);
  const told = JSON.stringify([state.topic, state.day, state.list, issue?.[state.list]]);
  if (told === held) return;
  held = told;
  const open = [...list.querySelectorAll("details[open]")].map((one) => one.id);
  const top = list.dataset.list === state.list ? list.scrollTop : 0;
  list.dataset.list = state.list;
  list.replaceChildren(...(issue ? { findings, figures, claims }[state.list]() : [empty("Nothing is built yet.")]));
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  list.scrollTop = top;
}

const empty = (text) => h("p", { class: "empty" }, text);

// --- findings -------------------------------------------------------------------------------------

function findings() {
  if (!issue.findings.length) return [empty("The checks found nothing to report.")];
  const sorted = [...issue.findings].sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
  return sorted.map((finding) =>
    h("article", { class: "item", "data-severity": finding.severity },
      h("h2", {}, h("span", { class: "severity" }, finding.severity), h("span", { class: "rule" }, finding.rule)),
      h("p", {}, said(finding.message)),
      finding.hint ? h("p", { class: "hint" }, said(finding.hint)) : null,
      places(finding)));
}

function places({ source, edition, line, where, quote, marked, number }) {
  const buttons = [];
  if (source) buttons.push(place(`${source.file}${source.line ? `:${source.line}` : ""}`, () => showFile(source.file, source.line), "Lines of the template"));
  if (edition === "email" && line) buttons.push(place(`email.html:${line}`, () => showLine(line), "Line of the HTML"));
  if (quote || marked) buttons.push(place("Show in the issue", () => showPlace({ edition, quote, marked, number })));
  if (buttons.length) return h("div", { class: "places" }, buttons);
  return where ? h("p", { class: "mono hint" }, where) : null;
}

const place = (text, onclick, title) => h("button", { type: "button", class: "place", onclick, title }, text);

async function showPlace(what) {
  const wanted = what.edition || (framed(state.view) ? state.view : "email");
  change({ view: wanted });
  await settled();
  const found = frameDocument() && findPlace(what);
  if (found) lead(found);
  $("alert").textContent = found ? "" : "That place is not to be seen in this view.";
}

// --- figures --------------------------------------------------------------------------------------

function figures() {
  if (!issue.figures.length) return [empty("This issue prints no figures.")];
  return issue.figures.map((figure) => {
    const more = h("div", {});
    return h("details", { class: "item figure", id: `figure ${figure.id}`, ontoggle: (event) => event.target.open && trace(figure, more).catch((error) => more.replaceChildren(empty(error.message))) },
      h("summary", {}, h("span", { class: "number" }, figure.text), h("span", { class: figure.label ? "label" : "label mono" }, figure.label || figure.formula)),
      figureFacts(figure, false), more,
      h("div", { class: "places" }, place("Show in the issue", () => showFigure(figure.id))));
  });
}

// Open a figure in the panel, as somebody who clicked on its number wants it.
export function openFigure(id) {
  change({ list: "figures" });
  const item = document.getElementById(`figure ${id}`);
  if (!item) return;
  for (const old of list.querySelectorAll("[data-lit]")) old.removeAttribute("data-lit");
  item.open = true;
  item.setAttribute("data-lit", "");
  item.scrollIntoView({ block: "nearest" });
  item.querySelector("summary").focus();
}

async function showFigure(id) {
  if (!framed(state.view)) change({ view: "email" });
  await settled();
  const page = frameDocument();
  const found = page?.querySelector(`[data-figure="${CSS.escape(id)}"], a.figure[href="#figure-${CSS.escape(id)}"]`);
  if (found) lead(found, "data-lit");
  $("alert").textContent = found ? "" : "This figure stands in a picture, or not in running text.";
}

async function trace(figure, into) {
  if (into.childElementCount) return;
  const { observations } = await fetchJson(address(`figures/${encodeURIComponent(figure.id)}`));
  if (into.childElementCount || !observations.length) return;
  const spark = sparkline(observations);
  into.append(...(spark ? [spark] : []), h("div", { class: "observations", tabindex: 0, role: "region", "aria-label": `Observations of ${figure.label || figure.id}` },
    h("table", {},
      h("thead", {}, h("tr", {}, ["Day", "Of", "Value", "Source"].map((name) => h("th", { scope: "col", class: name === "Value" ? "end" : null }, name)))),
      h("tbody", {}, observations.map((one) =>
        h("tr", { title: `learned ${one.learned_at}` },
          h("td", {}, one.observed_at.slice(0, 10)), h("td", {}, one.entity),
          h("td", { class: "end" }, one.value.toLocaleString("en")),
          h("td", {}, one.url ? link(one.url, one.source) : one.source)))))));
}

// The observations as a line, where they are all of one thing.
function sparkline(observations) {
  const { measure, entity } = observations[0];
  if (observations.length < 3 || !observations.every((one) => one.measure === measure && one.entity === entity)) return null;
  const values = observations.map((one) => one.value);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const points = values.map((value, n) => `${(100 * n) / (values.length - 1)},${36 - (32 * (value - low)) / (high - low || 1)}`);
  return svg("svg", { class: "spark", viewBox: "0 0 100 40", preserveAspectRatio: "none", role: "img", "aria-label": `${measure} of ${entity}, from ${low.toLocaleString("en")} to ${high.toLocaleString("en")}` },
    svg("path", { class: "area", d: `M0,40 L${points.join(" L")} L100,40 Z` }), svg("path", { d: `M${points.join(" L")}` }));
}

// --- claims ---------------------------------------------------------------------------------------

function claims() {
  if (!issue.claims.length) return [empty("This issue makes no claims.")];
  const held = issue.claims.filter((claim) => claim.holds).length;
  return [h("p", { class: "sum" }, `${held} of ${issue.claims.length} hold; what does not hold is not printed.`), ...issue.claims.map(claimItem)];
}

function claimItem(claim) {
  return h("article", { class: "item", "data-severity": claim.narrow ? "warning" : "notice" },
    h("h2", {}, h("span", { class: claim.holds ? "holds" : "fails" }, claim.holds ? "✓ holds" : "✗ does not hold"), claim.narrow ? h("span", { class: "severity" }, "barely") : null),
    h("p", {}, claim.text || "(says nothing)"),
    h("p", {}, h("code", {}, claim.condition)),
    h("p", { class: "hint" }, claim.detail, claim.margin === null ? "" : `; margin ${(claim.margin * 100).toFixed(1)} %`),
    claim.holds && claim.margin !== null ? bar(claim.margin) : null,
    claim.holds ? null : h("p", { class: "hint" }, claim.handled ? "The template says something else instead." : "The template leaves it out."),
    places({ source: claim.source, quote: claim.quote }));
}

function bar(margin) {
  const width = Math.max(1, Math.min(100, margin * 100));
  return h("div", { class: "margin", "aria-hidden": "true" }, svg("svg", { viewBox: "0 0 100 4", preserveAspectRatio: "none" }, svg("rect", { width, height: 4 })));
}
