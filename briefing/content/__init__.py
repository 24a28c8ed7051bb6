"""A publication's folder as values: its settings, theme, topics and the editor's notes."""

from briefing.content.notes import load_notes
from briefing.content.publication import load_publication
from briefing.content.settings import load_settings
from briefing.content.topic import load_topic, load_topics

__all__ = ["load_notes", "load_publication", "load_settings", "load_topic", "load_topics"]
