"""What the installed package carries for publications: templates, and what `init` starts from."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parents[1]
STARTER = Path(__file__).parent / "starter"


def carried_templates() -> Path:
    """Return the folder of the templates that every publication has unless it overrides them.

    A wheel holds a copy of the repository's `templates/email` and `templates/web` (see
    pyproject.toml); in a checkout the repository's own folder is that one copy.
    """
    installed = PACKAGE / "templates"
    return installed if installed.is_dir() else PACKAGE.parent / "templates"


def template_folders(root: Path) -> tuple[Path, ...]:
    """Return where templates are looked for, in order: the publication's, then the package's."""
    return tuple(dict.fromkeys((root / "templates", carried_templates())))
