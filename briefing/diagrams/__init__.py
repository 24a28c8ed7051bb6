"""Mermaid scripts from data: what topic templates call, and the names of the pictures."""
