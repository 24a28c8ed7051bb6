"""Give what goes wrong inside a template the template's own file and line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

from jinja2 import Template, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError, TemplateAssertionError

from briefing.compose.environment import TopicEnvironment
from briefing.compose.undefined import HINT
from briefing.errors import BriefingError, Location, TemplateError, did_you_mean

FORMS = {
    "figure": '{% figure NAME "What it is" = … %}',
    "claim": "{% claim CONDITION %}…{% else %}…{% endclaim %}",
    "directive": '{% directive "30 days" %}What to do.{% because %}Why.{% enddirective %}',
    "cta": '{% cta label="Subscribe", url=subscribe_url %}Headline{% endcta %}',
}
"""How our own tags are written."""
_TAG = re.compile(r"\{%[-+]?\s*(\w+)")
_QUOTED = re.compile(r"'([^']+)'")


@contextmanager
def placed(environment: TopicEnvironment) -> Iterator[None]:
    """Turn the mistakes of template authors into errors at their place.

    Raises: TemplateError, or the BriefingError that a figure raised, with `at` set.
    """
    try:
        yield
    except BriefingError as error:
        if error.at is None:
            error.at = _deepest(environment, error.__traceback__)
        raise
    except TemplateSyntaxError as error:
        place = Location(environment.path_of(error.name), error.lineno)
        hint = _syntax_hint(environment, error)
        raise TemplateError(_syntax(error), hint=hint, at=place) from error
    except TemplateNotFound as error:
        at = _deepest(environment, error.__traceback__)
        known = environment.list_templates(filter_func=lambda name: name.endswith(".j2"))
        raise TemplateError(
            f"no template {error.name!r}",
            hint=did_you_mean(str(error.name), known) or "templates live in templates/",
            at=at,
        ) from error
    except UndefinedError as error:
        at = _deepest(environment, error.__traceback__)
        message, _, hint = _undefined(error).partition(HINT)
        hint = hint or _undefined_hint(environment, error)
        raise TemplateError(message, hint=hint, at=at) from error
    except (
        SecurityError,
        TypeError,
        ValueError,
        ArithmeticError,
        LookupError,
        AttributeError,
        RecursionError,
    ) as error:
        at = _deepest(environment, error.__traceback__)
        if at is None:
            raise
        raise TemplateError(_plainly(error), hint=_plain_hint(error), at=at) from error


def _deepest(environment: TopicEnvironment, trace: TracebackType | None) -> Location | None:
    """Return the innermost template line that a traceback passes through."""
    found: Location | None = None
    while trace:
        template = trace.tb_frame.f_globals.get("__jinja_template__")
        if isinstance(template, Template):
            line = template.get_corresponding_lineno(trace.tb_lineno)
            found = Location(environment.path_of(template.name), line)
        trace = trace.tb_next
    return found


def _syntax(error: TemplateSyntaxError) -> str:
    message = (error.message or "").rstrip(".")
    return message[:1].lower() + message[1:]


def _syntax_hint(environment: TopicEnvironment, error: TemplateSyntaxError) -> str:
    quoted = _QUOTED.search(error.message or "")
    if isinstance(error, TemplateAssertionError) and quoted:
        known = [*environment.filters, *environment.tests]
        return did_you_mean(quoted[1], known) or "see the reference of filters"
    if "unknown tag" in (error.message or "") and quoted:
        tags = ["claim", "figure", "directive", "cta", "if", "for", "set", "macro", "include"]
        return did_you_mean(quoted[1], tags) or "see the reference of tags"
    return _form_at(environment, error) or (
        "check that every tag is closed, and every quote and bracket"
    )


def _form_at(environment: TopicEnvironment, error: TemplateSyntaxError) -> str:
    """Return how the tag that a misunderstood line begins with is written."""
    lines = environment.texts.get(environment.path_of(error.name), "").split("\n")
    tag = _TAG.search(lines[error.lineno - 1]) if error.lineno <= len(lines) else None
    misread = (error.message or "").startswith(("unexpected '", "expected token"))
    return f"write `{FORMS[tag[1]]}`" if tag and misread and tag[1] in FORMS else ""


def _undefined(error: UndefinedError) -> str:
    quoted = _QUOTED.match(error.message or "")
    if quoted and (error.message or "").endswith("is undefined"):
        return f"no name {quoted[1]!r}"
    return error.message or "something undefined was used"


def _undefined_hint(environment: TopicEnvironment, error: UndefinedError) -> str:
    quoted = _QUOTED.match(error.message or "")
    if not quoted:
        return ""
    assigned = re.findall(
        r"\{%[-+]?\s*(?:figure|set|for|macro)\s+(\w+)", "\n".join(environment.texts.values())
    )
    known = [*environment.globals, *assigned]
    return did_you_mean(quoted[1], known) or "names are set with `{% figure %}` or `{% set %}`"


def _plainly(error: Exception) -> str:
    text = str(error) or type(error).__name__
    return f"this cannot be computed: {text}"


def _plain_hint(error: Exception) -> str:
    hints: tuple[tuple[type[Exception], str], ...] = (
        (SecurityError, "templates read values and call what the reference lists"),
        (RecursionError, "a macro or an include asks for itself without an end"),
        (ZeroDivisionError, "ask first: `{% if THE_DIVISOR %}`"),
        (TypeError, "look at the kinds of what stands here: figures, texts, lists, days"),
    )
    return next((hint for kind, hint in hints if isinstance(error, kind)), "")
