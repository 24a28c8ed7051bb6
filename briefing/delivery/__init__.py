"""Messages for each subscriber: compiled, addressed, signed; and what comes back of them."""
