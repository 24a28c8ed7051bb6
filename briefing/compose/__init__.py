"""Turn a topic template, figures and entries into a typed article."""
