"""Make disposable.txt anew out of the installed package `disposable-email-domains`.

uv run --with disposable-email-domains python briefing/subscribers/data/refresh.py
"""

from pathlib import Path

from disposable_email_domains import blocklist  # type: ignore[import-not-found]

if __name__ == "__main__":
    text = "".join(f"{domain}\n" for domain in sorted(blocklist))
    (Path(__file__).parent / "disposable.txt").write_text(text, encoding="ascii")
