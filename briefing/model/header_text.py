"""Text for a header field."""


def one_line(text: str) -> str:
    """Return a text without line ends, control and format characters, blanks run together."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
