"""The Redis transport of kombu, but a worker outlives a broker that is lost while it works."""

from typing import Any

from kombu.transport import TRANSPORT_ALIASES, redis


class Channel(redis.Channel):
    """A channel that says so when its connection is gone.

    Handing a message back or acknowledging it then is an `AttributeError` in kombu 5.7, which
    ends the worker; what is a `ConnectionError` makes it connect again.
    """

    def _connparams(self, asynchronous: bool = False) -> dict[str, Any]:
        if self.connection is None or self.connection.client is None:
            raise ConnectionError("The broker of this channel was lost.")
        return super()._connparams(asynchronous)


class Transport(redis.Transport):
    """The transport behind `redis://` and `redis+socket://`."""

    Channel = Channel


def use() -> None:
    """Let the addresses of Redis lead to this transport."""
    TRANSPORT_ALIASES["redis"] = "beredskab.broker:Transport"
