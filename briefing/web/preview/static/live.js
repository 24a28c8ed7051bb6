// The builds of the issue on screen, as they happen.

let stream = null;
let again = 0;

// Follow an issue: `told.busy()`, `told.proof(record)`, `told.built(record)`, `told.topics()`, `told.lost()`.
export function follow(topic, day, told) {
  clearTimeout(again);
  stream?.close();
  stream = new EventSource(`/events/${encodeURIComponent(topic)}/${day}`);
  stream.addEventListener("busy", told.busy);
  stream.addEventListener("proof", (event) => told.proof(JSON.parse(event.data)));
  stream.addEventListener("built", (event) => told.built(JSON.parse(event.data)));
  stream.addEventListener("topics", told.topics);
  stream.onerror = () => {
    told.lost();
    // A browser gives up where the server answers with an error, which ours does while it starts.
    if (stream.readyState === EventSource.CLOSED) again = setTimeout(() => follow(topic, day, told), 1000);
  };
}
