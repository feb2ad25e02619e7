"""Addresses: which of them are on the open internet. No connection is begun to any other, whatever its name was.

The check stands where a name becomes the address that is connected to, so it sees every hop of every request, knows all
spellings of an address (`0x7f.1`, `2130706433`, `::ffff:127.0.0.1`), and a name that changes its mind between two
look-ups gains nothing: what was looked up and checked is what is connected to.
"""

import contextlib
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Protocol, TypeAlias

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
    _LenientHTTPClientParser,
)
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError, IgnoreRequest
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.address import IPv6Address as TxIPv6Address
from twisted.internet.defer import Deferred
from twisted.internet.interfaces import IAddress
from twisted.web._newclient import BODY, DONE, HTTP11ClientProtocol
from twisted.web._newclient import Request as TxRequest
from twisted.web.http_headers import InvalidHeaderName
from twisted.web.iweb import IResponse

Address: TypeAlias = IPv4Address | IPv6Address

MAX_HEAD = 256 * 1024
"""Bytes of an answer's headers. One line of them may have 16 KiB, which Twisted sees to."""
_INTERNAL_4 = tuple(
    map(
        ip_network,
        (
            "0.0.0.0/8",  # this network
            "10.0.0.0/8",
            "100.64.0.0/10",  # behind a provider's NAT; cloud metadata too
            "127.0.0.0/8",
            "168.63.129.16/32",  # public by its number, the host's own services by its use (Azure)
            "169.254.0.0/16",  # link-local: cloud metadata
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3",  # multicast, reserved, broadcast
        ),
    )
)
_GLOBAL_6 = ip_network("2000::/3")
"""All that is handed out; loopback, link-local, unique local and multicast addresses lie outside."""
_INTERNAL_6 = tuple(map(ip_network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")))
"""Of it, tunnels (that may end anywhere) and examples."""
_TRANSLATED = ip_network("64:ff9b::/96")
"""An IPv4 address as a network without IPv4 writes it."""


def is_open(address: Address) -> bool:
    """Whether an address is on the open internet.

    >>> is_open(ip_address("93.184.216.34")), is_open(ip_address("2a00:1450::1"))
    (True, True)
    >>> [is_open(ip_address(internal)) for internal in ("::ffff:127.0.0.1", "64:ff9b::10.0.0.1", "fe80::1")]
    [False, False, False]
    """
    if isinstance(address, IPv6Address):
        if address in _TRANSLATED:
            return is_open(IPv4Address(int(address) & 0xFFFFFFFF))
        if address.ipv4_mapped is not None:
            return is_open(address.ipv4_mapped)
        return address in _GLOBAL_6 and not any(address in network for network in _INTERNAL_6)
    return not any(address in network for network in _INTERNAL_4)


def allowed_places(given: str | Iterable[str]) -> frozenset[str]:
    """What --allow-private names, in one spelling.

    >>> sorted(allowed_places(["Localhost:8000", "[::1]:80", "intranet.example"]))
    ['::1:80', 'intranet.example', 'localhost:8000']
    """
    places = given.replace(",", " ").split() if isinstance(given, str) else given
    return frozenset(place.strip().lower().replace("[", "").replace("]", "") for place in places)


class PrivateAddress(IgnoreRequest):
    """Why a page was not asked for: its address is none of the open internet."""


class Found(Protocol):
    """An address, as Twisted hands it on."""

    host: str


class Receiver(Protocol):
    """Whom a resolver tells what it finds."""

    def resolutionBegan(self, resolution: object) -> None: ...  # noqa: N802 - Twisted's
    def addressResolved(self, address: Found) -> None: ...  # noqa: N802
    def resolutionComplete(self) -> None: ...  # noqa: N802


class Resolver(Protocol):
    """Whoever looks names up for Twisted."""

    def resolveHostName(  # noqa: N802 - Twisted's
        self,
        resolutionReceiver: Receiver,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: object = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> object: ...


class GuardedResolver:
    """Looks names up as another resolver does, and keeps addresses to itself that are not on the open internet."""

    def __init__(self, resolver: Resolver, allowed: frozenset[str]) -> None:
        self.resolver = resolver
        self.allowed = allowed
        self.refused: dict[tuple[str, int], str] = {}
        """Host and port to the last address that was kept back."""

    def resolveHostName(  # noqa: N802 - Twisted's
        self,
        resolutionReceiver: Receiver,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: object = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> object:
        receiver = _GuardedReceiver(self, resolutionReceiver, hostName.lower(), portNumber)
        if ":" not in hostName:
            return self.resolver.resolveHostName(receiver, hostName, portNumber, addressTypes, transportSemantics)
        address = TxIPv6Address("TCP", hostName, portNumber)  # its own answer, which Scrapy's resolver does not know
        receiver.resolutionBegan(address)
        receiver.addressResolved(address)
        receiver.resolutionComplete()
        return address

    def lets_through(self, host: str, port: int, address: str) -> bool:
        """Whether an address may be connected to under this name."""
        if host in self.allowed or f"{host}:{port}" in self.allowed or is_open(ip_address(address.partition("%")[0])):
            return True
        self.refused[host, port] = address
        return False


class _GuardedReceiver:
    """Stands between a resolver and whom it tells what it finds."""

    def __init__(self, guard: GuardedResolver, receiver: Receiver, host: str, port: int) -> None:
        self.guard = guard
        self.receiver = receiver
        self.host = host
        self.port = port

    def resolutionBegan(self, resolution: object) -> None:  # noqa: N802 - Twisted's
        self.guard.refused.pop((self.host, self.port), None)
        self.receiver.resolutionBegan(resolution)

    def addressResolved(self, address: Found) -> None:  # noqa: N802 - Twisted's
        if self.guard.lets_through(self.host, self.port, address.host):
            self.receiver.addressResolved(address)

    def resolutionComplete(self) -> None:  # noqa: N802 - Twisted's
        self.receiver.resolutionComplete()


class GuardedDownloadHandler(HTTP11DownloadHandler):
    """Scrapy's, for the open internet only, and with a limit to the headers of an answer."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._allowed = allowed_places(crawler.settings.getlist("AGGREGATOR_ALLOW_PRIVATE"))
        self._pool._factory = _ShortHeadFactory  # noqa: SLF001 - Scrapy sets its own there in the same way

    async def download_request(self, request: Request) -> Response:
        guard = self._guard()
        try:
            return await super().download_request(request)
        except CannotResolveHostError as error:
            parts = urlparse_cached(request)
            host = (parts.hostname or "").lower()
            address = guard.refused.get((host, parts.port or {"http": 80, "https": 443}[parts.scheme]))
            if address is None:
                raise
            place = f"{host}:{parts.port}" if parts.port else host
            raise PrivateAddress(
                f"{host} is {address}, which is not on the open internet; if that is meant, name it: "
                f"--allow-private {place}"
            ) from error

    def _guard(self) -> GuardedResolver:
        """The guard that stands before the reactor's resolver: set up when the first page is fetched, or again."""
        from twisted.internet import reactor  # noqa: PLC0415 - importing it installs one

        if not isinstance(reactor.nameResolver, GuardedResolver):
            reactor.installNameResolver(GuardedResolver(reactor.nameResolver, self._allowed))
        guard: GuardedResolver = reactor.nameResolver
        guard.allowed = self._allowed
        return guard


class _TolerantParser(_LenientHTTPClientParser):
    """Scrapy's, which skips lines that are no headers, made to skip headers that have no name as well."""

    def headerReceived(self, name: bytes, value: bytes) -> None:  # noqa: N802 - Twisted's
        with contextlib.suppress(InvalidHeaderName):
            super().headerReceived(name, value)  # type: ignore[no-untyped-call]  # Twisted's


class _ShortHeadProtocol(_LenientHTTP11ClientProtocol):
    """Ends a connection whose headers do not end."""

    head = 0

    def request(self, request: TxRequest) -> Deferred[IResponse]:
        answer = super().request(request)
        if self._parser is not None:
            self._parser.__class__ = _TolerantParser  # as Scrapy does it: Twisted names its parser itself
        return answer

    def dataReceived(self, data: bytes) -> None:  # noqa: N802 - Twisted's
        super().dataReceived(data)  # type: ignore[no-untyped-call]  # Twisted's
        if self._parser is None or self._parser.state in {BODY, DONE}:
            self.head = 0
            return
        self.head += len(data)
        if self.head > MAX_HEAD and self.transport is not None:
            self.transport.abortConnection()


class _ShortHeadFactory(_LenientHTTP11ClientFactory):
    """Scrapy's, whose connections have that limit."""

    def buildProtocol(self, addr: IAddress | None) -> HTTP11ClientProtocol:  # noqa: ARG002, N802 - Twisted's
        return _ShortHeadProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]  # Twisted's
