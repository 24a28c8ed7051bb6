// What is looked at, and how. It lives in the address, so that a reload or a bookmark keeps it.

const CHOICES = {
  view: ["email", "web", "text", "html", "message", "changes"],
  width: ["desktop", "tablet", "phone"],
  scheme: ["light", "dark"],
  pictures: ["shown", "blocked", "remote"],
  list: ["findings", "figures", "claims"],
};

// What is looked at unless somebody says otherwise: on a phone, the issue as a phone shows it.
const usual = Object.fromEntries(Object.entries(CHOICES).map(([name, [first]]) => [name, first]));
if (innerWidth < 700) usual.width = "phone";

const asked = new URLSearchParams(location.search);

export const state = { topic: asked.get("topic") || "", day: asked.get("day") || "" };
for (const [name, choices] of Object.entries(CHOICES)) {
  state[name] = choices.includes(asked.get(name)) ? asked.get(name) : usual[name];
}

const listeners = [];

// Call `listener` with the names of what changes.
export function onChange(listener) {
  listeners.push(listener);
}

export function change(patch) {
  const changed = new Set(Object.keys(patch).filter((name) => state[name] !== patch[name]));
  if (!changed.size) return;
  Object.assign(state, patch);
  const shown = new URLSearchParams();
  for (const [name, value] of Object.entries(state)) {
    if (value && value !== usual[name]) shown.set(name, value);
  }
  history.replaceState(null, "", `?${shown}`);
  for (const listener of listeners) listener(changed);
}

export function cycle(name) {
  const choices = CHOICES[name];
  change({ [name]: choices[(choices.indexOf(state[name]) + 1) % choices.length] });
}

export const views = CHOICES.view;
export const address = (rest) => `/issues/${state.topic}/${state.day}/${rest}`;
