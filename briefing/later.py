"""Let a package that another one imports, and we never use, be loaded when it is first used."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from types import ModuleType
from typing import Any


class Postponed(ModuleType):
    """Stands for a module: loads it where one of its names is asked for."""

    def __init__(self, spec: ModuleSpec, known: Mapping[str, object]) -> None:
        super().__init__(spec.name)
        # What the import statement itself asks for; another thread may import a part meanwhile.
        self.__path__ = spec.submodule_search_locations or []
        self.__dict__.update(known)

    def __getattr__(self, name: str) -> Any:
        """Return what the module itself has under this name."""
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), name)


@contextmanager
def postponed(package: str, **known: object) -> Iterator[None]:
    """Within the block, let `import package` load nothing yet; what is loaded already stays.

    `known` are names that are asked for at once but only to annotate with them. Whoever imports
    the package after the block gets the package itself.
    """
    spec = None if package in sys.modules else find_spec(package)
    if spec is None:
        yield
        return
    stand_in = Postponed(spec, known)
    sys.modules[package] = stand_in
    try:
        yield
    finally:
        if sys.modules.get(package) is stand_in:
            del sys.modules[package]
