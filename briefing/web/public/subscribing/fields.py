"""What can be sent in: a table of fields, by which input is read, checked and described."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any, Literal

from starlette.datastructures import FormData

from briefing.model.subscriber import SignUp
from briefing.render.languages import LANGUAGES, language_of
from briefing.subscribers.addresses import Refusal, canonical_address
from briefing.subscribers.changes import frequency_of
from briefing.web.public.subscribing.room import Desk, zones

HOUR = "(?:[01][0-9]|2[0-3]):[0-5][0-9]|"
"""An hour and its minutes, or nothing."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field: what it holds, whether it must be there, and what may stand in it.

    `choices` returns what is offered; None where any text up to `longest` characters, and of the
    form `like`, will do.
    """

    about: str
    kind: Literal["text", "texts", "choice", "truth", "choices"] = "text"
    needed: bool = False
    longest: int = 254
    choices: Callable[[Desk], Sequence[str]] | None = None
    like: str = ""

    def schema(self, desk: Desk) -> dict[str, Any]:
        """Return the field as JSON Schema."""
        said: dict[str, Any] = {"description": self.about}
        if self.kind == "truth":
            return {**said, "type": "boolean"}
        one: dict[str, Any] = {"type": "string", "maxLength": self.longest}
        if self.choices:
            one["enum"] = list(self.choices(desk))
        if self.like:
            one["pattern"] = f"^(?:{self.like})$"
        if self.kind == "texts":
            return {**said, "type": "array", "items": one, "minItems": 1, "maxItems": 100}
        if self.kind == "choices":
            return {**said, "type": "object", "additionalProperties": one, "maxProperties": 100}
        return {**said, **one}


def _topics(desk: Desk) -> Sequence[str]:
    return [topic.name for topic in desk.topics()]


def _languages(_: Desk) -> Sequence[str]:
    return list(LANGUAGES)


def _frequencies(_: Desk) -> Sequence[str]:
    return ["daily", "weekly"]


PREFERENCES: Mapping[str, Field] = {
    "hour": Field(
        "local time, such as 07:00; empty for as soon as an issue is ready", longest=5, like=HOUR
    ),
    "timezone": Field("IANA time zone, such as Europe/Berlin", longest=64),
    "lang": Field("language of the frame", "choice", choices=_languages),
    "text_only": Field("text, without HTML and pictures", "truth"),
}
SIGN_UP: Mapping[str, Field] = {
    "address": Field("email address", needed=True),
    "topics": Field("names of topics", "texts", needed=True, choices=_topics),
    "consent": Field(
        "version of the text that the person agreed to, as `topics` gives it",
        needed=True,
        longest=64,
    ),
    "frequency": Field("how often", "choice", choices=_frequencies),
    **PREFERENCES,
}
WANTED: Mapping[str, Field] = {
    "topics": Field(
        "each topic wanted, with how often; a topic left out is left",
        "choices",
        needed=True,
        choices=_frequencies,
    ),
    **PREFERENCES,
}
TOKEN: Mapping[str, Field] = {"token": Field("as the mail gave it", needed=True, longest=512)}
LEAVE: Mapping[str, Field] = {**TOKEN, "all": Field("leave every topic", "truth")}


def body_schema(fields: Mapping[str, Field], desk: Desk) -> dict[str, Any]:
    """Return the schema of an object with these fields."""
    return {
        "type": "object",
        "properties": {name: field.schema(desk) for name, field in fields.items()},
        "required": [name for name, field in fields.items() if field.needed],
        "additionalProperties": False,
    }


def faults(body: object, fields: Mapping[str, Field], desk: Desk) -> dict[str, str]:
    """Return what is wrong with a body: by field, the name of the words that say it."""
    if not isinstance(body, dict):
        return {"": "missing"}
    found = {name: "missing" for name, field in fields.items() if field.needed and name not in body}
    for name, value in body.items():
        if name not in fields or not _fits(value, fields[name], desk):
            # JSON can spell halves of characters, which no answer can repeat.
            found[name.encode("utf-8", "replace").decode()] = "unknown_choice"
    return found


def _fits(value: object, field: Field, desk: Desk) -> bool:
    if field.kind == "truth":
        return isinstance(value, bool)
    if field.kind == "texts":
        return (
            isinstance(value, list)
            and 0 < len(value) <= 100
            and all(_fits_one(v, field, desk) for v in value)
        )
    if field.kind == "choices":
        return (
            isinstance(value, dict)
            and len(value) <= 100
            and all(_fits_one(v, field, desk) for v in value.values())
        )
    return _fits_one(value, field, desk)


def _fits_one(value: object, field: Field, desk: Desk) -> bool:
    if not isinstance(value, str) or len(value) > field.longest:
        return False
    if field.like and not re.fullmatch(field.like, value):
        return False
    return field.choices is None or value in field.choices(desk)


def form_body(form: FormData) -> dict[str, Any]:
    """Return a sign-up form as the body that the API takes; what a form leaves out is empty."""
    body: dict[str, Any] = {
        name: str(form.get(name) or "")
        for name in ("address", "consent", "frequency", "hour", "timezone", "lang")
    }
    body["topics"] = [str(name) for name in form.getlist("topics")]
    body["text_only"] = bool(form.get("text_only"))
    return body


def checked_signup(
    body: Mapping[str, Any], desk: Desk, *, form: str, network: str
) -> tuple[SignUp | None, dict[str, str]]:
    """Return the sign-up that a body asks for, or by field what is wrong with it."""
    wrong = faults(dict(body), SIGN_UP, desk)
    settings = desk.room.settings
    address = canonical_address(
        str(body.get("address") or ""),
        role_accounts=settings.role_accounts,
        disposable_domains=settings.disposable_domains,
    )
    if not str(body.get("address") or "").strip():
        wrong["address"] = "missing"
    elif isinstance(address, Refusal):
        wrong["address"] = address.value
    if not body.get("topics"):
        wrong["topics"] = "no_topic"
    if "consent" not in wrong and not desk.consent_is_known(str(body["consent"])):
        wrong["consent"] = "consent_changed"
    if body.get("timezone", "UTC") not in zones():
        wrong["timezone"] = "unknown_choice"
    if wrong or isinstance(address, Refusal):
        return None, wrong
    return (
        SignUp(
            address=address,
            topics=tuple(dict.fromkeys(body["topics"])),
            at=desk.now(),
            frequency=frequency_of(body.get("frequency", "daily")),
            lang=body.get("lang") or _tongue(body["topics"][0], desk),
            timezone=body.get("timezone", "UTC"),
            hour=hour_of(body.get("hour", "")),
            text_only=body.get("text_only", False),
            form=form,
            text_version=body["consent"],
            network=network,
        ),
        {},
    )


def _tongue(name: str, desk: Desk) -> str:
    """Return the language of a topic, as far as the frame speaks it."""
    return next(language_of(one.lang).tag for one in desk.topics() if one.name == name)


def is_hour(text: str) -> bool:
    """Tell whether a field names an hour, or none."""
    return re.fullmatch(HOUR, text) is not None


def hour_of(text: str) -> time | None:
    """Return the hour that a field names, if it names one."""
    return time.fromisoformat(text) if text else None
