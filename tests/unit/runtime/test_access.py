"""How a tenant is reached: limits and network from the settings, and a client for a check."""

from __future__ import annotations

import logging
import os
import time
from pathlib import Path

import pytest

from gong_admin.api.credentials import KeyPair
from gong_admin.api.errors import InsecureAddress
from gong_admin.runtime import paths
from gong_admin.runtime.access import limits_of, make_pacer, network_of, trial_client
from gong_admin.runtime.bridge import Bridge
from gong_admin.runtime.local_data import clear_leftovers
from gong_admin.runtime.settings import Choices
from gong_admin.services.doctor import Verdict, check_key


@pytest.fixture
def bridge(run):
    bridge = Bridge()
    yield bridge
    run(bridge.shut_down(5))


def test_settings_become_limits_and_a_way_to_the_network():
    choices = Choices(calls_per_second=2, calls_per_day=500, proxy="", ca_file="/etc/ca.pem")
    limits = limits_of(choices)
    assert (limits.rate, limits.daily, limits.background_share) == (2, 500, 0.7)
    network = network_of(choices)
    assert (network.proxy, network.ca_file) == ("", Path("/etc/ca.pem"))
    assert network_of(Choices()).ca_file is None


def test_a_check_is_one_call_that_counts_like_all_others(sandbox, run, bridge, home):
    gong = sandbox(fresh=True)

    async def check(secret):
        credentials = KeyPair(gong.access_key, secret)
        async with trial_client(gong.base_url, credentials, Choices(), bridge) as client:
            found = await bridge.run(check_key, client)
            return found, client.pacer.usage().used_today

    found, used = run(check(gong.access_key_secret))
    assert found.works
    assert used == 1
    found, used = run(check("made-up"))
    assert not found.works
    assert found.credentials.verdict is Verdict.BAD
    assert used == 2


def test_nobody_there_is_a_finding_and_no_error(run, bridge, home):
    async def check():
        address = "http://127.0.0.1:9"
        async with trial_client(address, KeyPair("a", "b"), Choices(), bridge) as client:
            return await bridge.run(check_key, client)

    found = run(check())
    assert found.host.verdict is Verdict.BAD
    assert not found.works
    assert found.error is not None


def test_an_address_that_is_not_safe_is_refused_before_anything_is_made(run, bridge, home):
    async def check():
        async with trial_client("http://gong.test", KeyPair("a", "b"), Choices(), bridge):
            pass

    with pytest.raises(InsecureAddress):
        run(check())


def test_clearing_spares_the_log_that_is_written_now(home):
    now = paths.log_dir() / "gong-admin-now.log"
    before = paths.log_dir() / "gong-admin-before.log.1"
    before.write_text("made up")
    (paths.cache_dir() / "pictures").mkdir()
    handler = logging.FileHandler(now)
    logging.getLogger().addHandler(handler)
    try:
        assert clear_leftovers() == 2
    finally:
        logging.getLogger().removeHandler(handler)
        handler.close()
    assert now.exists()
    assert not before.exists()
    assert not (paths.cache_dir() / "pictures").exists()


def test_counts_that_nobody_needs_any_more_are_removed(run, bridge, home):
    folder = paths.pacing_dir()
    month_ago = time.time() - 30 * 86_400
    old = [folder / "calls-0123.sqlite3", folder / "calls-0123.sqlite3-journal"]
    for path in old:
        path.write_bytes(b"")
        os.utime(path, (month_ago, month_ago))
    recent = folder / "calls-4567.sqlite3"
    recent.write_bytes(b"")
    run(make_pacer("https://api.gong.io", Choices(), bridge)).close()
    assert not any(path.exists() for path in old)
    assert recent.exists()
