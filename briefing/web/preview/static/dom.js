// Elements made and found in a line each; text is always text, never markup.

export const $ = (id) => document.getElementById(id);

const SVG = "http://www.w3.org/2000/svg";

export function h(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

export async function fetchJson(url, options) {
  const answer = await fetch(url, options);
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error([body.message || `${answer.status} ${answer.statusText}`, body.hint].filter(Boolean).join(". "));
  return body;
}

export async function fetchText(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`);
  return answer.text();
}

// A message with its `code` set as code.
export const said = (text) => text.split("`").map((part, n) => (n % 2 ? h("code", {}, part) : part));

// A web address out of data: anything but http(s) is shown as text.
export function link(url, shown = url) {
  if (!/^https?:\/\//i.test(url)) return shown;
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, shown);
}

// Lines of code with their numbers; `here` is marked.
export function codeLines(lines, first = 1, here = null) {
  return h("ol", {}, lines.map((text, n) =>
    h("li", { "data-line": first + n, "data-here": first + n === here, "aria-current": first + n === here ? "true" : null }, text || " ")));
}

export const longDate = (day) => new Date(`${day}T12:00Z`).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

export const kilobytes = (bytes) => `${(bytes / 1024).toFixed(bytes < 10240 ? 1 : 0)} kB`;

// Arrow keys walk a list of tabs, as https://www.w3.org/WAI/ARIA/apg/patterns/tabs/ wants it.
export function tabs(list, choose) {
  const all = [...list.querySelectorAll('[role="tab"]')];
  list.addEventListener("click", (event) => {
    const tab = event.target.closest('[role="tab"]');
    if (tab) choose(tab);
  });
  list.addEventListener("keydown", (event) => {
    const at = all.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    const tab = all[(to + all.length) % all.length];
    tab.focus();
    choose(tab);
  });
  return (chosen) => {
    for (const tab of all) {
      const selected = tab === chosen;
      tab.setAttribute("aria-selected", String(selected));
      tab.tabIndex = selected ? 0 : -1;
      if (selected) reveal(list, tab);
    }
  };
}

// Bring a tab into its list, and leave the page where it is scrolled to.
function reveal(list, tab) {
  const [outer, inner] = [list.getBoundingClientRect(), tab.getBoundingClientRect()];
  list.scrollLeft += Math.min(0, inner.left - outer.left) + Math.max(0, inner.right - outer.right);
}
