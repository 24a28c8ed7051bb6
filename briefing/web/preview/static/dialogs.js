// Dialogs: lines of a file, a test mail, the keys.

import { $, codeLines, fetchJson, h } from "./dom.js";
import { address } from "./state.js";

for (const button of document.querySelectorAll("[data-close]")) {
  button.addEventListener("click", () => button.closest("dialog").close());
}
for (const dialog of document.querySelectorAll("dialog")) {
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
}

export const dialogOpen = () => document.querySelector("dialog[open]") !== null;

// --- a file ---------------------------------------------------------------------------------------

let place = { file: "", line: null };

export async function showFile(file, line, whole = false) {
  place = { file, line };
  $("file-title").textContent = line ? `${file}:${line}` : file;
  $("file-said").textContent = "";
  try {
    const asked = new URLSearchParams({ file, line: whole ? "" : line ?? "" });
    const found = await fetchJson(`/source?${asked}`);
    $("file-lines").replaceChildren(codeLines(found.lines, found.first, line));
    if (found.carried) $("file-said").textContent = `The package's own: \`briefing templates copy ${file.replace("templates/", "")}\` gives you one to change.`;
    $("file-all").hidden = found.lines.length === found.total;
  } catch (error) {
    $("file-lines").replaceChildren(h("p", { class: "empty" }, error.message));
  }
  if (!$("file").open) $("file").showModal();
  $("file-lines").querySelector("[data-here]")?.scrollIntoView({ block: "center" });
}

$("file-all").addEventListener("click", () => showFile(place.file, place.line, true));
$("file-copy").addEventListener("click", async () => {
  const text = place.line ? `${place.file}:${place.line}` : place.file;
  const copied = await navigator.clipboard.writeText(text).then(() => true, () => false);
  $("file-said").textContent = copied ? `Copied ${text}` : text;
});

// --- a test mail ----------------------------------------------------------------------------------

export function openSending() {
  if (!$("sending")) return;
  say("", "");
  $("address").value ||= remembered();
  $("sending").showModal();
}

function remembered() {
  try { return localStorage.getItem("preview.address") || ""; } catch { return ""; }
}

function say(text, state) {
  $("sent").textContent = text;
  $("sent").dataset.state = state;
}

$("send")?.addEventListener("click", openSending);
$("sending-form")?.addEventListener("submit", async (event) => {
  event.preventDefault();
  $("sending-go").disabled = true;
  say("Sending…", "");
  try {
    const order = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ address: $("address").value }) };
    say((await fetchJson(address("send"), order)).message, "ready");
    try { localStorage.setItem("preview.address", $("address").value); } catch { /* nothing is lost */ }
  } catch (error) {
    say(error.message, "broken");
  } finally {
    $("sending-go").disabled = false;
  }
});

// --- keys -----------------------------------------------------------------------------------------

export function openKeys() {
  $("keys").showModal();
}
$("help").addEventListener("click", openKeys);
