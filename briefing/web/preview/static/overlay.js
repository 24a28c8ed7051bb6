// What keeps an issue from being built, over the last one that could be.

import { $, codeLines, h, said } from "./dom.js";

const overlay = $("overlay");
const body = $("overlay-body");
const fold = $("overlay-fold");
let shown = "";

fold.addEventListener("click", () => setFolded(!body.hidden));

export function showErrors(errors, behind) {
  overlay.hidden = !errors.length;
  $("stage").toggleAttribute("data-broken", errors.length > 0);
  const told = JSON.stringify(errors);
  if (told === shown) return;
  shown = told;
  if (!errors.length) return mended();
  $("overlay-title").textContent = errors.length === 1 ? "This cannot be built" : `${errors.length} things keep this from being built`;
  body.replaceChildren(...errors.map(fault));
  $("overlay-behind").textContent = behind ? "Behind this stays the last issue that could be built." : "No issue could be built yet.";
  $("alert").textContent = errors.map((error) => `${place(error)} ${error.message}`).join("; ");
  setFolded(false);
}

export const errorsShown = () => !overlay.hidden;

export function setFolded(folded) {
  body.hidden = folded;
  $("overlay-behind").hidden = folded;
  fold.textContent = folded ? "Unfold" : "Fold away";
  fold.setAttribute("aria-expanded", String(!folded));
}

export const toggleFolded = () => setFolded(!body.hidden);

function mended() {
  if (overlay.contains(document.activeElement)) $("stage").focus();
  body.replaceChildren();
  $("alert").textContent = "Mended.";
}

const place = ({ file, line, column }) => [file, line, column].filter(Boolean).join(":");

function fault(error) {
  const { excerpt } = error;
  return h("article", { class: "fault" },
    error.file ? h("p", { class: "spot" }, place(error), excerpt?.carried ? h("span", { class: "whose" }, "the package's own") : null) : null,
    h("p", { class: "what" }, said(error.message)),
    error.hint ? h("p", { class: "todo" }, said(error.hint)) : null,
    excerpt ? h("div", { class: "code", tabindex: 0, role: "region", "aria-label": `Lines around ${place(error)}` }, codeLines(excerpt.lines, excerpt.first, error.line)) : null);
}
