"""The public pages: archive, subscribing and the operator's page, in one application."""

from briefing.web.public.app import make_app
from briefing.web.public.archive import archive_part
from briefing.web.public.contract import NavLink, Part, Public
from briefing.web.public.frame import Frame

__all__ = ["Frame", "NavLink", "Part", "Public", "archive_part", "make_app"]
