"""Articles to render: one with everything that an article can hold."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from briefing.engines.mjml import make_mjml_engine
from briefing.errors import Location
from briefing.model.article import (
    Article,
    Block,
    CallToAction,
    Citation,
    Code,
    CodeBlock,
    Diagram,
    Directive,
    Directives,
    Emphasis,
    FigureRef,
    FootnoteRef,
    Heading,
    LineBreak,
    Link,
    ListBlock,
    ListItem,
    Paragraph,
    Quote,
    Reference,
    Rule,
    Section,
    Stories,
    Table,
    Text,
)
from briefing.model.figure import Figure, Window
from briefing.model.issue import Drawing, DrawnDiagram, Issue
from briefing.model.observation import Entry, Observation, Story
from briefing.model.topic import Publication
from briefing.render.issue import render_issue

ROOT = Path(__file__).parents[2]
AT = datetime(2026, 3, 1, 5, 0, tzinfo=UTC)
HOSTILE = "\"><script>alert(1)</script><mj-text a='b'>{{ 7*7 }} & </td>%%unsubscribe_url%%"
PUBLICATION = Publication(
    name="The Daily Figure",
    root=ROOT,
    url="https://briefing.example",
    sender="The Daily Figure <daily@briefing.example>",
    address="1 Sample Street, 10115 Berlin",
    tagline="numbers with their origin",
)


def text(words: str) -> tuple[Text]:
    return (Text(words),)


def paragraph(words: str) -> Paragraph:
    return Paragraph(text(words))


def observation(day: int, value: int) -> Observation:
    return Observation(
        measure="hub.downloads",
        entity="Qwen",
        value=Decimal(value),
        unit="downloads",
        observed_at=datetime(2026, 2, day, tzinfo=UTC),
        learned_at=AT,
        source="hub",
        url="https://huggingface.co/Qwen",
        days=1,
    )


FIGURE = Figure(
    value=Decimal(153_600_000),
    unit="downloads",
    as_of=AT,
    formula="total(hub.downloads[Qwen], February 2026)",
    observations=(observation(1, 100_000_000), observation(2, 53_600_000)),
    window=Window(date(2026, 2, 1), date(2026, 3, 1), "February 2026"),
    id="leader",
    label="downloads of the leader",
    text="153.6M",
)


def entry(number: int, title: str = "") -> Entry:
    return Entry(
        feed="wire",
        id=str(number),
        url=f"https://news.example/{number}",
        title=title or f"Something happened, part {number}",
        published_at=AT,
        learned_at=AT,
        summary="What happened, in a sentence.",
        score=100 + number,
        comments=number,
        feed_title="The Wire",
    )


DIAGRAM = Diagram("diagram-1", 'pie\n"A": 1', "Shares", text("Who holds what."), "pie", "")
BLOCKS: tuple[Block, ...] = (
    Paragraph(
        (
            Text("Downloads reached "),
            FigureRef("leader", "153.6M"),
            Citation(1),
            Text(", which is "),
            Emphasis("strong", text("a lot")),
            Text(" "),
            Emphasis("em", text("indeed")),
            FootnoteRef(1),
            Text(" "),
            Emphasis("del", text("really")),
            LineBreak(),
            Code("pip <install>"),
            Link("https://example.org/a?b=1&c=2", text("elsewhere"), 'a "title"'),
        )
    ),
    Heading(3, text("A smaller heading")),
    ListBlock(
        (
            ListItem((paragraph("one"),)),
            ListItem((paragraph("two"), ListBlock((ListItem((paragraph("two a"),)),)))),
        )
    ),
    ListBlock((ListItem((paragraph("third"),)),), ordered=True, start=3),
    ListBlock(
        (
            ListItem((paragraph("done"),), checked=True),
            ListItem((paragraph("open"),), checked=False),
        )
    ),
    Quote((paragraph("Said by nobody."),)),
    CodeBlock("for x in y:\n    print(x  )\n", "python"),
    Table(
        (text("Organisation"), text("Downloads")),
        ((text("Qwen"), (FigureRef("leader", "153.6M"),)), (text("Others"), text("20.0M"))),
        ("left", "right"),
    ),
    Rule(),
    DIAGRAM,
)
DIRECTIVES = Directives(
    (
        Directive(text("Take stock."), date(2026, 3, 31), "30 days", text("To know.")),
        Directive(text("Try one."), date(2026, 4, 30), "60 days"),
    )
)
STORIES = Stories((Story(entry(1), (entry(2),)), Story(entry(3))))
CALL = CallToAction(
    text("Keep up"), text("One issue a day."), "Subscribe", "https://briefing.example/subscribe"
)
ARTICLE = Article(
    topic="open-models",
    topic_title="Open models",
    publication=PUBLICATION.name,
    date=date(2026, 3, 1),
    number=60,
    as_of=AT,
    title=text("A headline that says what happened"),
    dek=text("One sentence that says why it matters."),
    byline="By the desk",
    lang="en",
    direction="ltr",
    sections=(
        Section("lead", (), BLOCKS[:1]),
        Section("everything", text("Everything else"), BLOCKS[1:]),
        Section("what-to-do", text("What to do"), (DIRECTIVES, STORIES, CALL)),
    ),
    footnotes=(text("A note of the author."),),
    figures=(FIGURE,),
    sources=(Reference("Models of Qwen", "https://huggingface.co/Qwen", "Hugging Face", AT),),
    sample=True,
)


def drawing(width: int = 520, height: int = 300) -> Drawing:
    return Drawing(
        '<svg xmlns="http://www.w3.org/2000/svg"/>', b"\x89PNG", width, height, "pie", ""
    )


def drawn(alt: str = "Pie chart: A 100 %", narrow: Drawing | None = None) -> DrawnDiagram:
    wide = drawing()
    shown = Drawing(wide.svg, wide.png, wide.width, wide.height, "pie", alt, narrow)
    with_alt = Diagram(DIAGRAM.id, DIAGRAM.script, "Shares", DIAGRAM.caption, "pie", alt)
    return DrawnDiagram(with_alt, shown, "1-shares")


def render(
    article: Article = ARTICLE,
    diagrams: tuple[DrawnDiagram, ...] = (drawn(),),
    publication: Publication = PUBLICATION,
    templates: Path = ROOT / "templates",
) -> Issue:
    return render_issue(
        article,
        diagrams,
        publication,
        templates=[templates],
        mjml=make_mjml_engine("mjml"),
    )


HERE = Location("templates/topics/x.md.j2", 7)
