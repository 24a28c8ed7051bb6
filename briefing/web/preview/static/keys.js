// Single keys for what is done all day; they can be switched off (WCAG 2.1.4).

import { hideCard } from "./card.js";
import { dialogOpen, openKeys, openSending } from "./dialogs.js";
import { $, h } from "./dom.js";
import { errorsShown, setFolded, toggleFolded } from "./overlay.js";
import { change, cycle, state, views } from "./state.js";

const focusList = (list) => () => { change({ list }); $("list").focus(); };

const KEYS = [
  ["1 – 6", "email, web, text, HTML, message, changes", null],
  ["[", "previous issue", () => $("previous").click()],
  ["]", "next issue", () => $("next").click()],
  ["p", "phone", () => change({ width: "phone" })],
  ["t", "tablet", () => change({ width: "tablet" })],
  ["d", "desktop", () => change({ width: "desktop" })],
  ["l", "light or dark", () => cycle("scheme")],
  ["i", "pictures shown, blocked, remote content too", () => cycle("pictures")],
  ["f", "findings", focusList("findings")],
  ["n", "figures: every number", focusList("figures")],
  ["c", "claims", focusList("claims")],
  ["e", "fold the error away, or unfold it", () => errorsShown() && toggleFolded()],
  ["s", "send me this", openSending],
  ["?", "this list", openKeys],
];
const actions = new Map(KEYS.map(([key, , act]) => [key, act]));
views.forEach((view, n) => actions.set(String(n + 1), () => change({ view })));

$("keys-list").replaceChildren(...KEYS.flatMap(([key, does]) => [h("dt", {}, h("kbd", {}, key)), h("dd", {}, does)]));

const on = $("keys-on");
try { on.checked = localStorage.getItem("preview.keys") !== "off"; } catch { /* stays on */ }
on.addEventListener("change", () => {
  try { localStorage.setItem("preview.keys", on.checked ? "on" : "off"); } catch { /* for now, then */ }
});

export function onKey(event) {
  if (event.key === "Escape") return escape();
  if (!on.checked || event.ctrlKey || event.metaKey || event.altKey || dialogOpen()) return;
  if (event.target.closest?.('input:not([type="radio"]), select, textarea')) return;
  const act = actions.get(event.key);
  if (!act) return;
  event.preventDefault();
  act();
}

function escape() {
  hideCard();
  if (errorsShown() && !dialogOpen()) setFolded(true);
}

document.addEventListener("keydown", onKey);
