"""Frozen values in the glossary's words; no behaviour beyond what makes them valid."""
