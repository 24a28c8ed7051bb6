"""Turn content sources and computed metrics into a daily, article-style email briefing."""

__version__ = "0.1.0"
