"""Networks: what is kept of where a request came from, and what requests are counted by."""

from ipaddress import IPv6Address, ip_address, ip_network


def network_of(address: str) -> str:
    """Return the network that a client's address is in: a /24 of IPv4, a /48 of IPv6.

    A household, or a provider's part of a town: enough to show where consent came from and to
    slow down whoever asks too often, and too little to point at a person.

    >>> network_of("203.0.113.77")
    '203.0.113.0/24'
    >>> network_of("2001:db8:1:2::3")
    '2001:db8:1::/48'
    """
    try:
        address_of = ip_address(address.partition("%")[0])
    except ValueError:
        return ""
    if isinstance(address_of, IPv6Address) and address_of.ipv4_mapped:
        address_of = address_of.ipv4_mapped
    length = 24 if address_of.version == 4 else 48
    return str(ip_network(f"{address_of}/{length}", strict=False))
