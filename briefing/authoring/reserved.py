"""The names that templates have already; what an editor makes is called otherwise."""

from briefing.diagrams.registry import BUILDERS
from briefing.figures.formatting import make_formats
from briefing.figures.registry import OPERATIONS

RESERVED = frozenset(
    {
        *OPERATIONS,
        *BUILDERS,
        *make_formats("en"),
        *("series", "measures", "entries", "stories", "cite", "link", "story_list"),
        *("topic", "publication", "date", "number", "subscribe_url", "range", "namespace"),
        *("and", "or", "not", "in", "is", "if", "else", "for", "true", "false", "none"),
        *("import", "from", "with", "without", "context", "recursive", "loop", "self", "super"),
        *("caller", "varargs", "kwargs", "missing", "defined", "ignore"),
    }
)
