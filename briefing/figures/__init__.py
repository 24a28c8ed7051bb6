"""Observations become series, and series figures: the algebra and the metrics."""
