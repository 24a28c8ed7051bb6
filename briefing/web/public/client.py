"""Who is asking, as coarsely as rate limits and the consent log need it."""

from __future__ import annotations

import ipaddress

from starlette.requests import Request

PREFIXES = {4: 24, 6: 48}
"""What is kept of an address: enough to tell networks apart, too little to tell people apart."""


def network_of(request: Request) -> str:
    """Return the network of the client, such as "203.0.113.0/24", or nothing where unknown.

    A proxy's word for the client is taken only from the networks in `settings.web.proxies`.
    """
    try:
        address = ipaddress.ip_address(request.client.host if request.client else "")
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    return str(ipaddress.ip_network((address, PREFIXES[address.version]), strict=False))
