// The preview's page: what is chosen, what is built, and both on screen.

import { figureOf, hideCard, knowFigures, scrolled, showCard } from "./card.js";
import { $, fetchJson, h, kilobytes, tabs } from "./dom.js";
import { onKey } from "./keys.js";
import { knowIssue, onLine, openFigure, showList } from "./lists.js";
import { follow } from "./live.js";
import { showErrors } from "./overlay.js";
import { clearReading, hideReading, showReading } from "./reading.js";
import { clearStage, fit, framed, hideStage, onDocument, painted, showStage } from "./stage.js";
import { address, change, onChange, state } from "./state.js";

let topics = [];
let listed = ""; // the topics in the list, so that it stays open while nothing changes in it
let issue = null;
let proofed = false; // what is on screen is a proof, of which the issue is still to come

// --- what is chosen -------------------------------------------------------------------------------

const selectView = tabs($("views"), (tab) => change({ view: tab.dataset.view }));

$("topic").addEventListener("change", (event) => {
  const days = daysOf(event.target.value);
  change({ topic: event.target.value, day: days.includes(state.day) ? state.day : days.at(-1) });
});
$("day").addEventListener("change", ({ target }) => target.value && target.validity.valid && change({ day: target.value }));
$("previous").addEventListener("click", () => step(daysOf().filter((day) => day < state.day).at(-1)));
$("next").addEventListener("click", () => step(daysOf().find((day) => day > state.day)));
$("today").addEventListener("click", () => step(daysOf().at(-1)));
$("pictures").addEventListener("change", ({ target }) => change({ pictures: target.value }));
for (const name of ["width", "scheme"]) {
  $(`${name}s`).addEventListener("change", ({ target }) => change({ [name]: target.value }));
}

const daysOf = (name = state.topic) => topics.find((topic) => topic.name === name)?.days ?? [];
const step = (day) => day && change({ day });

onChange((changed) => {
  showChoices();
  if (changed.has("topic") || changed.has("day")) return open();
  if (changed.has("list")) showList();
  if (["view", "scheme", "pictures"].some((name) => changed.has(name))) show();
  else if (changed.has("width")) fit();
});

function showChoices() {
  $("topic").value = state.topic;
  $("day").value = state.day;
  $("pictures").value = state.pictures;
  for (const name of ["width", "scheme"]) document.querySelector(`input[name="${name}"][value="${state[name]}"]`).checked = true;
  const days = daysOf();
  Object.assign($("day"), { min: days[0] ?? "", max: days.at(-1) ?? "" });
  $("previous").disabled = !days.some((day) => day < state.day);
  $("next").disabled = !days.some((day) => day > state.day);
  $("today").disabled = state.day === days.at(-1);
  selectView($(`view-${state.view}`));
  $("stage").setAttribute("aria-labelledby", `view-${state.view}`);
  $("looks").hidden = !framed(state.view);
}

async function loadTopics() {
  topics = await fetchJson("/topics");
  const named = topics.map((topic) => ({ value: topic.name, said: `${topic.title}${topic.sample ? " (sample)" : ""}` }));
  // What is on screen keeps its place where its topic is gone.
  if (listed && !topics.some((topic) => topic.name === state.topic)) named.push({ value: state.topic, said: `${state.topic} (removed)` });
  const told = JSON.stringify(named);
  if (told === listed) return;
  listed = told;
  $("topic").replaceChildren(...named.map(({ value, said }) => h("option", { value }, said)));
}

const relist = () => loadTopics().then(showChoices, () => {});

// --- what is built --------------------------------------------------------------------------------

function open() {
  issue = null;
  hideCard();
  showErrors([], false);
  proofed = false;
  follow(state.topic, state.day, { busy, proof, built, topics: relist, lost: () => say("lost", "No connection: is the preview still running?") });
}

const busy = () => say("busy", "Building…");

// The picture first: what is listed beside it, and the other views, come with the issue.
async function proof(record) {
  if (framed(state.view)) {
    proofed = true;
    hideCard();
    hideReading();
    await showStage(record, true);
    await painted();
  }
  fetch(address("painted"), { method: "POST" }).catch(() => {});
}

function built(record) {
  const { errors } = record;
  showErrors(errors, record.issue !== null);
  if (errors.length) say("broken", errors.length === 1 ? "1 error" : `${errors.length} errors`);
  else say("ready", `Built in ${record.milliseconds} ms`);
  let shown = Promise.resolve();
  if (record.issue && (!errors.length || !issue || proofed)) {
    issue = record.issue;
    proofed = false;
    shown = show().then(() => (document.documentElement.dataset.version = record.version));
    showSurroundings();
  } else if (!record.issue) {
    knowIssue(null);
    clearStage();
    clearReading();
    $("inbox").hidden = true;
  }
  shown.then(relist);
}

function say(kind, text) {
  $("state").dataset.state = kind;
  $("said").textContent = text;
}

// --- both on screen -------------------------------------------------------------------------------

async function show(line = null) {
  if (!issue) return;
  hideCard();
  $("inbox").hidden = state.view !== "email";
  if (framed(state.view)) {
    hideReading();
    await showStage(issue);
  } else {
    hideStage();
    await showReading(issue, line);
  }
}

function showSurroundings() {
  knowFigures(issue.figures);
  knowIssue(issue);
  document.title = `${issue.title} · Preview`;
  $("subject").textContent = issue.subject;
  $("preheader").textContent = issue.preheader ? `– ${issue.preheader}` : "";
  $("sender").textContent = issue.sender;
  $("avatar").textContent = issue.sender.replace(/^\W+/, "").slice(0, 1).toUpperCase();
  showSize(issue.sizes);
}

// The line stands at 85 % of the scale, so that what lies beyond it can be seen.
function showSize({ html, limit, message }) {
  const level = html > limit ? "error" : html > 0.9 * limit ? "warning" : "good";
  $("amount").style.width = `${Math.min(100, (85 * html) / limit)}%`;
  $("size").dataset.level = level;
  $("size").title = `The email's HTML; with text and pictures the message has ${kilobytes(message)}`;
  $("size").setAttribute("aria-valuenow", Math.min(limit / 1024, html / 1024).toFixed(0));
  $("size-said").textContent = `${kilobytes(html)} of ${kilobytes(limit)}`;
  $("size").setAttribute("aria-valuetext", `${$("size-said").textContent}${level === "error" ? ": Gmail clips this email" : ""}`);
}

onLine((line) => {
  change({ view: "html" });
  show(line);
});

onDocument((page) => {
  const point = ({ target }) => {
    const figure = figureOf(target);
    if (figure) showCard(figure);
    else hideCard();
  };
  page.addEventListener("pointerover", point);
  page.addEventListener("focusin", point);
  page.addEventListener("scroll", () => scrolled(page.activeElement));
  page.documentElement.addEventListener("pointerleave", hideCard);
  page.addEventListener("click", (event) => follows(event, page));
  page.addEventListener("keydown", (event) => {
    const figure = figureOf(event.target);
    if (figure && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      pin(figure);
    } else {
      onKey(event);
    }
  });
});

function pin(figure) {
  hideCard();
  openFigure(figure.id);
}

// A figure opens in the panel; a link opens beside the preview, never in its frame.
function follows(event, page) {
  const figure = figureOf(event.target);
  const anchor = event.target.closest("a[href]");
  if (figure) {
    event.preventDefault();
    pin(figure);
  } else if (anchor && anchor.getAttribute("href").startsWith("#")) {
    event.preventDefault();
    page.getElementById(decodeURIComponent(anchor.hash.slice(1)))?.scrollIntoView();
  } else if (anchor) {
    event.preventDefault();
    if (/^(https?|mailto):/.test(anchor.href)) window.open(anchor.href, "_blank", "noopener,noreferrer");
  }
}

// --- begin ----------------------------------------------------------------------------------------

async function begin() {
  try {
    await loadTopics();
  } catch (error) {
    say("broken", error.message);
    return;
  }
  const topic = topics.find((one) => one.name === state.topic) ?? topics[0];
  if (!topic) {
    say("broken", "This publication has no topics yet: briefing new makes one");
    return setTimeout(begin, 1000);
  }
  const day = /^\d{4}-\d\d-\d\d$/.test(state.day) ? state.day : topic.days.at(-1);
  state.topic = "";
  change({ topic: topic.name, day });
}

showChoices();
begin();
