from dataclasses import replace
from pathlib import Path

import pytest

from briefing.delivery.dkim import load_key, new_key, record_text
from briefing.doctor import Examination, examine
from briefing.doctor.names import (
    examine_dkim,
    examine_dmarc,
    examine_mx,
    examine_ptr,
    examine_spf,
)
from briefing.settings import DkimKey
from tests.doctor.conftest import NameServer, patient

SPF = {
    ("sample.example", "TXT"): ['"v=spf1 include:relay.example mx ip6:2001:db8::/32 -all"'],
    ("relay.example", "TXT"): ['"v=spf1 a:out.relay.example ~all"'],
    ("out.relay.example", "A"): ["198.51.100.7"],
    ("sample.example", "MX"): ["10 mail.sample.example."],
    ("mail.sample.example", "A"): ["192.0.2.1"],
}


def said(examination: Examination) -> list[str]:
    return [f"{found.severity}: {found.message}" for found in examination.findings]


@pytest.mark.parametrize("address", ["198.51.100.7", "192.0.2.1", "2001:db8::5"])
def test_an_address_that_the_record_names_may_send(
    address: str, tmp_path: Path, names: NameServer
) -> None:
    ours = replace(patient(tmp_path, names, SPF), addresses=(address,))
    assert said(examine_spf(ours)) == []


def test_an_address_that_the_record_leaves_out_is_told(tmp_path: Path, names: NameServer) -> None:
    ours = replace(patient(tmp_path, names, SPF), addresses=("203.0.113.9",))
    found = examine_spf(ours)
    assert said(found) == ["error: the record of sample.example leaves out 203.0.113.9"]
    assert found.findings[0].hint == 'add "ip4:203.0.113.9" to it'


def test_a_domain_without_a_record_is_told_what_to_publish(
    tmp_path: Path, names: NameServer
) -> None:
    (found,) = examine_spf(patient(tmp_path, names)).findings
    assert found.severity == "error"
    assert "publish a TXT record at sample.example" in found.hint


@pytest.mark.parametrize(
    ("records", "hint"),
    [
        (['"v=spf1 -all"', '"v=spf1 mx -all"'], "leave one of the 2 records at sample.example"),
        (['"other"', '"v=spf1 ip4:1.2.3.777 -all"'], "mend the record: v=spf1 ip4:1.2.3.777 -all"),
    ],
)
def test_a_record_that_is_wrong_is_to_be_mended(
    records: list[str], hint: str, tmp_path: Path, names: NameServer
) -> None:
    (found,) = examine_spf(patient(tmp_path, names, {("sample.example", "TXT"): records})).findings
    assert (found.severity, found.hint) == ("error", hint)


def test_a_record_that_lets_anybody_send_is_no_use(tmp_path: Path, names: NameServer) -> None:
    open_record = {("sample.example", "TXT"): ['"v=spf1 ip4:192.0.2.1 ?all"']}
    ours = patient(tmp_path, names, open_record)
    assert "warning: the record of sample.example lets anybody send" in said(examine_spf(ours))


def test_a_policy_is_found_and_looked_through(tmp_path: Path, names: NameServer) -> None:
    zone = {
        ("sample.example", "A"): ["192.0.2.1"],
        ("_dmarc.sample.example", "TXT"): ['"v=DMARC1; p=none"'],
    }
    found = said(examine_dmarc(patient(tmp_path, names, zone)))
    assert "warning: nobody is told how mail of sample.example fares" in found
    assert "notice: the policy of sample.example only watches (p=none)" in found


def test_a_domain_without_a_policy_is_told_what_to_publish(
    tmp_path: Path, names: NameServer
) -> None:
    (found,) = examine_dmarc(patient(tmp_path, names)).findings
    assert "publish a TXT record at _dmarc.sample.example" in found.hint


def test_a_policy_that_is_none_is_to_be_mended(tmp_path: Path, names: NameServer) -> None:
    zone = {("_dmarc.sample.example", "TXT"): ['"v=DMARC1; p=nonsense"']}
    (found,) = examine_dmarc(patient(tmp_path, names, zone)).findings
    assert found.hint == "mend the record: v=DMARC1; p=nonsense"


def test_the_published_key_must_be_the_one_that_signs(tmp_path: Path, names: NameServer) -> None:
    pem = new_key("ed25519")
    (tmp_path / "key.pem").write_bytes(pem)
    key = DkimKey("sample.example", "s1", "key.pem")
    ours = patient(tmp_path, names, dkim=(key,))
    assert said(examine_dkim(ours)) == ["error: s1._domainkey.sample.example has no record"]
    other = record_text(load_key(new_key("ed25519"), domain="sample.example", selector="s1"))
    names.zone["s1._domainkey.sample.example", "TXT"] = [f'"{other}"']
    assert said(examine_dkim(ours)) == ["error: s1._domainkey.sample.example has another key"]
    names.zone["s1._domainkey.sample.example", "TXT"] = ['"v=DKIM1; k=ed25519; p="']
    assert said(examine_dkim(ours)) == [
        "error: s1._domainkey.sample.example has a record without a key"
    ]
    right = record_text(load_key(pem, domain="sample.example", selector="s1"))
    names.zone["s1._domainkey.sample.example", "TXT"] = [f'"{right}"']
    assert said(examine_dkim(ours)) == []


def test_a_key_of_another_domain_does_not_help_the_sender(
    tmp_path: Path, names: NameServer
) -> None:
    ours = patient(tmp_path, names, dkim=(DkimKey("relay.example", "s1", "none.pem"),))
    assert said(examine_dkim(ours))[-1] == (
        "error: no key is of the sender's domain, as DMARC asks"
    )


def test_mail_must_be_able_to_come_back(tmp_path: Path, names: NameServer) -> None:
    zone = {("sample.example", "MX"): ["10 mail.sample.example."]}
    ours = patient(tmp_path, names, zone, bounce_domain="bounces.sample.example")
    assert said(examine_mx(ours)) == [
        "error: bounces.sample.example takes no mail",
        "error: the mail host mail.sample.example has no address",
    ]


def test_a_domain_that_wants_no_mail_is_told(tmp_path: Path, names: NameServer) -> None:
    ours = patient(tmp_path, names, {("sample.example", "MX"): ["0 ."]})
    assert said(examine_mx(ours)) == ["error: sample.example says that it takes no mail"]


def test_an_address_must_lead_to_a_name_and_back(tmp_path: Path, names: NameServer) -> None:
    ours = replace(patient(tmp_path, names, SPF), addresses=("192.0.2.1",))
    assert said(examine_ptr(ours)) == ["error: 192.0.2.1: it has no name"]
    names.zone["1.2.0.192.in-addr.arpa", "PTR"] = ["mail.sample.example."]
    assert said(examine_ptr(ours)) == []
    names.zone["1.2.0.192.in-addr.arpa", "PTR"] = ["out.relay.example."]
    assert said(examine_ptr(ours)) == [
        "error: 192.0.2.1: out.relay.example does not lead back to it"
    ]


def test_a_laptop_that_sends_nothing_is_only_told(tmp_path: Path, names: NameServer) -> None:
    ours = patient(tmp_path, names, transport="maildir")
    for examiner in (examine_spf, examine_dkim, examine_dmarc, examine_mx):
        assert {found.severity for found in examiner(ours).findings} == {"notice"}


@pytest.mark.parametrize(("transport", "severity"), [("smtp", "error"), ("maildir", "warning")])
def test_where_no_name_server_answers_that_alone_is_told(
    transport: str, severity: str, tmp_path: Path, names: NameServer
) -> None:
    ours = patient(tmp_path, names, transport=transport)
    ours.resolver.port = 1
    ours.resolver.lifetime = 0.2
    made = {one.name: one for one in examine(replace(ours, time_server=("127.0.0.1", 1)))}
    assert said(made["dns"]) == [f"{severity}: no name server answers: nothing was looked up"]
    assert "/etc/resolv.conf" in made["dns"].findings[0].hint
    assert {"settings", "fonts", "database"} <= set(made)
    assert not {"spf", "dkim", "dmarc", "mx", "ptr"} & set(made)


def test_a_name_that_cannot_be_looked_up_keeps_no_other_from_it(
    tmp_path: Path, names: NameServer
) -> None:
    ours = patient(tmp_path, names, SPF)
    names.broken = {"_dmarc.sample.example"}
    made = {one.name: one for one in examine(replace(ours, time_server=("127.0.0.1", 1)))}
    assert said(made["dmarc"]) == [
        "error: _dmarc.sample.example cannot be looked up: the name server answers that it cannot"
        " tell"
    ]
    assert "name servers" in made["dmarc"].findings[0].hint
    assert said(made["mx"]) == []
