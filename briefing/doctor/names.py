"""What DNS says of the sender: SPF (RFC 7208), DKIM (RFC 6376), DMARC (RFC 9989), MX and PTR."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping, Sequence
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any

import dns.exception
import dns.resolver
import dns.reversename

from briefing.delivery.dkim import load_key, record_name, record_text
from briefing.doctor.patient import Examination, Patient, notice, warning
from briefing.errors import BriefingError
from briefing.model.finding import Finding

TIMEOUT_S = 5.0


def examine_resolver(patient: Patient) -> Examination:
    """Return whether names can be looked up at all."""
    servers = ", ".join(map(str, patient.resolver.nameservers))
    try:
        patient.resolver.resolve(patient.sender_domain, "NS", raise_on_no_answer=False)
    except dns.exception.Timeout as fault:
        silent = patient.unknown("dns", f"{_why(fault)}: nothing was looked up", _hint(fault))
        return Examination("dns", servers, (silent,))
    except dns.exception.DNSException:
        pass  # it answers, and what is amiss with the name is told by whoever wants it
    return Examination("dns", servers)


def examine_spf(patient: Patient) -> Examination:
    """Return whether the envelope's domain names who may send for it."""
    from checkdmarc.spf import check_spf

    domain = patient.settings.mail.bounce_domain or patient.sender_domain
    texts = texts_of(domain, patient.resolver)
    found: Mapping[str, Any] = check_spf(domain, resolver=patient.resolver)
    if not found["valid"]:
        such = '"v=spf1 a mx ip4:ADDRESS -all"'
        hint = _to_publish(domain, such, [text for text in texts if _begins(text, "v=spf1")])
        return Examination(
            "spf",
            f"none of use at {domain}",
            (patient.grave("spf", f"{domain}: {found['error']}", hint),),
        )
    findings = [warning("spf", f"{domain}: {said}", "mend the record") for said in _said(found)]
    if found["parsed"]["all"] not in ("fail", "softfail"):
        hint = 'end it with "-all", or "~all" while you try it out'
        findings.append(warning("spf", f"the record of {domain} lets anybody send", hint))
    for address in patient.addresses:
        if not permits(found["parsed"], address, patient.resolver):
            hint = f'add "ip{ip_address(address).version}:{address}" to it'
            findings.append(
                patient.grave("spf", f"the record of {domain} leaves out {address}", hint)
            )
    return Examination("spf", f"{domain}: {found['record']}", tuple(findings))


def _to_publish(name: str, such: str, texts: Sequence[str]) -> str:
    if len(texts) > 1:
        return f"leave one of the {len(texts)} records at {name}"
    return (
        f"mend the record: {texts[0]}"
        if texts
        else f"publish a TXT record at {name}, such as {such}"
    )


def _begins(text: str, tag: str) -> bool:
    return text.strip().lower().startswith(tag)


def permits(parsed: Mapping[str, Any], address: str, resolver: dns.resolver.Resolver) -> bool:
    """Return whether a parsed SPF record lets `address` send; what it cannot tell, it denies."""
    sender = ip_address(address)
    for one in parsed["mechanisms"]:
        if one["action"] != "pass":
            continue
        match one["mechanism"]:
            case "ip4" | "ip6":
                networks = [one["value"]]
            case "a":
                networks = one.get("addresses", [])
            case "mx":
                hosts = [host["hostname"] for host in one.get("hosts", [])]
                networks = [found for host in hosts for found in addresses_of(host, resolver)]
            case "include":
                if permits(one["parsed"], address, resolver):
                    return True
                continue
            case _:
                continue
        if any(sender in ip_network(network, strict=False) for network in networks):
            return True
    redirect = parsed.get("redirect")
    return redirect is not None and permits(redirect["parsed"], address, resolver)


def examine_dmarc(patient: Patient) -> Examination:
    """Return whether the sender's domain says what becomes of mail that claims to be from it."""
    from checkdmarc.dmarc import check_dmarc

    domain = patient.sender_domain
    texts = texts_of(f"_dmarc.{domain}", patient.resolver)
    found: Mapping[str, Any] = check_dmarc(domain, resolver=patient.resolver)
    if not found["valid"]:
        such = (
            f'"v=DMARC1; p=none; rua=mailto:dmarc@{domain}", and go on to p=quarantine when the '
            "reports look right"
        )
        theirs = [text for text in texts if _begins(text, "v=dmarc1")]
        hint = _to_publish(f"_dmarc.{domain}", such, theirs)
        message = f"{domain} has no DMARC policy: {found['error']}"
        return Examination("dmarc", f"none at {domain}", (patient.grave("dmarc", message, hint),))
    findings = [notice("dmarc", f"{domain}: {said}") for said in _said(found)]
    tags = found["tags"]
    if "rua" not in tags:
        hint = f"add rua=mailto:dmarc@{domain}"
        findings.append(warning("dmarc", f"nobody is told how mail of {domain} fares", hint))
    if tags["p"]["value"] == "none":
        hint = "go on to p=quarantine when the reports look right"
        findings.append(notice("dmarc", f"the policy of {domain} only watches (p=none)", hint))
    return Examination("dmarc", f"{domain}: {found['record']}", tuple(findings))


def examine_dkim(patient: Patient) -> Examination:
    """Return whether DNS has the public half of each key that signs."""
    keys = patient.settings.mail.dkim
    if not keys:
        hint = f"make a key with `briefing dkim new {patient.sender_domain}`"
        unsigned = patient.grave("dkim", "messages are not signed", hint)
        return Examination("dkim", "no key", (unsigned,))
    findings: list[Finding] = []
    for key in keys:
        try:
            pem = (patient.root / Path(key.file)).read_bytes()
            private = load_key(pem, domain=key.domain, selector=key.selector)
        except (BriefingError, OSError) as fault:
            hint = "name the file that `briefing dkim new` wrote"
            findings.append(patient.grave("dkim", f"{key.file}: {fault}", hint))
            continue
        name, wanted = record_name(private), record_text(private)
        published = texts_of(name, patient.resolver)
        if not any(same_key(text, wanted) for text in published):
            what = _instead(published)
            hint = f"publish a TXT record there: {wanted}"
            findings.append(patient.grave("dkim", f"{name} {what}", hint))
    if not any(aligned(key.domain, patient.sender_domain) for key in keys):
        hint = f"sign for {patient.sender_domain}"
        findings.append(
            patient.grave("dkim", "no key is of the sender's domain, as DMARC asks", hint)
        )
    names = ", ".join(f"{key.selector}._domainkey.{key.domain}" for key in keys)
    return Examination("dkim", names, tuple(findings))


def _instead(published: Sequence[str]) -> str:
    if not published:
        return "has no record"
    return "has another key" if any(map(_key_of, published)) else "has a record without a key"


def same_key(published: str, wanted: str) -> bool:
    """Return whether two DKIM records publish the same key."""
    return _key_of(published) == _key_of(wanted) is not None


def _key_of(record: str) -> bytes | None:
    found = re.search(r"(?:^|;)\s*p\s*=\s*([A-Za-z0-9+/=\s]+)", record)
    try:
        return base64.b64decode("".join(found.group(1).split())) if found else None
    except ValueError:
        return None


def aligned(signer: str, author: str) -> bool:
    """Return whether a signing domain is the author's, or one above it (relaxed alignment)."""
    return signer.lower() == author or author.endswith(f".{signer.lower()}")


def examine_mx(patient: Patient) -> Examination:
    """Return whether answers and bounces can come back."""
    domains = {patient.sender_domain, patient.settings.mail.bounce_domain} - {""}
    findings: list[Finding] = []
    said: list[str] = []
    for domain in sorted(domains):
        hosts = [r.exchange.to_text(omit_final_dot=True) for r in _ask(domain, "MX", patient)]
        said.append(f"{domain} → {', '.join(hosts) or 'nothing'}")
        if not hosts:
            hint = f"publish an MX record at {domain}: answers, bounces and complaints go there"
            findings.append(patient.grave("mx", f"{domain} takes no mail", hint))
        if hosts == ["."]:  # RFC 7505
            hint = f"publish an MX record at {domain} that names a host"
            findings.append(patient.grave("mx", f"{domain} says that it takes no mail", hint))
            continue
        for host in hosts:
            if host and not addresses_of(host, patient.resolver):
                hint = "name a host that exists"
                findings.append(patient.grave("mx", f"the mail host {host} has no address", hint))
    return Examination("mx", "; ".join(said), tuple(findings))


def examine_ptr(patient: Patient) -> Examination:
    """Return whether each sending address has a name that leads back to it (RFC 1912, 2.1)."""
    if not patient.addresses:
        hint = "say which with `briefing doctor --address ADDRESS`"
        unknown = notice("ptr", "it is not known from which address mail leaves", hint)
        return Examination("ptr", "not looked at", (unknown,))
    findings: list[Finding] = []
    said: list[str] = []
    for address in patient.addresses:
        pointer = dns.reversename.from_address(address).to_text()
        names = [r.target.to_text(omit_final_dot=True) for r in _ask(pointer, "PTR", patient)]
        said.append(f"{address} → {', '.join(names) or 'nothing'}")
        if not any(address in addresses_of(name, patient.resolver) for name in names):
            what = f"{', '.join(names)} does not lead back to it" if names else "it has no name"
            hint = "have whoever gave you the address set its PTR to the mail server's name"
            findings.append(patient.grave("ptr", f"{address}: {what}", hint))
    return Examination("ptr", "; ".join(said), tuple(findings))


def make_resolver(server: str | None = None) -> dns.resolver.Resolver:
    """Return what asks DNS: `server`, or whom this machine asks.

    Raises: BriefingError where there is nobody to ask.
    """
    try:
        resolver = dns.resolver.Resolver(configure=server is None)
        if server:
            resolver.nameservers = [server]
    except (dns.exception.DNSException, ValueError) as fault:
        hint = "name one by its address with --dns IP"
        raise BriefingError(f"no name server to ask: {fault}", hint=hint) from fault
    resolver.lifetime = TIMEOUT_S
    return resolver


def addresses_of(host: str, resolver: dns.resolver.Resolver) -> list[str]:
    """Return a host's addresses, IPv4 first; none where there are none."""
    found = [*_records(host, "A", resolver), *_records(host, "AAAA", resolver)]
    return [record.to_text() for record in found]


def texts_of(name: str, resolver: dns.resolver.Resolver) -> Sequence[str]:
    """Return the TXT records of a name, their strings joined."""
    return [b"".join(r.strings).decode("utf-8", "replace") for r in _records(name, "TXT", resolver)]


def _ask(name: str, kind: str, patient: Patient) -> list[Any]:
    return list(_records(name, kind, patient.resolver))


def _records(name: str, kind: str, resolver: dns.resolver.Resolver) -> Iterator[Any]:
    try:
        yield from resolver.resolve(name, kind)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return
    except dns.exception.DNSException as fault:
        raise BriefingError(
            f"{name} cannot be looked up: {_why(fault)}", hint=_hint(fault)
        ) from fault


def _why(fault: dns.exception.DNSException) -> str:
    if isinstance(fault, dns.exception.Timeout):
        return "no name server answers"
    if isinstance(fault, dns.resolver.NoNameservers):
        return "the name server answers that it cannot tell"
    return str(fault)


def _hint(fault: dns.exception.DNSException) -> str:
    if isinstance(fault, dns.exception.Timeout):
        return "check this machine's network and /etc/resolv.conf, or name a server with --dns IP"
    return "ask whoever looks after the domain's name servers"


def _said(found: Mapping[str, Any]) -> Sequence[str]:
    return [str(said) for said in found.get("warnings", [])]
