"""Checks: what would go wrong if this issue were sent, found before it is."""
