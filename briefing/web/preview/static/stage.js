// The frame in which an edition is shown: as wide as asked, in place while it changes.

import { $, fetchText, h } from "./dom.js";
import { state } from "./state.js";

const FILES = { email: "email.html", web: "index.html" };
const WIDTHS = { phone: 390, tablet: 768, desktop: 1024 };
const BORDER = 7; // of the phone, at either side

const device = $("device");
const canvas = $("canvas");
const scrolls = new Map();
let frame = null;
let shown = ""; // the address in the frame
let held = ""; // the HTML in the frame, where it is known
let asked = 0; // grows with each request, so that a late answer is dropped
let listen = () => {};
let ready = Promise.resolve();

export const framed = (view) => view in FILES;

// Say what listens to each document that the frame shows.
export function onDocument(listener) {
  listen = listener;
}

export const frameDocument = () => frame?.contentDocument ?? null;
export const settled = () => ready;

export function hideStage() {
  remember();
  canvas.hidden = true;
}

// Show nothing: what stood here is another issue's.
export function clearStage() {
  asked++;
  remember();
  frame?.remove();
  frame = null;
  shown = "";
}

// Show the edition that is asked for; the same one again is renewed where it stands. A proof is
// shown at once, and what follows it when its pictures are ready to take the place of the proof's.
export function showStage(issue, proof = false) {
  canvas.hidden = false;
  fit();
  const address = `/frame/${encodeURIComponent(state.topic)}/${state.day}/${state.scheme}/${state.pictures}/${FILES[state.view]}`;
  const turn = ++asked;
  ready = (address === shown && frameDocument() ? renew(address, turn, issue, proof) : load(address, turn, issue)).catch(() => {});
  return ready;
}

async function renew(address, turn, issue, proof) {
  const html = await fetchText(address);
  if (!proof) await drawn(html, new URL(address, location));
  const page = frameDocument();
  if (turn !== asked || !page || html === held) return;
  held = html;
  const { scrollTop, scrollLeft } = page.scrollingElement;
  page.documentElement.innerHTML = html;
  Object.assign(page.documentElement, { lang: issue.lang, dir: issue.dir });
  page.scrollingElement.scrollTo({ top: scrollTop, left: scrollLeft, behavior: "instant" });
}

// Wait until the pictures that are new in an edition can be painted.
async function drawn(html, base) {
  if (state.pictures === "blocked" || !held) return;
  const sources = [...html.matchAll(/src="(diagrams\/[^"]+)"/g)].map(([, source]) => source);
  await Promise.all(sources.filter((source) => !held.includes(source)).map((source) => {
    const picture = new Image();
    picture.src = new URL(source, base);
    return picture.decode().catch(() => {});
  }));
}

// Wait until what the frame shows is on screen, pictures and all.
export async function painted() {
  const waiting = [...(frameDocument()?.images ?? [])].filter((one) => !one.complete);
  await Promise.all(waiting.map((one) => one.decode().catch(() => {})));
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
}

async function load(address, turn, issue) {
  remember();
  const key = scrollKey();
  const next = h("iframe", {
    sandbox: "allow-same-origin",
    title: `${state.view === "email" ? "Email" : "Web page"}: ${issue.title}`,
    src: address,
    "data-scheme": state.scheme,
  });
  next.style.visibility = "hidden";
  device.append(next);
  await parsed(next);
  if (turn !== asked) return next.remove();
  frame?.remove();
  frame = next;
  shown = address;
  held = "";
  frame.dataset.key = key;
  frame.contentDocument.scrollingElement.scrollTo({ top: scrolls.get(key) || 0, behavior: "instant" });
  frame.style.visibility = "";
  listen(frame.contentDocument);
}

// Wait until the frame's document is read; remote pictures may take longer.
function parsed(next) {
  return new Promise((done) => {
    next.addEventListener("load", done, { once: true });
    const look = () => {
      const page = next.contentDocument;
      if (page && page.URL !== "about:blank" && page.readyState !== "loading") done();
      else if (next.isConnected) setTimeout(look, 8);
    };
    look();
  });
}

const scrollKey = () => `${state.topic} ${state.day} ${state.view}`;

function remember() {
  const page = frameDocument();
  if (page?.scrollingElement) scrolls.set(frame.dataset.key, page.scrollingElement.scrollTop);
}

// Make the device as wide as asked, smaller where the window has less room.
export function fit() {
  const border = state.width === "phone" ? BORDER : 0;
  const width = WIDTHS[state.width] + 2 * border;
  const style = getComputedStyle(canvas);
  const room = canvas.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  const scale = Math.min(1, room / width) || 1;
  device.dataset.width = state.width;
  device.style.width = `${width}px`;
  device.style.height = `${(canvas.clientHeight - parseFloat(style.paddingTop)) / scale}px`;
  device.style.transform = scale < 1 ? `scale(${scale})` : "";
  $("scale-said").textContent = `${WIDTHS[state.width]} px${scale < 1 ? ` at ${Math.round(scale * 100)} %` : ""}`;
}

new ResizeObserver(() => requestAnimationFrame(fit)).observe(canvas);

// The place of an element of the frame's document, in the window.
export function rectangle(element) {
  const outer = frame.getBoundingClientRect();
  const scale = outer.width / frame.clientWidth || 1;
  const inner = element.getBoundingClientRect();
  return {
    left: outer.left + inner.left * scale,
    top: outer.top + inner.top * scale,
    bottom: outer.top + inner.bottom * scale,
  };
}

// Whether an element of the frame's document is where it can be seen.
export function inSight(element) {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < frame.clientHeight;
}

// Lead the eye to an element of the frame's document, until something else is done.
export function lead(element, mark = "data-lit-place") {
  const page = frameDocument();
  for (const old of page.querySelectorAll("[data-lit], [data-lit-place]")) unmark(old);
  element.setAttribute(mark, "");
  element.scrollIntoView({ block: "center", behavior: "instant" });
  const done = new AbortController();
  for (const heard of [document, page]) {
    for (const event of ["pointerdown", "keydown"]) {
      heard.addEventListener(event, () => { unmark(element); done.abort(); }, { signal: done.signal });
    }
  }
}

function unmark(element) {
  element.removeAttribute("data-lit");
  element.removeAttribute("data-lit-place");
}

// Find what a finding or claim is about: by its number, or by the words or picture quoted.
export function findPlace({ number, marked, quote }) {
  const page = frameDocument();
  const found = marked ? page.querySelector(`[data-finding~="${number}"]`) : null;
  if (found || !quote) return found;
  if (quote.kind === "alt") return [...page.images].find((one) => one.alt === quote.text && seen(one));
  const holding = [...page.querySelectorAll("h1,h2,h3,h4,p,li,td,div,figcaption,blockquote")]
    .filter((one) => flat(one.textContent).includes(quote.text) && seen(one));
  return holding.sort((a, b) => a.textContent.length - b.textContent.length)[0];
}

const flat = (text) => text.replace(/\s+/g, " ").trim();
const seen = (element) => element.getClientRects().length > 0 && element.getBoundingClientRect().height > 2;
