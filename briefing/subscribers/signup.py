"""Sign-ups: how one waits in a letter until it is confirmed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from briefing.model.subscriber import SignUp


def signup_values(signup: SignUp) -> dict[str, Any]:
    """Return a sign-up in JSON's types; the address is the letter's own."""
    return {
        "topics": list(signup.topics),
        "at": signup.at.isoformat(),
        "frequency": signup.frequency,
        "lang": signup.lang,
        "timezone": signup.timezone,
        "hour": signup.hour.isoformat("minutes") if signup.hour else None,
        "text_only": signup.text_only,
        "form": signup.form,
        "text_version": signup.text_version,
        "network": signup.network,
    }


def signup_from(address: str, values: Mapping[str, Any]) -> SignUp:
    """Return the sign-up that a letter to `address` asks to confirm."""
    return SignUp(
        address=address,
        topics=tuple(values["topics"]),
        at=datetime.fromisoformat(values["at"]),
        frequency="weekly" if values["frequency"] == "weekly" else "daily",
        lang=values["lang"],
        timezone=values["timezone"],
        hour=time.fromisoformat(values["hour"]) if values["hour"] else None,
        text_only=bool(values["text_only"]),
        form=values["form"],
        text_version=values["text_version"],
        network=values["network"],
    )
