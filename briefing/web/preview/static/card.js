// The card beside a figure that is pointed at: where its number comes from, in a glance.

import { $, h } from "./dom.js";
import { inSight, rectangle } from "./stage.js";

const card = $("card");
let figures = new Map();
let held = null; // the element whose figure is shown

export function knowFigures(list) {
  figures = new Map(list.map((figure) => [figure.id, figure]));
}

// The id of the figure that an element of an edition prints.
export function figureOf(target) {
  const element = target?.closest?.("[data-figure], a.figure");
  if (!element) return null;
  const id = element.dataset.figure ?? decodeURIComponent(element.hash.replace("#figure-", ""));
  return { id, element };
}

export function showCard({ id, element }) {
  const figure = figures.get(id);
  if (!figure) return;
  card.replaceChildren(...figureFacts(figure, true));
  card.hidden = false;
  held = element;
  place(element);
}

// The issue is scrolled: a figure that has the focus keeps its card, since Tab scrolls to it.
export function scrolled(focused) {
  if (card.hidden) return;
  if (held === figureOf(focused)?.element && inSight(held)) place(held);
  else hideCard();
}

function place(element) {
  const at = rectangle(element);
  const left = Math.min(Math.max(at.left - 12, 12), innerWidth - card.offsetWidth - 12);
  const below = at.bottom + 10 + card.offsetHeight < innerHeight;
  card.style.left = `${left}px`;
  card.style.top = `${below ? at.bottom + 10 : Math.max(at.top - card.offsetHeight - 10, 8)}px`;
}

export function hideCard() {
  card.hidden = true;
}

export function figureFacts(figure, brief) {
  const facts = h("dl", { class: "facts" },
    h("dt", {}, "Value"), h("dd", {}, figure.value),
    h("dt", {}, "Formula"), h("dd", {}, h("code", {}, figure.formula)),
    h("dt", {}, "Rests on"), h("dd", {}, figure.basis),
    figure.sources.length ? [h("dt", {}, "Source"), h("dd", {}, sources(figure, brief))] : null);
  if (!brief) return [facts];
  const shown = [
    h("p", { class: "number" }, figure.text),
    figure.label ? h("p", {}, figure.label) : null,
    facts,
    h("p", { class: "more" }, "Click or press Enter for every observation"),
  ];
  return shown.filter(Boolean);
}

function sources(figure, brief) {
  const shown = figure.sources.slice(0, brief ? 1 : 12);
  const more = figure.sources.length - shown.length;
  const listed = shown.map(({ url, shown: text }, n) => [n ? ", " : "", brief ? text : h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, text)]);
  return [...listed, more ? ` and ${more} more` : ""];
}
