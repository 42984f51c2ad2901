"""A secret opens until it ends, and of what was refused the last is kept: the same for whatever shows a secret."""

from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.world import MONDAY, World

from bodemplaat.foundation.directory import api as directory
from bodemplaat.foundation.secrets.api import digest_of, new_secret

HOUR = timedelta(hours=1)


def test_of_a_secret_a_digest_and_its_end_are_kept() -> None:
    secret, kept = new_secret("bdp_")
    assert secret.startswith("bdp_")
    assert kept == {"digest": digest_of(secret), "ending": secret[-4:]}
    assert new_secret("bdp_")[0] != secret


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(st.none(), st.integers(1, 5)), max_size=4), st.integers(0, 6))
def test_an_earlier_secret_opens_as_long_as_was_last_said_and_never_longer(
    world: World, overlaps: list[int | None], later: int
) -> None:
    ad, system = world.first.ad, directory.directory_of(world.first.id)
    if directory.connection_of(actor=ad, at=MONDAY) is not None:
        directory.switch_off(actor=ad, at=MONDAY)
    secrets = [(directory.switch_on(actor=ad, at=MONDAY), 99)]
    for hours in overlaps:
        until = None if hours is None else MONDAY + hours * HOUR
        secrets = [(secret, min(end, hours or 0)) for secret, end in secrets]
        secrets.append((directory.renew_secret(actor=ad, old_until=until, at=MONDAY), 99))
    moment = MONDAY + later * HOUR
    for secret, end in secrets:
        opened = directory.secret_opened(actor=system, secret=secret, at=moment)
        assert (opened is not None) == (later < end), (overlaps, later, end)
