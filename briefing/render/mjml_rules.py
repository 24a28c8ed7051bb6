"""What MJML 4 allows where: tags, their attributes, what they hold.

Facts from https://documentation.mjml.io. The fonts are names that the `mjml` engine links to a
remote style sheet, and crashes on.
"""

from collections.abc import Mapping

_PADDING = "padding padding-top padding-right padding-bottom padding-left"
_BORDER = "border border-top border-right border-bottom border-left border-radius"
_FONT = "font-family font-size font-style font-weight letter-spacing line-height"
_BACKGROUND = (
    "background-color background-url background-repeat background-size background-position "
    "background-position-x background-position-y"
)
_INNER_BORDER = "inner-border inner-border-top inner-border-right inner-border-bottom"
_SECTION = f"{_BACKGROUND} {_BORDER} {_PADDING} direction full-width text-align text-padding"

_ALLOWED = {
    "mjml": "lang dir owa",
    "mj-head": "",
    "mj-title": "",
    "mj-preview": "",
    "mj-style": "inline",
    "mj-attributes": "",
    "mj-breakpoint": "width",
    "mj-body": "background-color width",
    "mj-wrapper": _SECTION,
    "mj-section": _SECTION,
    "mj-group": "background-color direction vertical-align width",
    "mj-column": (
        f"background-color inner-background-color vertical-align width direction {_BORDER} "
        f"{_INNER_BORDER} inner-border-left inner-border-radius {_PADDING}"
    ),
    "mj-text": (
        f"align color container-background-color background-color height {_FONT} {_PADDING} "
        "text-decoration text-transform vertical-align"
    ),
    "mj-button": (
        f"align background-color color container-background-color height href inner-padding name "
        f"rel target text-align text-decoration text-transform title vertical-align width "
        f"{_BORDER} {_FONT} {_PADDING}"
    ),
    "mj-image": (
        "align alt container-background-color fluid-on-mobile font-size height href max-height "
        f"name rel sizes src srcset target title usemap vertical-align width {_BORDER} {_PADDING}"
    ),
    "mj-divider": (
        "align border-color border-style border-width container-background-color vertical-align "
        f"width {_PADDING}"
    ),
    "mj-spacer": f"container-background-color height {_PADDING}",
    "mj-table": (
        "align border cellpadding cellspacing color container-background-color role table-layout "
        f"vertical-align width {_FONT} {_PADDING}"
    ),
    "mj-hero": (
        "background-color background-height background-position background-url background-width "
        f"border-radius height inner-background-color mode vertical-align width {_PADDING}"
    ),
    "mj-social": (
        "align color container-background-color icon-height icon-padding icon-size inner-padding "
        f"mode table-layout text-decoration text-padding vertical-align border-radius "
        f"{_FONT} {_PADDING}"
    ),
    "mj-social-element": (
        "align alt background-color border-radius color href icon-height icon-padding icon-size "
        f"name rel sizes src srcset target text-decoration text-padding title vertical-align "
        f"{_FONT} {_PADDING}"
    ),
    "mj-navbar": f"align base-url hamburger {_PADDING}",
    "mj-navbar-link": (
        f"color href name rel target text-decoration text-transform {_FONT} {_PADDING}"
    ),
    "mj-raw": "position",
}

ATTRIBUTES: Mapping[str, frozenset[str]] = {
    tag: frozenset((*names.split(), "css-class", "mj-class")) for tag, names in _ALLOWED.items()
}
"""The attributes that each tag takes."""

_CONTENT = {"mj-text", "mj-button", "mj-image", "mj-divider", "mj-spacer", "mj-table", "mj-social"}
_CONTENT |= {"mj-navbar", "mj-raw"}

CHILDREN: Mapping[str, frozenset[str]] = {
    "mjml": frozenset({"mj-head", "mj-body"}),
    "mj-head": frozenset(
        {"mj-title", "mj-preview", "mj-style", "mj-attributes", "mj-breakpoint", "mj-raw"}
    ),
    "mj-body": frozenset({"mj-wrapper", "mj-section", "mj-hero", "mj-raw"}),
    "mj-wrapper": frozenset({"mj-section", "mj-hero", "mj-raw"}),
    "mj-section": frozenset({"mj-column", "mj-group", "mj-raw"}),
    "mj-group": frozenset({"mj-column", "mj-raw"}),
    "mj-column": frozenset(_CONTENT),
    "mj-hero": frozenset(_CONTENT),
    "mj-social": frozenset({"mj-social-element", "mj-raw"}),
    "mj-navbar": frozenset({"mj-navbar-link", "mj-raw"}),
    "mj-attributes": frozenset({"mj-all", "mj-class", *ATTRIBUTES}),
}
"""The tags that each container holds; a tag that is not listed here ends in HTML or text."""

TEXT_ONLY = frozenset(
    {"mj-title", "mj-preview", "mj-style", "mj-divider", "mj-spacer", "mj-image", "mj-breakpoint"}
)
"""Tags that hold text or nothing, never other tags."""

REMOTE_FONTS = ("Roboto", "Open Sans", "Lato", "Ubuntu", "Droid Sans")

MAX_DEPTH = 40
"""Nesting beyond this is a mistake, and overruns the engine's recursion."""
