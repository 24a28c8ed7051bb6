"""Styles and icons, made once in the publication's theme; their names change with their content."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

FOREVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that pages refer to, under the name that its content gives it."""

    name: str
    media_type: str
    content: bytes


def make_asset(name: str, media_type: str, content: str) -> Asset:
    """Return an asset: "site.css" becomes "site.1f0c5a7e90.css"."""
    stem, _, suffix = name.rpartition(".")
    data = content.encode()
    digest = hashlib.sha256(data).hexdigest()[:10]
    return Asset(f"{stem}.{digest}.{suffix}", media_type, data)


def asset_route(assets: Mapping[str, Asset]) -> Route:
    """Return the route of the assets."""
    by_name = {asset.name: asset for asset in assets.values()}

    async def serve(request: Request) -> Response:
        asset = by_name.get(request.path_params["name"])
        if asset is None:
            return Response(status_code=404)
        headers = {"cache-control": FOREVER, "etag": f'"{asset.name}"'}
        return Response(asset.content, headers=headers, media_type=asset.media_type)

    return Route("/static/{name}", serve)
