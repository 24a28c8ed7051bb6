"""Serve the preview of a publication on this machine alone, until the editor ends it."""

from __future__ import annotations

import asyncio
import socket
import sys
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Collection
from contextlib import aclosing
from pathlib import Path
from urllib.parse import urlencode

import uvicorn
from watchfiles import Change, awatch

from briefing.content.carried import carried_templates
from briefing.errors import BriefingError
from briefing.model.issue import Issue
from briefing.model.placeholder import POSTAL_ADDRESS, PREFERENCES_URL, UNSUBSCRIBE_URL
from briefing.service.testmail import mail_sender
from briefing.service.workshop import Workshop
from briefing.web.hosts import LOOPBACK
from briefing.web.preview.app import make_app
from briefing.web.preview.contract import Preview
from briefing.wiring import Site, utc_now

QUIET_MS, SETTLE_MS = 10, 60
"""Files are looked at this often; a burst of changes (an editor's own way to save) is one."""
LOOK_MS = 500
"""How often to look for folders that have come; the watch sees only what is in those it has."""
PATIENCE_S = 5
"""How long ending waits for what is being built."""
SWITCH_S = 0.0005
"""How long a build may keep the page's requests waiting; Python's own five milliseconds add up."""


def serve(
    site: Site,
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    topic: str = "",
    send_test: Callable[[str, Issue], str] | None = None,
    ready: Callable[[str], None] = lambda _address: None,
) -> None:
    """Serve the preview until interrupted; port 0 takes any that is free.

    `topic` is the one that the page begins with, the first of all where it is empty. `ready` is
    told the address once it is there. Without `send_test`, test mails go where the settings say:
    to a mail server, or into a mailbox folder.

    Raises: BriefingError where the port is taken or `host` is not this machine.
    """
    listener = listen(host, port)
    sys.setswitchinterval(SWITCH_S)
    shown = f"[{host}]" if ":" in host else host
    asked = f"?{urlencode({'topic': topic})}" if topic else ""
    ready(f"http://{shown}:{listener.getsockname()[1]}/{asked}")
    try:
        make_server(make_preview(site, send_test, first=topic)).run(sockets=[listener])
    finally:
        listener.close()
        site.forget_drawings(utc_now())


def make_server(preview: Preview) -> uvicorn.Server:
    """Return a server of the preview's pages, ready to run."""
    app = make_app(preview)
    config = uvicorn.Config(
        app, log_level="warning", timeout_graceful_shutdown=PATIENCE_S, ws="none"
    )
    return _Server(config, app.state.end)


class _Server(uvicorn.Server):
    """A server that lets the pages' streams go before it waits for all answers to end."""

    def __init__(self, config: uvicorn.Config, end: Callable[[], None]) -> None:
        super().__init__(config)
        self._end = end

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._end()
        await super().shutdown(sockets)


def make_preview(
    site: Site, send_test: Callable[[str, Issue], str] | None = None, *, first: str = ""
) -> Preview:
    """Return what the preview needs of a publication; `first` is the topic that it begins with."""
    shop = Workshop(site)
    publication = site.publication
    fill = {
        UNSUBSCRIBE_URL: f"{publication.url}/unsubscribe",
        PREFERENCES_URL: f"{publication.url}/preferences",
        POSTAL_ADDRESS: publication.address,
    }
    return Preview(
        build=shop.build,
        topics=shop.topics,
        root=site.root,
        carried=carried_templates(),
        publication=publication.name,
        changes=lambda: saved_files(lambda: shop.folders),
        concerns=shop.concerns,
        refresh=shop.refresh,
        stamp=shop.stamp,
        close=shop.close,
        send_test=send_test or mail_sender(site, fill),
        fill=fill,
        warm=True,
        first=first,
    )


async def saved_files(folders: Callable[[], Collection[Path]]) -> AsyncIterator[Collection[Path]]:
    """Yield the paths of files as they are saved in the folders that there are.

    Where a folder comes or goes, all of them are yielded, since any file may be another.
    """
    while True:
        watched = folders()
        try:
            async with aclosing(_saved_within(watched, folders)) as saved:
                async for paths in saved:
                    yield paths
        except FileNotFoundError:
            await asyncio.sleep(LOOK_MS / 1000)  # a folder has gone just as it was to be watched
        yield {*watched, *folders()}


async def _saved_within(
    watched: Collection[Path], folders: Callable[[], Collection[Path]]
) -> AsyncGenerator[Collection[Path], None]:
    """Yield the paths of saved files for as long as these are the folders that there are."""
    look = awatch(
        *watched, step=QUIET_MS, debounce=SETTLE_MS, rust_timeout=LOOK_MS, yield_on_timeout=True
    )
    async with aclosing(look):
        async for changes in look:
            if changes:
                yield [Path(path) for _, path in changes]
            gone = any((Change.deleted, str(folder)) in changes for folder in watched)
            if gone or folders() != watched:
                return


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens on this machine alone.

    Raises: BriefingError where the port is taken or `host` is another machine's.
    """
    if host not in LOOPBACK:
        raise BriefingError(
            f"the preview does not listen on {host!r}",
            hint="it shows unpublished work and sends mail: keep it on 127.0.0.1",
        )
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise BriefingError(
            f"cannot listen on port {port}: {error.strerror or error}",
            hint="end the other preview, or choose a port with --port (0 takes a free one)",
        ) from error
