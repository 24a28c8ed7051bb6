"""Templates out of folders, seen anew whenever a save changes what a name stands for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from jinja2.loaders import split_template_path


class TemplateLoader(FileSystemLoader):
    """Jinja's loader, which also sees that a file of that name came into an earlier folder.

    It looks at the file before it reads it: what is saved in between is read the next time.
    """

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        """Return the source, the file's name, and whether both are still what is wanted."""
        before = self._state(template)
        source, file, _ = super().get_source(environment, template)
        return source, file, lambda: self._state(template) == before

    def _state(self, template: str) -> tuple[str, int] | None:
        """Return which file has that name now, and when it was written."""
        for folder in self.searchpath:
            path = Path(folder, *split_template_path(template))
            if path.is_file():
                return str(path), path.stat().st_mtime_ns
        return None
