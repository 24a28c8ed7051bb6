"""Pages served over HTTP; the only rooms that are asynchronous."""
