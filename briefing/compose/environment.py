"""The Jinja environment of topic templates: sandboxed, strict, and safe by construction.

Only one type of string is trusted to be Markdown: `Markdown`, which is what a template's own text
becomes. Whatever else is printed goes through `print_value`, wherever Jinja would have
escaped it for HTML: on output, in `~`, in `join` and in every method of the string.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import CodeType
from typing import Any, cast

from jinja2 import Environment, FileSystemLoader, Template, nodes, pass_eval_context
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.nodes import EvalContext
from jinja2.parser import Parser
from jinja2.runtime import Macro
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from briefing.compose.compiled import CodeCache, filled, slotted
from briefing.compose.draft import Draft, print_value
from briefing.compose.shield import has_private
from briefing.compose.undefined import TopicUndefined
from briefing.errors import Location, TemplateError
from briefing.model.figure import Missing

HTML_FILTERS = (
    "e",
    "escape",
    "filesizeformat",
    "forceescape",
    "pprint",
    "safe",
    "striptags",
    "tojson",
    "urlencode",
    "urlize",
    "xmlattr",
)


_CODES = CodeCache()


class TemplateFiles(FileSystemLoader):
    """Reads templates, and says which file is not what it should be."""

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        """Return a template's text; raise TemplateError where it is not UTF-8."""
        try:
            return super().get_source(environment, template)
        except UnicodeDecodeError as error:
            at = Location(cast("TopicEnvironment", environment).path_of(template))
            raise TemplateError("this file is not UTF-8", hint="save it as UTF-8", at=at) from error


class SafeTemplate(Template):
    """A compiled template in whose module Jinja's HTML escaping is replaced by ours."""

    @classmethod
    def _from_namespace(
        cls,
        environment: Any,
        namespace: Any,
        globals: Any,  # noqa: A002  (Jinja's own name)
    ) -> Any:
        trust = cast("TopicEnvironment", environment).trust

        class SafeMacro(Macro):
            def _invoke(self, arguments: list[Any], autoescape: bool) -> str:  # noqa: FBT001
                return cast("str", trust_text(self._func(*arguments)))

        trust_text = environment.trust_text
        namespace.update(
            escape=trust,
            Markup=trust_text,
            markup_join=environment.join_values,
            Macro=SafeMacro,
        )
        return super()._from_namespace(environment, namespace, globals)


class LineMarks(Extension):
    """Mark each line of a template's text, so that whatever it becomes can be traced back."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Keep the source for messages; refuse the characters that marks are made of."""
        path = self.topic.path_of(name)
        if filename:  # by which Jinja's lexer calls a template
            self.topic.paths[filename] = path
        source = source.removeprefix("\ufeff")  # some editors begin a file with a byte order mark
        if has_private(source):
            line = next(n for n, text in enumerate(source.split("\n"), 1) if has_private(text))
            raise TemplateError(
                "private-use characters above U+F0000 cannot stand in a template",
                hint="delete them; they usually come from a copied icon font",
                at=Location(path, line),
            )
        self.topic.texts[path] = source
        return source

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Yield the tokens, text marked at each line's start and before each expression."""
        path = self.topic.path_of(stream.name)
        draft = self.topic.draft
        for token in stream:
            if token.type == "data":
                lines = token.value.split("\n")
                marked = (draft.line(path, token.lineno + n) + line for n, line in enumerate(lines))
                yield Token(token.lineno, "data", "\n".join(marked))
                continue
            if token.type == "variable_begin":
                yield Token(token.lineno, "data", draft.line(path, token.lineno))
            yield token

    @property
    def topic(self) -> TopicEnvironment:
        """The environment, by its own type."""
        return cast("TopicEnvironment", self.environment)


class TopicEnvironment(SandboxedEnvironment):
    """A sandboxed environment bound to one draft.

    `names` and `filters` are what templates can reach beside Jinja's own; `texts` holds the
    source of each file loaded, by the path shown to editors.
    """

    template_class = SafeTemplate

    def __init__(
        self,
        draft: Draft,
        folders: Iterable[str],
        *,
        names: Mapping[str, object],
        filters: Mapping[str, Callable[..., object]],
        extensions: Iterable[type[Extension]] = (),
    ) -> None:
        self.draft = draft
        self.texts: dict[str, str] = {}
        self.paths: dict[str, str] = {}
        super().__init__(
            loader=TemplateFiles(list(folders)),
            undefined=TopicUndefined,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            finalize=self.print,
            optimized=False,  # what a filter makes of a constant is the draft's, not the code's
            extensions=[LineMarks, "jinja2.ext.loopcontrols", "jinja2.ext.do", *extensions],
            cache_size=50,
        )
        for name in HTML_FILTERS:
            self.filters.pop(name, None)
        self.filters.update(filters)
        self.filters["join"] = self.join_filter
        self.tests["missing"] = lambda value: isinstance(value, Missing)
        self.globals = {"range": self.globals["range"], "namespace": self.globals["namespace"]}
        self.globals.update(names)
        self.markdown = _markdown_class(draft)

    def compile(  # type: ignore[override]  # (of sources, as loaders and we ask for it)
        self, source: str, name: str | None = None, filename: str | None = None
    ) -> CodeType:
        """Return a template's code; the same tags with other text between them are known."""
        parser = Parser(self, source, name, filename)
        tokens, texts = slotted(list(parser.stream))

        def compile_anew() -> CodeType:
            parser.stream = TokenStream(iter(tokens), name, filename)
            tree = parser.parse()
            if stray := stray_jump(tree):
                word = type(stray).__name__.lower()
                raise TemplateError(
                    f"`{word}` stands outside a loop",
                    hint="put it between `for` and `endfor`, and into no claim or macro there",
                    at=Location(self.path_of(name), stray.lineno),
                )
            return super(TopicEnvironment, self).compile(tree, name, filename)

        # An unknown filter or test is refused while compiling.
        known = (frozenset(self.filters), frozenset(self.tests), frozenset(self.extensions))
        key = (name, filename, self.path_of(name), known, tuple(tokens))
        try:
            return filled(_CODES.code(key, compile_anew), texts)
        except (SyntaxError, RecursionError, MemoryError) as error:
            raise TemplateError(
                "its tags are nested too deeply to be read",
                hint="move a part of it into a macro, or into a file of its own",
                at=Location(self.path_of(name)),
            ) from error

    def path_of(self, name: str | None) -> str:
        """Return the path by which an editor knows the template `name`."""
        return self.paths.get(name or "", f"templates/{name}" if name else "<template>")

    def trust(self, value: object) -> Markup:
        """Return a value as Markdown, printed and made inert unless it is Markdown already."""
        if isinstance(value, self.markdown):
            return value
        if isinstance(value, Markup):
            value = value.unescape()
        return self.trust_text(print_value(self.draft, value))

    @pass_eval_context  # keeps Jinja from printing constants while it compiles
    def print(self, _context: EvalContext, value: object) -> Markup:
        """Return how a value is printed."""
        return self.trust(value)

    def trust_text(self, text: str) -> Markup:
        """Return text that a template itself has written, as Markdown."""
        return self.markdown(text)

    def join_values(self, values: Iterable[object]) -> str:
        """Join values as `~` does: text stays text, anything traced or trusted makes Markdown."""
        parts = list(values)
        if all(isinstance(p, str | int | float) and not isinstance(p, Markup) for p in parts):
            return "".join(str(p) for p in parts)
        return self.trust_text("".join(self.trust(p) for p in parts))

    def join_filter(self, values: Iterable[Any], d: str = "", attribute: str = "") -> str:
        """Join the values with `d` between them; `attribute` joins that of each instead."""
        parts = [self.getattr(v, attribute) if attribute else v for v in values]
        spaced: list[object] = []
        for number, part in enumerate(parts):
            spaced.extend([d, part] if number and d else [part])
        return self.join_values(spaced)


def stray_jump(node: nodes.Node, *, in_loop: bool = False) -> nodes.Node | None:
    """Return a `break` or `continue` that has no loop around it in its own piece of code."""
    if isinstance(node, nodes.Break | nodes.Continue):
        return None if in_loop else node
    if isinstance(node, nodes.For):
        in_loop = True
    elif isinstance(node, nodes.Macro | nodes.CallBlock | nodes.Block):
        in_loop = False
    children = (stray_jump(child, in_loop=in_loop) for child in node.iter_child_nodes())
    return next((found for found in children if found), None)


def _markdown_class(draft: Draft) -> type[Markup]:
    class Markdown(Markup):
        """Markdown that a template wrote; adding anything else to it makes that inert."""

        @classmethod
        def escape(cls, s: Any, /) -> Markdown:
            if isinstance(s, cls):
                return s
            if isinstance(s, Markup):
                s = s.unescape()
            return cls(print_value(draft, s))

    return Markdown
