"""Subscribing: pages that work without a script, the same as an API, a form for other sites."""

from briefing.web.public.subscribing.part import subscribing_part
from briefing.web.public.subscribing.room import Room

__all__ = ["Room", "subscribing_part"]
