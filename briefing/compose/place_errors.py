"""Give what goes wrong inside a template the template's own file and line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from inspect import Parameter, signature
from types import TracebackType

from jinja2 import Template, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError, TemplateAssertionError

from briefing.compose.environment import TopicEnvironment
from briefing.compose.undefined import HINT
from briefing.errors import BriefingError, Location, TemplateError, did_you_mean
from briefing.model.spoken import KINDS

FORMS = {
    "figure": '{% figure NAME "What it is" = … %}',
    "claim": "{% claim CONDITION %}…{% else %}…{% endclaim %}",
    "directive": '{% directive "30 days" %}What to do.{% because %}Why.{% enddirective %}',
    "cta": '{% cta label="Subscribe", url=subscribe_url %}Headline{% endcta %}',
}
"""How our own tags are written."""
_TAG = re.compile(r"\{%[-+]?\s*(\w+)")
_INNER = re.compile(r"\b(?:\w+(?:\.<locals>)?\.|do_)(?=\w+\(\))")
"""What Python and Jinja put before the name of a call, and no editor knows."""
_ARGUMENTS = re.compile(r"(\w+)\(\) (?:missing|got|takes)\b")
_HANDED_OVER = ("environment", "context", "eval_ctx")
"""What Jinja gives its own filters, unseen."""
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
        message = message[:1].lower() + message[1:].rstrip(".")
        hint = hint or _undefined_hint(environment, error)
        raise TemplateError(message, hint=hint, at=at) from error
    except (
        SecurityError,
        TypeError,
        ValueError,
        ArithmeticError,
        LookupError,
        AttributeError,
        NameError,
        SyntaxError,
        RecursionError,
        MemoryError,
    ) as error:
        at = _deepest(environment, error.__traceback__)
        if at is None:
            raise
        hint = _call_hint(environment, error) or _plain_hint(error)
        raise TemplateError(_plainly(error), hint=hint, at=at) from error


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
    if (error.message or "").endswith("defined twice"):
        return "give one of them another name"
    if isinstance(error, TemplateAssertionError) and quoted:
        known = [*environment.filters, *environment.tests]
        return did_you_mean(quoted[1], known) or "see the reference of filters"
    if "unknown tag" in (error.message or "") and quoted:
        if quoted[1].startswith("end") or quoted[1] in ("else", "elif", "because"):
            return "nothing is open here that it could belong to: look for the tag that begins it"
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
        return "ask first: `{% if THE_LIST %}`" if "sequence was empty" in str(error) else ""
    assigned = re.findall(
        r"\{%[-+]?\s*(?:figure|set|for|macro)\s+(\w+)", "\n".join(environment.texts.values())
    )
    known = [*environment.globals, *assigned]
    return did_you_mean(quoted[1], known) or "names are set with `{% figure %}` or `{% set %}`"


def _plainly(error: Exception) -> str:
    if isinstance(error, MemoryError):
        return "this cannot be computed: it takes more memory than there is"
    text = _INNER.sub("", str(error)) or type(error).__name__
    spoken = _QUOTED.sub(lambda quoted: KINDS.get(quoted[1], quoted[0]), text)
    return f"this cannot be computed: {spoken}"


def _call_hint(environment: TopicEnvironment, error: Exception) -> str:
    """Return how a call is written whose arguments did not fit."""
    called = _ARGUMENTS.search(_INNER.sub("", str(error))) if isinstance(error, TypeError) else None
    name = called[1] if called else ""
    call = environment.filters.get(name) or environment.globals.get(name)
    if not callable(call):
        return ""
    known = [p for p in signature(call).parameters.values() if p.name not in _HANDED_OVER]
    takes = [str(parameter.replace(annotation=Parameter.empty)) for parameter in known]
    if name not in environment.globals or takes[:1] == ["series"]:  # given before the |
        return f"it is written `| {name}({', '.join(takes[1:])})`"
    return f"it is written `{name}({', '.join(takes)})`"


def _plain_hint(error: Exception) -> str:
    hints: tuple[tuple[type[Exception], str], ...] = (
        (SecurityError, "templates read values and call what the reference lists"),
        (RecursionError, "a macro or an include asks for itself without an end"),
        (ZeroDivisionError, "ask first: `{% if THE_DIVISOR %}`"),
        (TypeError, "look at the kinds of what stands here: figures, texts, lists, days"),
    )
    return next((hint for kind, hint in hints if isinstance(error, kind)), "")
