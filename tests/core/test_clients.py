"""Clients of the web port: who counts as one, behind a proxy and without."""

import pytest

from bot.core.clients import GROUPS, group_of

SECRET = b"of a process"


def told_apart(*clients: tuple[str | None, str]) -> int:
    """How many clients these are."""
    return len({group_of(peer, forwarded, SECRET) for peer, forwarded in clients})


@pytest.mark.parametrize(
    ("clients", "count"),
    [
        pytest.param([("8.8.8.7", ""), ("8.8.8.8", "")], 2, id="two addresses"),
        pytest.param([("8.8.8.7", "9.9.9.1"), ("8.8.8.7", "9.9.9.2")], 1, id="what a client says of itself"),
        pytest.param([("127.0.0.1", "8.8.8.7"), ("127.0.0.1", "8.8.8.8")], 2, id="what a proxy here says"),
        pytest.param([("10.1.2.3", "8.8.8.7"), ("fd00::1", "8.8.8.7")], 1, id="proxies of a private network"),
        pytest.param([("::1", "1.1.1.1, 8.8.8.7"), ("::1", "2.2.2.2, 8.8.8.7")], 1, id="the proxy's own part is the last"),
        pytest.param([("2001:4860::1:1", ""), ("2001:4860::2:2", "")], 1, id="one network of IPv6"),
        pytest.param([("2001:4860::1", ""), ("2001:4860:1::1", "")], 2, id="two networks of IPv6"),
        pytest.param([("::ffff:8.8.8.7", ""), ("8.8.8.7", "")], 1, id="one address in two ways"),
        pytest.param([("127.0.0.1", ""), ("127.0.0.1", "nonsense"), ("127.0.0.1", "9" * 9999)], 1, id="a proxy that says nothing"),
        pytest.param([(None, ""), (None, "8.8.8.7"), ("", "")], 1, id="nobody knows"),
    ],
)  # fmt: skip
def test_so_many_clients_are_told_apart(clients: list[tuple[str | None, str]], count: int) -> None:
    assert told_apart(*clients) == count


def test_there_are_no_more_groups_than_so_many_and_nobody_chooses_theirs() -> None:
    everybody = [f"8.8.{network}.{host}" for network in range(20) for host in range(256)]
    groups = {group_of(each, "", SECRET) for each in everybody}
    assert max(groups) < GROUPS
    assert len(groups) > GROUPS / 2
    assert [group_of(each, "", SECRET) for each in everybody] != [group_of(each, "", b"another") for each in everybody]
