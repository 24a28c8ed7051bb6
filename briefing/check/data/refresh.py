"""Make caniemail.json anew: the few facts that the checks need, out of caniemail's own data.

    npm pack caniemail && tar xf caniemail-*.tgz
    python briefing/check/data/refresh.py package/dist/data/caniemail.json

The facts are Can I email's (www.caniemail.com, MIT licence), as packed by the npm package.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
CLIENTS = {
    "Gmail": ("gmail", ("desktop-webmail", "ios", "android")),
    "Outlook for Windows": ("outlook", ("windows",)),
    "Outlook.com": ("outlook", ("outlook-com",)),
    "Apple Mail": ("apple-mail", ("macos", "ios")),
    "Yahoo Mail": ("yahoo", ("desktop-webmail", "ios", "android")),
    "Samsung Email": ("samsung-email", ("android",)),
}
SEVERAL = {
    "css-left-right-top-bottom": ["left", "right", "top", "bottom"],
    "css-gap": ["gap", "column-gap", "row-gap"],
    "css-margin-inline-block": ["margin-inline", "margin-block"],
    "css-padding-inline-block": ["padding-inline", "padding-block"],
    "css-margin-inline-start-end": ["margin-inline-start", "margin-inline-end"],
    "css-margin-block-start-end": ["margin-block-start", "margin-block-end"],
    "css-padding-inline-start-end": ["padding-inline-start", "padding-inline-end"],
    "css-padding-block-start-end": ["padding-block-start", "padding-block-end"],
    "css-border-inline-block": ["border-inline", "border-block"],
    "css-block-inline-size": ["block-size", "inline-size"],
    "css-column-layout-properties": ["columns", "column-fill", "column-rule", "column-span"],
    "css-grid-template": ["grid-template", "grid-template-columns", "grid-template-rows"],
}
"""Features of several properties, which their titles do not spell out."""
SKIPPED = {
    "css-pseudo-class-lang",
    "css-inline-size",
    "css-inert-attribute",  # an attribute of HTML, and no harm where it is dropped
    "css-comments",
    "css-important",
    "html-comments",
    "html-base",
}
"""Told twice, or about something other than an element or a property."""
ELEMENTS = {"html-svg": ["svg"], "html-h1-h6": ["h1"], "html-lists": ["ul", "ol", "dl"]}
SUFFIXES = {
    "image-jpg": ["jpg", "jpeg"],
    "image-heif": ["heif", "heic"],
    "image-tiff": ["tif", "tiff"],
}


def concerns(feature: dict[str, Any]) -> dict[str, list[str]] | None:
    """Return what in a document a feature is about, or None where the checks have no use for it."""
    slug, title = feature["slug"], feature["title"]
    if slug in SKIPPED:
        return None
    if feature["category"] == "image" and slug not in ("image-apng", "image-base64", "image-mp4"):
        return {"suffix": SUFFIXES.get(slug, [slug.removeprefix("image-")])}
    if feature["category"] == "html":
        named = re.fullmatch(r"<(\w+)> element", title)
        elements = ELEMENTS.get(slug, [named[1]] if named else [])
        return {"element": elements} if elements else None
    return _in_css(slug, title) if feature["category"] == "css" else None


def _in_css(slug: str, title: str) -> dict[str, list[str]] | None:
    if slug in SEVERAL:
        return {"property": SEVERAL[slug]}
    if slug == "css-variables":
        return {"function": ["var"]}
    if pair := re.fullmatch(r"([a-z-]+): ?([a-z-]+)", title):
        return {"declaration": [f"{pair[1]}:{pair[2]}"]}
    if functions := re.findall(r"([a-z-]+)\(\)", title):
        return None if title.startswith(("@", ":")) else {"function": functions}
    if unit := re.fullmatch(r"([a-z]+) unit", title):
        return None if unit[1] == "initial" else {"unit": [unit[1]]}
    if at_rule := re.fullmatch(r"@(import|font-face)", title):
        return {"at": [at_rule[1]]}
    named = re.fullmatch(r"([a-z-]+)(?: shorthand| property| CSS property)?", title)
    return {"property": [named[1]]} if named and "keyword" not in title else None


def support(feature: dict[str, Any]) -> dict[str, str]:
    """Return each client's support: y (yes), n (no), a (in part) or u (unknown).

    A client that has it on one platform but not on another has it in part; one that has it
    nowhere without limits, and somewhere not at all, has not got it.
    """
    found = {}
    for client, (family, platforms) in CLIENTS.items():
        stats = feature["stats"].get(family, {})
        # Versions stand in the order in which they were tested, the last one last.
        latest = {list(stats[p].values())[-1][0] for p in platforms if stats.get(p)} - {"u"}
        if latest and latest <= {"n", "a"} and "n" in latest:
            found[client] = "n"
        else:
            found[client] = latest.pop() if len(latest) == 1 else "a" if latest else "u"
    return found


def main() -> None:
    """Write caniemail.json beside this file."""
    source = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    features = []
    for feature in source["data"]:
        about = concerns(feature)
        if about and "n" in (known := support(feature)).values():
            features.append(
                {
                    "slug": feature["slug"],
                    "title": feature["title"],
                    "category": feature["category"],
                    "about": about,
                    "support": "".join(known.values()),
                    "tested": feature["last_test_date"],
                    "url": feature["url"],
                }
            )
    facts = {
        "source": "https://www.caniemail.com/ (MIT licence), npm package caniemail",
        "updated": source["last_update_date"][:10],
        "clients": list(CLIENTS),
    }
    lines = ",\n".join(json.dumps(feature, ensure_ascii=False) for feature in features)
    head = json.dumps(facts, ensure_ascii=False, indent=1).removesuffix("\n}")
    text = f'{head},\n "features": [\n{lines}\n]}}\n'
    (HERE / "caniemail.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
