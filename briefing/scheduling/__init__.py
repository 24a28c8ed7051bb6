"""Which issues are due when, as values: the clock and what exists are parameters."""
