"""Full text of the archive: what people type becomes a question that no index refuses."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from sqlalchemy import Connection, select, text

from briefing.model.archive import Fragment
from briefing.store.tables.archive import archived_issue
from briefing.store.text import storable

LONGEST, MOST_PHRASES = 200, 16
"""What is looked at of a question: its characters, and its phrases."""
OPEN, CLOSE = "\x02", "\x03"
"""What stands around a hit; taken out of the text before it is indexed."""
_PIECE = re.compile(r'(-?)"([^"]*)"?|(-?)(\S+)')
_SCRIPTS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
)
_UNSPACED = re.compile(f"([{_SCRIPTS}])")
_PUT_IN = re.compile(f"([{_SCRIPTS}][{OPEN}{CLOSE}]*) (?=[{OPEN}{CLOSE}]*[{_SCRIPTS}])")
_HIT = re.compile(f"{OPEN}(.*?){CLOSE}", re.DOTALL)

LANGUAGES = {
    "ar": "arabic", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "es": "spanish", "fi": "finnish", "fr": "french", "hu": "hungarian", "id": "indonesian",
    "it": "italian", "lt": "lithuanian", "nl": "dutch", "no": "norwegian", "pt": "portuguese",
    "ro": "romanian", "ru": "russian", "sv": "swedish", "tr": "turkish",
}  # fmt: skip
"""PostgreSQL's dictionaries by language; others are searched word by word."""

# --- questions ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Question:
    """What a person looks for: phrases that must stand in an issue, and phrases that must not."""

    wanted: tuple[str, ...]
    unwanted: tuple[str, ...]

    @property
    def fts5(self) -> str:
        """The question in the words of FTS5."""
        wanted = " AND ".join(f'"{phrase}"' for phrase in self.wanted)
        return "".join([f"({wanted})", *(f' NOT "{phrase}"' for phrase in self.unwanted)])

    @property
    def websearch(self) -> str:
        """The question in the words of PostgreSQL's websearch_to_tsquery."""
        wanted = [f'"{phrase}"' for phrase in self.wanted]
        return " ".join([*wanted, *(f'-"{phrase}"' for phrase in self.unwanted)])


def parse_question(words: str) -> Question:
    """Return what is looked for; letters, digits and quotes count, and a - before a word.

    >>> parse_question('open "model  cards" -qwen (OR')
    Question(wanted=('open', 'model cards', 'OR'), unwanted=('qwen',))
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    for minus, quoted, other_minus, word in _PIECE.findall(storable(words)[:LONGEST]):
        phrase = " ".join(re.findall(r"\w+", spaced(quoted or word)))
        if phrase.strip("_ "):
            (unwanted if minus or other_minus else wanted).append(phrase)
    return Question(tuple(wanted[:MOST_PHRASES]), tuple(unwanted[:MOST_PHRASES]))


def spaced(words: str) -> str:
    """Return text in which each letter of a script without spaces is a word of its own."""
    return _UNSPACED.sub(r" \1 ", unicodedata.normalize("NFKC", words))


def fragments(marked: str) -> tuple[Fragment, ...]:
    """Return an excerpt's fragments; the spaces that `spaced` put in are gone."""
    excerpt = _PUT_IN.sub(r"\1", " ".join(marked.split())).replace(f"{CLOSE}{OPEN}", "")
    return tuple(
        Fragment(part, hit=bool(n % 2)) for n, part in enumerate(_HIT.split(excerpt)) if part
    )


# --- what is indexed ----------------------------------------------------------------------------


class _Words(HTMLParser):
    """Collects the text of a page's article, its head left out, and its pictures' words."""

    def __init__(self, *, within: str) -> None:
        super().__init__(convert_charrefs=True)
        self.within, self.depth, self.hidden = within, 0, 0
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.depth += tag == self.within
        self.hidden += tag in ("header", "style")
        if tag == "img" and self.depth and not self.hidden:
            self.words.append(dict(attrs).get("alt") or "")

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag == self.within
        self.hidden -= tag in ("header", "style")

    def handle_data(self, data: str) -> None:
        if self.depth and not self.hidden:
            self.words.append(data)


def words_of(page: str) -> str:
    """Return the text that an issue's page is found by: its article, or all of its body."""
    reader = _Words(within="article" if "<article" in page else "body")
    reader.feed(page)
    reader.close()
    return " ".join(" ".join(reader.words).split())


def save_words(
    connection: Connection, issue_id: int, *, lang: str, title: str, dek: str, body: str
) -> None:
    """Index an issue, in place of what it said before."""
    row = {
        "id": issue_id,
        "language": LANGUAGES.get(lang.split("-")[0].lower(), "simple"),
        **{
            name: spaced(storable(said).replace(OPEN, " ").replace(CLOSE, " "))
            for name, said in (("title", title), ("dek", dek), ("body", body))
        },
    }
    sqlite = connection.dialect.name == "sqlite"
    key = "rowid" if sqlite else "issue_id"
    connection.execute(text(f"DELETE FROM archive_search WHERE {key} = :id"), row)  # noqa: S608
    connection.execute(text(_SQLITE_SAVE if sqlite else _POSTGRES_SAVE), row)


def index_again(connection: Connection) -> None:
    """Index every archived issue: after rows were copied in from another kind of database."""
    connection.execute(text("DELETE FROM archive_search"))
    shown = select(
        archived_issue.c.issue_id,
        archived_issue.c.lang,
        archived_issue.c.title,
        archived_issue.c.dek,
        archived_issue.c.web_html,
    )
    for row in connection.execute(shown).all():
        save_words(
            connection,
            row.issue_id,
            lang=row.lang,
            title=row.title,
            dek=row.dek,
            body=words_of(row.web_html),
        )


_SQLITE_SAVE = (
    "INSERT INTO archive_search (rowid, title, dek, body) VALUES (:id, :title, :dek, :body)"
)
_POSTGRES_SAVE = """
    INSERT INTO archive_search (issue_id, language, body, words) VALUES (
        :id, CAST(:language AS regconfig), :body,
        setweight(to_tsvector(CAST(:language AS regconfig), :title), 'A')
        || setweight(to_tsvector(CAST(:language AS regconfig), :dek), 'B')
        || setweight(to_tsvector(CAST(:language AS regconfig), :body), 'D'))
"""

# --- looking ------------------------------------------------------------------------------------

_SQLITE_FIND = f"""
    SELECT archive_search.rowid AS issue_id,
        snippet(archive_search, 2, '{OPEN}', '{CLOSE}', ' … ', 28) AS excerpt
    FROM archive_search
    JOIN archived_issue ON archived_issue.issue_id = archive_search.rowid
    JOIN issue ON issue.id = archived_issue.issue_id
    WHERE archive_search MATCH :question AND archived_issue.sent_at IS NOT NULL
        AND (:topic = '' OR issue.topic = :topic)
    ORDER BY bm25(archive_search, 10.0, 4.0, 1.0), issue.day DESC, issue.id
    LIMIT :limit
"""  # noqa: S608  (constants)
# A language's words are found by its own dictionary, so that each asks the index by itself.
_POSTGRES_FIND = f"""
    WITH asked AS (
        SELECT language, websearch_to_tsquery(language, :question) AS question
        FROM (SELECT DISTINCT language FROM archive_search) AS languages
    ), best AS (
        SELECT archive_search.issue_id, archive_search.language, question, body,
            ts_rank(words, question) AS rank, issue.day AS day
        FROM asked JOIN archive_search
            ON archive_search.language = asked.language AND words @@ question
        JOIN archived_issue ON archived_issue.issue_id = archive_search.issue_id
        JOIN issue ON issue.id = archived_issue.issue_id
        WHERE archived_issue.sent_at IS NOT NULL AND (:topic = '' OR issue.topic = :topic)
        ORDER BY rank DESC, day DESC, archive_search.issue_id
        LIMIT :limit
    )
    SELECT issue_id, ts_headline(language, body, question,
        'StartSel="{OPEN}", StopSel="{CLOSE}", MinWords=14, MaxWords=28') AS excerpt
    FROM best ORDER BY rank DESC, day DESC, issue_id
"""  # noqa: S608  (constants)


def find_words(
    connection: Connection, words: str, *, topic: str | None, limit: int
) -> list[tuple[int, tuple[Fragment, ...]]]:
    """Return the numbers of sent issues that hold the words, each with the place, best first."""
    question = parse_question(words)
    if not question.wanted:
        return []
    sqlite = connection.dialect.name == "sqlite"
    values: dict[str, Any] = {
        "question": question.fts5 if sqlite else question.websearch,
        "topic": topic or "",
        "limit": limit,
    }
    rows = connection.execute(text(_SQLITE_FIND if sqlite else _POSTGRES_FIND), values).all()
    return [(row.issue_id, fragments(row.excerpt)) for row in rows]
