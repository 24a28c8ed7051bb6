"""Strangers judge one message: three verifiers of its signatures, two scores of its looks.

OpenDKIM, rspamd and SpamAssassin are Debian packages; each is skipped where it is not installed.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import dkim
import pytest

from tests.judges.conftest import DOMAIN, OUTSIDE, READER, Arrived
from tests.nameserver import NameServer


def needs(program: str, package: str) -> pytest.MarkDecorator:
    there = shutil.which(program, path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    reason = f"{program} is not installed (Debian: {package})"
    return pytest.mark.skipif(there is None, reason=reason)


def test_dkimpy_verifies_both_signatures(arrived: Arrived) -> None:
    judge = dkim.DKIM(arrived.received)
    records = {f"{name}.".encode(): text.encode() for name, text in arrived.keys.items()}
    for number in range(2):
        assert judge.verify(idx=number, dnsfunc=lambda name, timeout=5: records[name])


@needs("opendkim", "opendkim")
def test_opendkim_verifies_what_it_knows(arrived: Arrived, tmp_path: Path) -> None:
    keys = tmp_path / "keys"
    keys.write_text("".join(f"{name} {text}\n" for name, text in arrived.keys.items()))
    config = tmp_path / "opendkim.conf"
    config.write_text(f"Mode v\nTestPublicKeys {keys}\nSyslog no\n")
    message = tmp_path / "message.eml"
    message.write_bytes(arrived.message)
    judged = subprocess.run(
        ["/usr/sbin/opendkim", "-x", config, "-t", message, "-vv"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    said = judged.stdout + judged.stderr
    assert judged.returncode == 0, said
    assert "dkim=pass (2048-bit key) header.d=briefing.example" in said, said
    assert said.count("dkim=pass") == 2, said
    changed = tmp_path / "changed.eml"
    changed.write_bytes(arrived.message.replace(b"Subject: ", b"Subject: Re: ", 1))
    refused = subprocess.run(
        ["/usr/sbin/opendkim", "-x", config, "-t", changed, "-vv"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "dkim=pass" not in refused.stdout + refused.stderr


@pytest.fixture
def rspamd(names: NameServer, tmp_path: Path) -> Iterator[str]:
    """The address of an rspamd that asks our name server alone."""
    port = _free_port()
    config = tmp_path / "rspamd.conf"
    config.write_text(RSPAMD.format(folder=tmp_path, port=port, dns=names.server_address[1]))
    log = (tmp_path / "out.log").open("wb")
    command = ["rspamd", "-f", "-i", "-c", str(config)]
    process = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        _wait(f"http://127.0.0.1:{port}/ping", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(30)
        log.close()


@needs("rspamd", "rspamd")
def test_rspamd_verifies_and_finds_nothing_wrong(arrived: Arrived, rspamd: str) -> None:
    request = urllib.request.Request(
        f"{rspamd}/checkv2",
        data=arrived.received,
        headers={
            "IP": OUTSIDE,
            "Helo": f"mail.{DOMAIN}",
            "Hostname": f"mail.{DOMAIN}",
            "From": f"daily@{DOMAIN}",
            "Rcpt": READER,
        },
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        judged = json.load(answer)
    shown = {name: symbol["score"] for name, symbol in judged["symbols"].items()}
    assert {"R_DKIM_ALLOW", "R_SPF_ALLOW", "DMARC_POLICY_ALLOW"} <= set(shown), shown
    assert judged["symbols"]["R_DKIM_ALLOW"]["options"] == [
        f"{DOMAIN}:s=rsa",
        f"{DOMAIN}:s=ed25519",
    ]
    assert judged["score"] < 1, shown


@needs("spamassassin", "spamassassin")
def test_spamassassin_finds_nothing_wrong(
    arrived: Arrived, names: NameServer, tmp_path: Path
) -> None:
    config = tmp_path / "user_prefs"
    config.write_text(
        f"dns_server [127.0.0.1]:{names.server_address[1]}\nuse_bayes 0\nuse_razor2 0\n"
        "use_pyzor 0\ntrusted_networks 198.51.100.0/24\ninternal_networks 198.51.100.0/24\n"
    )
    judged = subprocess.run(
        ["spamassassin", "-t", "-p", str(config)],
        input=arrived.received,
        capture_output=True,
        timeout=120,
        check=False,
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), "LC_ALL": "C"},
    )
    said = judged.stdout.decode("utf-8", "replace")
    found = re.search(r"X-Spam-Status: \w+, score=(-?[\d.]+)", said)
    assert found, judged.stderr.decode()
    assert float(found[1]) < 2.5, said[-3000:]
    assert "DKIM_VALID_AU" in said


def _free_port() -> int:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 240  # it compiles its rules first
    while True:
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except OSError:
            if process.poll() is not None or time.monotonic() > until:
                raise
            time.sleep(0.1)
        else:
            return


RSPAMD = """
.include "/etc/rspamd/common.conf"
options {{
  filters = "chartable,dkim,regexp,fuzzy_check";
  dns {{ nameserver = ["127.0.0.1:{dns}:1"]; timeout = 1s; retransmits = 1; }}
  pidfile = "{folder}/rspamd.pid";
  local_addrs = "198.51.100.0/24";
  control_socket = "{folder}/control.sock";
  tempdir = "{folder}";
  hs_cache_dir = "{folder}";
  explicit_modules = [];
  disable_hyperscan = true;
}}
logging {{ type = "console"; level = "warning"; }}
worker "normal" {{ bind_socket = "127.0.0.1:{port}"; count = 1; }}
lang_detection {{ }}
"""
