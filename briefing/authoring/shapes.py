"""The first template of a new topic: an article, a digest or a dashboard of what it collects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, get_args

from briefing.authoring.from_article import literal
from briefing.authoring.markdown import escaped
from briefing.authoring.topic_file import SourceDraft

Shape = Literal["article", "digest", "dashboard"]
SHAPES: tuple[Shape, ...] = get_args(Shape)
TITLES = {
    "hub.downloads_30d": ("Downloads in thirty days", "downloads"),
    "hub.likes": ("Likes", "likes"),
    "github.stars": ("Stars", "stars"),
    "github.forks": ("Forks", "forks"),
}
_MEASURES: Mapping[str, Sequence[str]] = {
    "huggingface": ("hub.downloads_30d", "hub.likes"),
    "github": ("github.stars", "github.forks"),
}

_HEAD = """{{#
  {title}: {says}
  Data come as series and leave as figures; `briefing topics {name}` lists the series there are.
  A mistake stops the build with its line, what is wrong and what to do. docs/templates.md has the
  whole vocabulary.
#}}
"""
_KNOWN = """{% set known = measures() %}
"""
_NEWS = """{{# Stories of the past days, the most told first; reports of one event are one story. #}}
{{% set news = stories({feeds}, days=7, limit={limit}) %}}
"""
_RANKING = """{{# {title}, the newest value of each, the largest first. #}}
{{% set {var} = [] %}}
{{% if '{measure}' in known %}}
{{% for one in series('{measure}') %}}
{{% set value = one | latest %}}
{{% if value is not missing %}}
{{% do {var}.append({{'name': one.entity, 'figure': value, 'value': value.value, 'series': one}}) %}}
{{% endif %}}
{{% endfor %}}
{{% endif %}}
{{% set {var} = {var} | sort(attribute='value', reverse=true) %}}
"""
_HEADLINE_OF_DATA = """{{% if {var} %}}
{{% figure first "{title} of the first" = {var}[0].figure %}}
# {{{{ {var}[0].name }}}} leads with {{{{ first | compact(1) }}}} {unit}

By {unit}, of {{{{ {var} | length }}}} followed. This is the dek: say in a sentence or two what it means.
{{% else %}}
# {plain}

Nothing was counted yet.
{{% endif %}}
"""
_HEADLINE_OF_NEWS = """# {{% if news %}}{{{{ news[0].lead.title }}}}{{% else %}}{plain}: a quiet day{{% endif %}}


{{% if news | length > 1 %}}
Also today: {{{{ news[1].lead.title }}}}.
{{% else %}}
What is new, ranked and without repeats.
{{% endif %}}
"""
_HEADLINE = """# {plain}

{description}
"""
_ARGUMENT = """{{% if {var} | length > 1 %}}
{{% figure second "{title} of the second" = {var}[1].figure %}}
{{# A claim is printed only while its condition holds; `else` says what is true otherwise. #}}
{{% claim first > second * 2 %}}
{{{{ {var}[0].name }}}} has more than twice as many {unit} as {{{{ {var}[1].name }}}}, which follows.
{{% else %}}
{{{{ {var}[1].name }}}} follows with {{{{ second | compact(1) }}}} {unit}.
{{% endclaim %}}
{{% endif %}}
"""
_CHART = """{{% if {var} | length > 1 %}}
{{{{ xychart('{title}', {var}[:8] | map(attribute='name') | list, {{'{title}': {var}[:8] | map(attribute='figure') | list}},
   y_title='{unit}', caption='{title}: the newest value of each.') }}}}
{{% endif %}}
"""
_TABLE = """{{% if {var} %}}
## {title}

| | {title} | In a week |
| :--- | ---: | ---: |
{{% for row in {var}[:20] %}}
{{% set gain = row.series | change('7 days') %}}
| {{{{ row.name }}}} | {{{{ row.figure | full }}}} | {{% if gain is missing %}}–{{% else %}}{{{{ gain | signed(1) }}}}{{% endif %}} |
{{% endfor %}}

{chart}{{% endif %}}
"""
_STORIES = """{{% if news %}}
{heading}{{{{ story_list(news) }}}}
{{% endif %}}
"""
_PROSE = """## What it means

{# Your argument stands here. Numbers are printed by name, so that readers can trace them. #}
Say what changed, why it matters, and for whom.

"""
_TAIL = """{% directive "30 days" %}Say here what a reader should do, in one sentence.{% because %}And why.{% enddirective %}

{% cta label="Get the briefing", url=subscribe_url %}
Get this every day

One issue a day, each number with its source.
{% endcta %}
"""


def template_of(
    shape: Shape, name: str, title: str, description: str, sources: Sequence[SourceDraft]
) -> str:
    """Return the template of a topic that draws from these sources; it builds whatever they hold."""
    feeds = [s.name for s in sources if s.kind in ("feed", "github")]
    rankings = [_ranking(m, n, s) for n, (m, s) in enumerate(_measures(sources))]
    says = {
        "article": "one argument a day, from data.",
        "digest": "the day's stories, ranked and without repeats.",
        "dashboard": "what is counted, and how it changes.",
    }[shape]
    words = {"plain": escaped(title), "description": escaped(description or says.capitalize())}
    pieces = [_HEAD.format(title=_remark(title), says=says, name=name)]
    if feeds:
        limit = 8 if shape == "digest" else 4
        names = "[" + ", ".join(f"'{feed}'" for feed in feeds) + "]"
        pieces.append(_NEWS.format(feeds=names, limit=limit))
    pieces += [_KNOWN] if rankings else []
    pieces += [_RANKING.format(**ranking) for ranking in rankings]
    body = {"article": _article, "digest": _digest, "dashboard": _dashboard}[shape]
    return "".join([*pieces, *body(words, rankings, feeds), _TAIL])


Words = Mapping[str, str]


def _article(words: Words, rankings: Sequence[Words], feeds: Sequence[str]) -> list[str]:
    stories = [_STORIES.format(heading="## In the news\n\n")] if feeds else []
    if not rankings:
        head = _HEADLINE_OF_NEWS if feeds else _HEADLINE
        return [head.format(**words), "\n", _PROSE, *stories, "\n## What to do\n\n"]
    first = {**words, **rankings[0]}
    return [
        _HEADLINE_OF_DATA.format(**first),
        "\n",
        _ARGUMENT.format(**first),
        "\n",
        _CHART.format(**first),
        "\n",
        _PROSE,
        *stories,
        "\n## What to do\n\n",
    ]


def _digest(words: Words, rankings: Sequence[Words], feeds: Sequence[str]) -> list[str]:
    head = _HEADLINE_OF_NEWS if feeds else _HEADLINE
    stories = [_STORIES.format(heading=""), "\n"] if feeds else []
    tables = [_TABLE.format(**r, chart=_CHART.format(**r)) for r in rankings]
    return [head.format(**words), "\n", *stories, *tables, "\n## What to do\n\n"]


def _dashboard(words: Words, rankings: Sequence[Words], feeds: Sequence[str]) -> list[str]:
    tables = [_TABLE.format(**r, chart=_CHART.format(**r)) for r in rankings]
    stories = [_STORIES.format(heading="## In the news\n\n")] if feeds else []
    return [_HEADLINE.format(**words), "\n", *tables, *stories, "\n## What to do\n\n"]


def _measures(sources: Sequence[SourceDraft]) -> list[tuple[str, SourceDraft]]:
    found: dict[str, SourceDraft] = {}
    for source in sources:
        own = (str(source.options["measure"]),) if source.kind == "csv" else ()
        for measure in (*_MEASURES.get(source.kind, ()), *own):
            found.setdefault(measure, source)
    return list(found.items())


def _ranking(measure: str, number: int, source: SourceDraft) -> Words:
    unit = str(source.options.get("unit", ""))
    title, unit = TITLES.get(measure, (unit.capitalize(), unit))
    quoted = literal(measure)[1:-1].replace("'", "\\'")
    clean = {"title": _word(title), "unit": _word(unit)}
    return {**clean, "measure": quoted, "var": f"ranking_{number + 1}"}


def _word(text: str) -> str:
    """Return a column's name as it can stand in a string, a heading and a table alike."""
    return (
        " ".join("".join(c if c.isalnum() or c in " -" else " " for c in text).split()) or "value"
    )


def _remark(text: str) -> str:
    return text.replace("#}", "# }").replace("{", "(").replace("}", ")")
