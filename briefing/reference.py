"""The reference pages of docs/, written from the code: `python -m briefing.reference`."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from briefing.compose.tags import TAGS
from briefing.content.settings import options
from briefing.content.template_tests import (
    ENTRY_KEYS,
    GIVEN_KEYS,
    OBSERVATION_KEYS,
    TEST_KEYS,
)
from briefing.diagrams.registry import BUILDERS
from briefing.figures.formatting import make_formats
from briefing.figures.registry import OPERATIONS
from briefing.figures.windows import parse_window
from briefing.lint.rules import MEANINGS
from briefing.model.template_test import EXPECTATIONS
from briefing.schema import PUBLICATION, SCHEMAS, TOPIC
from briefing.settings import About
from briefing.sources.options import OptionSpec
from briefing.sources.registry import KINDS
from briefing.web.public.subscribing.api import OPERATIONS as API_OPERATIONS
from briefing.web.public.subscribing.fields import Field

DOCS = Path(__file__).parents[1] / "docs"

TEMPLATES_HEAD = """# What a topic template can say

A topic template is Markdown with Jinja2 in it (sandboxed; an unknown name is an error) and Mermaid
fences. What it prints from data is never read as Markdown, HTML or Mermaid.

A level-one heading is the headline, the paragraph after it the dek. Level-two headings begin
sections. A ` ```mermaid ` fence is a diagram; so is each of the calls below. A fence may say what
the reader should see: ` ```mermaid {{caption="How it *turns*." alt="A circle of three steps"}} `;
without `alt`, one is written from the diagram.

## Data

| name | gives |
| --- | --- |
| `series("hub.downloads", "Qwen")` | one entity's series; several names, or none, give a group |
| `measures()` | the measures collected so far, each with its entities |
| `entries("feed-name", days=7, limit=10)` | entries of a feed (or of all), newest first |
| `stories(["feed", "other"], days=2, limit=10)` | entries gathered into stories, ranked |
| `date`, `number` | the issue's day and number |
| `topic`, `publication`, `subscribe_url` | what the topic file and content/publication.toml say |

Windows: {windows}

A number that is not there is `Missing`: print it, or compute with it, and the build stops and says
which series, entity and day. `{{% if NAME is missing %}}` handles it.
"""
SOURCES_HEAD = """# Sources

Each `[[sources]]` table of a `content/<topic>/topic.toml` names one source:

```toml
[[sources]]
name = "hub"              # unique in the topic; templates call it so
kind = "huggingface"      # one of those below
allow_private = false     # true permits addresses on loopback and private networks
```

A source that fails does not stop the issue: the rest is collected, and the failure is reported.
"""


def template_reference() -> str:
    """Return docs/templates.md."""
    said = inspect.getdoc(parse_window) or ""
    windows = " ".join(said.split("\n\n")[1].split("Raises:")[0].split())
    parts = [
        TEMPLATES_HEAD.format(windows=windows),
        "## Tags\n",
        *(f"- {_first(tag)}" for tag in TAGS),
        "\n## Figures from series\n\nEach is a function and a filter.\n",
        _table(OPERATIONS),
        "\n## Printing figures\n\nFilters; a figure without one is printed plainly.\n",
        _table(make_formats("en")),
        "\n`{{ date | long_date }}` writes a day out.\n\n## Diagrams\n",
        "Each takes `caption=` and `alt=` besides; without `alt` one is written from the data.\n",
        _table(BUILDERS, signatures=True),
        "\n## Entries and citations\n",
        "- `{{ link(entry) }}` links to an entry by its title.",
        '- `{{ cite(entry) }}` or `{{ cite("Title", "https://…") }}` prints its number among the '
        "sources.",
        "- `{{ story_list(stories(limit=8)) }}` places a ranked list.",
    ]
    return "\n".join(parts) + "\n"


def source_reference() -> str:
    """Return docs/sources.md."""
    parts = [SOURCES_HEAD]
    for name, kind in KINDS.items():
        parts += [f"## `{name}`\n", inspect.getdoc(kind) or "", "", *_options(kind.OPTIONS), ""]
    return "\n".join(parts)


LINT_HEAD = """# What `briefing lint` reports

`briefing lint [TOPIC…]` looks templates, notes and settings over without building anything: no
database, no network. It says where (file:line:column), what is wrong, and what to do.

- `--format text|json|github`: for a person, for a program, or as annotations on a pull request.
- `--fix` mends what is mechanical: names that are a slip of the pen away from the only name that
  they can mean, and figures or sets that nothing uses. Every other byte stays as it is.
- Exit code 0: no errors; 3: errors found (with `--strict`, warnings count too); 1: it could not
  look.

Errors are what a build stops at, or would get wrong; warnings ask an editor to look. What is meant
as it stands, a comment allows:

```jinja
Above 2,500 points a market counts as concentrated. {{# lint: allow numbers #}}
```

A comment speaks for its own line; alone on a line, for those that follow up to the next empty one;
with `in this file`, for all. Several rules are separated by commas.

## Rules
"""


TESTS_HEAD = """# Template tests

A template test says: given these data on that day, the issue reads so. Tests are lists in YAML
files of `content/<topic>/tests/`. `briefing test [TOPIC…]` builds each one's issue, all the way,
from a store in memory that holds what the test gives and nothing else.

```yaml
- test: twice is not more than twice
  day: 2026-03-01
  given:
    observations:
      - measure: hub.downloads
        unit: downloads
        from: 2026-02-01
        to: 2026-02-28
        total_of: {Qwen: 153_600_000, Meta Llama: 76_800_000}
  expect:
    claims: {lead > 2: false}
    does_not_say: more than twice as often
```

`briefing test --update` writes golden copies anew, under `content/<topic>/tests/golden/`. Without
it, a copy that differs fails the test, and the lines that differ are shown. Exit code 0: all pass;
3: some fail; 1: a file cannot be read.

Texts with a colon, a `#` or a leading quote stand in quotes; blanks and line ends count as one
blank. A list that is an item of `observations` or `entries` is taken in, so that an anchor
(`&base`, `*base`) can name what several tests share.
"""


def tests_reference() -> str:
    """Return docs/tests.md."""
    expect = {key: f"{said} ({shape})" for key, (shape, said) in EXPECTATIONS.items()}
    parts = [TESTS_HEAD]
    for title, keys in (
        ("A test", TEST_KEYS),
        ("`given`", GIVEN_KEYS),
        ("One of `observations`", OBSERVATION_KEYS),
        ("One of `entries`", ENTRY_KEYS),
        ("`expect`", expect),
    ):
        rows = [f"| `{key}` | {_cell(said)} |" for key, said in keys.items()]
        parts += [f"## {title}\n", "| key | is |", "| --- | --- |", *rows, ""]
    return "\n".join(parts)


TOPICS_HEAD = """# Topic files

A topic is a folder under `content/` with a `topic.toml`. JSON Schemas of the files that editors
write (`briefing init` puts them into `schema/`) let their programs complete and check them: a first
line of `#:schema ../../schema/topic.json` is what Even Better TOML and taplo look for.

## content/<topic>/topic.toml

| key | is |
| --- | --- |
"""


def topics_reference() -> str:
    """Return docs/topics.md."""
    rows = [f"| `{key}` | {_cell(said)} |" for key, (_, said) in TOPIC.items()]
    more = [f"| `{key}` | {_cell(said)} |" for key, (_, said) in PUBLICATION.items()]
    head = "\n\n## content/publication.toml\n\n| key | is |\n| --- | --- |\n"
    return TOPICS_HEAD + "\n".join(rows) + head + "\n".join(more) + "\n"


def lint_reference() -> str:
    """Return docs/lint.md."""
    rows = [f"| `{name}` | {_cell(said)} |" for name, said in MEANINGS.items()]
    return "\n".join([LINT_HEAD.format(), "| rule | reports |", "| --- | --- |", *rows]) + "\n"


def _options(specs: Iterable[OptionSpec]) -> list[str]:
    rows = ["| option | is | default | means |", "| --- | --- | --- | --- |"]
    for spec in specs:
        default = "needed" if spec.required else _default(spec.default)
        instead = f" (or `{spec.instead}`)" if spec.instead else ""
        choices = f": {', '.join(f'`{choice}`' for choice in spec.choices)}" if spec.choices else ""
        rows.append(
            f"| `{spec.name}`{instead} | {spec.type} | {default} | {_cell(spec.help)}{choices} |"
        )
    return rows


def _default(value: object) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, tuple):
        return "all" if value else ""
    return f"`{value}`"


def _table(names: Mapping[str, Callable[..., object]], *, signatures: bool = False) -> str:
    rows = ["| name | does |", "| --- | --- |"]
    for name, call in names.items():
        shown = f"{name}({_parameters(call)})" if signatures else name
        rows.append(f"| `{shown}` | {_cell(_first(call))} |")
    return "\n".join(rows)


def _parameters(call: Callable[..., object]) -> str:
    shown = []
    for parameter in inspect.signature(call).parameters.values():
        default = parameter.default
        optional = default is not inspect.Parameter.empty
        shown.append(f"{parameter.name}={default!r}" if optional else parameter.name)
    return ", ".join(shown)


def _first(documented: object) -> str:
    text = (inspect.getdoc(documented) or "").split("\n\n")[0]
    return " ".join(text.split())


def _cell(text: str) -> str:
    return re.sub(r"\|", r"\\|", text)


SETTINGS_HEAD = """# Settings of the machine

They stand in `briefing.toml` beside `content/`, and every one of them can be overridden by an
environment variable. What is wrong with any of them is told at once, by every command. Secrets are
never in the file: set the variable, or the variable with `_FILE` to the name of a file that holds
the secret. `schema/settings.json` describes the file, for editors that complete and check.

```toml
#:schema schema/settings.json
[mail]
transport = "smtp"
smtp_host = "mail.example.org"

[[mail.dkim]]
domain = "example.org"
selector = "s1"
file = "var/dkim/s1.pem"

[[mail.domains]]
name = "slow.example"
connections = 2
rate_per_s = 5
```
"""


SETTINGS_COLUMNS = ("| key | variable | default | means |", "| --- | --- | --- | --- |")


def settings_reference() -> str:
    """Return docs/settings.md."""
    groups: dict[str, list[str]] = {}
    for one in options():
        rows = groups.setdefault(one.group, list(SETTINGS_COLUMNS))
        default = "" if one.about.secret else _setting(one.default)
        shown = "" if one.about.secret else f"`{one.key}`"
        said = _cell(f"{one.about.text}{_range(one.about)}")
        rows.append(f"| {shown} | `{one.variable}` | {default} | {said} |")
    parts = [SETTINGS_HEAD]
    for group, rows in groups.items():
        parts += [f"## `[{group}]`\n" if group else "## At the top\n", "\n".join(rows) + "\n"]
    return "\n".join(parts)


def _setting(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(f"`{one}`" for one in value)
    return _default(int(value) if isinstance(value, float) and value.is_integer() else value)


def _range(about: About) -> str:
    limits = [(about.least, "at least"), (about.most, "at most")]
    said = ", ".join(f"{word} {limit:g}" for limit, word in limits if limit is not None)
    return f" ({said})" if said else ""


API_HEAD = """# The API, and a form for other sites

What the pages about subscribing do, programs can do. `/api/openapi.json` describes it to tools
(OpenAPI 3.1); this page is made from the same table, and the tests run its examples in this order.

It is for servers and apps: browsers are refused where another site's page asks (use the form at the
end for that), and no request carries a cookie. Nothing tells whether an address is known. Requests
are counted per network and per address, as the page's are. Tokens are those of the links in mails;
whoever holds one reads that mailbox.

## By example

What can be subscribed to, and the words that a person has to be shown:

```sh
curl https://briefing.example/api/topics
```

```json
{"topics": [{"name": "open-models", "title": "Open models", "description": "…", "lang": "en"}, "…"],
 "consent": {"en": {"version": "$CONSENT", "text": "…"}, "ar": "…", "ja": "…"}}
```

Ask for a topic, in the name of somebody who was shown that text. They get a mail, and nothing else
before they confirm:

```sh
curl https://briefing.example/api/subscriptions \\
  --json '{"address": "ada@example.org", "topics": ["open-models"], "consent": "$CONSENT",
           "hour": "07:00", "timezone": "Europe/Berlin"}'
```

```json
{"status": "confirmation mailed"}
```

The mail's link leads to the publication's own page, which confirms when its button is pressed. An
app that opens the link itself sends its last part, `/confirm/$TOKEN`:

```sh
curl https://briefing.example/api/confirmations --json '{"token": "$TOKEN"}'
```

```json
{"status": "confirmed", "preferences": "$PREFERENCES"}
```

Look at what somebody gets, and change it; a topic left out is left, other fields stay:

```sh
curl https://briefing.example/api/preferences/$PREFERENCES
curl -X PUT https://briefing.example/api/preferences/$PREFERENCES \\
  --json '{"topics": {"open-models": "weekly"}, "lang": "ar"}'
```

```json
{"address": "ada@example.org", "lang": "ar", "timezone": "Europe/Berlin", "hour": "07:00",
 "text_only": false, "topics": {"open-models": "weekly"}}
```

All that is kept about them, and nothing any more:

```sh
curl https://briefing.example/api/preferences/$PREFERENCES/export
curl -X DELETE https://briefing.example/api/preferences/$PREFERENCES
```

```json
{"status": "erased"}
```

What is wrong is told as a problem (RFC 9457), by field where a field is meant:

```sh
curl https://briefing.example/api/subscriptions \\
  --json '{"address": "ada", "topics": ["open-models"], "consent": "$CONSENT"}'
```

```json
{"title": "a field is missing, or holds what it cannot", "status": 422, "detail": "…",
 "fields": {"address": "…"}}
```

## Requests
"""
API_FORM = """## A form for other sites

`/embed` shows it, ready to be copied: plain HTML without a script, in the language of `?lang=`. It
posts to `/subscribe/embed`, which knows no cookie and so may be posted to from anywhere; the person
lands on the page that says what happens next. A field that people do not see keeps simple robots
away. In short it is this, with the text of the version that `consent` names beside the button; when
that text changes, old forms lead to the page, which shows the new one.

```html
<form method="post" action="https://briefing.example/subscribe/embed" lang="en">
  <label>Your email address <input type="email" name="address" required></label>
  <input type="hidden" name="topics" value="open-models">
  <input type="hidden" name="lang" value="en">
  <input type="hidden" name="consent" value="$CONSENT">
  <small>I ask for …</small>
  <button type="submit">Subscribe</button>
</form>
```
"""


def api_reference() -> str:
    """Return docs/api.md."""
    parts = [API_HEAD]
    for operation in API_OPERATIONS:
        parts += [f"### `{operation.method} {operation.path}`\n", f"{operation.about}\n"]
        if operation.fields:
            parts += ["| field | |", "| --- | --- |"]
            parts += [_field_row(name, field) for name, field in operation.fields.items()]
            parts.append("")
        answers = {operation.success: "done", **operation.answers}
        said = "; ".join(f"{status}: {why}" for status, why in sorted(answers.items()))
        parts.append(f"Answers {said}.\n")
    return "\n".join([*parts, API_FORM])


def _field_row(name: str, field: Field) -> str:
    needed = " (needed)" if field.needed else ""
    return f"| `{name}`{needed} | {field.about} |"


PAGES: Mapping[str, Callable[[], str]] = {
    "templates.md": template_reference,
    "sources.md": source_reference,
    "api.md": api_reference,
    "lint.md": lint_reference,
    "settings.md": settings_reference,
    "tests.md": tests_reference,
    "topics.md": topics_reference,
    **SCHEMAS,
}


def main() -> None:
    """Write the pages."""
    (DOCS / "schema").mkdir(exist_ok=True)
    for name, write in PAGES.items():
        (DOCS / name).write_text(write(), encoding="utf-8")


if __name__ == "__main__":
    main()
