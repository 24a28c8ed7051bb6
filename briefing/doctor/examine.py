"""Run every examination; one that cannot be made does not keep the others from being made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias

from briefing.doctor.machine import (
    examine_clock,
    examine_disk,
    examine_facts,
    examine_folders,
    examine_fonts,
    examine_store,
)
from briefing.doctor.names import (
    examine_dkim,
    examine_dmarc,
    examine_mx,
    examine_ptr,
    examine_resolver,
    examine_spf,
)
from briefing.doctor.patient import Examination, Examiner, Patient
from briefing.doctor.servers import examine_broker, examine_tls, sending_addresses
from briefing.doctor.settings import examine_settings
from briefing.errors import BriefingError

Examiners: TypeAlias = Sequence[tuple[str, Examiner]]

AT_HAND: Examiners = (
    ("settings", examine_settings),
    ("folders", examine_folders),
    ("disk", examine_disk),
    ("database", examine_store),
    ("clock", examine_clock),
    ("fonts", examine_fonts),
    ("mail programs", examine_facts),
    ("tls", examine_tls),
    ("broker", examine_broker),
)
IN_DNS: Examiners = (
    ("spf", examine_spf),
    ("dkim", examine_dkim),
    ("dmarc", examine_dmarc),
    ("mx", examine_mx),
    ("ptr", examine_ptr),
)


def examine(patient: Patient) -> Iterator[Examination]:
    """Yield each examination as it is made; what is in DNS not where nobody answers for it."""
    yield from _each(AT_HAND, patient)
    resolver = examine_resolver(patient)
    yield resolver
    if resolver.findings:
        return
    if not patient.addresses:
        try:
            patient = replace(patient, addresses=sending_addresses(patient))
        except BriefingError as fault:
            yield _failed("addresses", patient, fault)
    yield from _each(IN_DNS, patient)


def _each(examiners: Examiners, patient: Patient) -> Iterator[Examination]:
    for name, examiner in examiners:
        try:
            yield examiner(patient)
        except BriefingError as fault:
            yield _failed(name, patient, fault)


def _failed(name: str, patient: Patient, fault: BriefingError) -> Examination:
    unknown = patient.unknown(name, fault.message, fault.hint)
    return Examination(name, "could not be looked at", (unknown,))
