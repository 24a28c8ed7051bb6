// What is looked at, and how. It lives in the address, so that a reload or a bookmark keeps it.

const CHOICES = {
  view: ["email", "web", "text", "html", "message", "changes"],
  width: ["desktop", "tablet", "phone"],
  scheme: ["light", "dark"],
  pictures: ["shown", "blocked", "remote"],
  list: ["findings", "figures", "claims"],
};

const asked = new URLSearchParams(location.search);

export const state = { topic: asked.get("topic") || "", day: asked.get("day") || "" };
for (const [name, choices] of Object.entries(CHOICES)) {
  state[name] = choices.includes(asked.get(name)) ? asked.get(name) : choices[0];
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
    if (value && value !== CHOICES[name]?.[0]) shown.set(name, value);
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
