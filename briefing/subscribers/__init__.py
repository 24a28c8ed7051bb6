"""Subscriptions: addresses, consent, tokens, states; values in, values out."""
