"""The preview: a local page on which an editor sees an issue change while writing it."""

from briefing.web.preview.app import make_app
from briefing.web.preview.contract import Preview, TopicDays

__all__ = ["Preview", "TopicDays", "make_app"]
