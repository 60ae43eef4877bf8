"""One page off the web, guarded: the only module that opens network connections."""

from __future__ import annotations

import ipaddress
import socket
import time
from typing import TYPE_CHECKING

from summarize.types import FetchError

if TYPE_CHECKING:
    import urllib3

MAX_PAGE_BYTES = 10_000_000
TIMEOUT_SECONDS = 15.0  # to connect, and between two reads
TOTAL_SECONDS = 60.0  # for the whole page
_USER_AGENT = "summarize-vietnamese/0.1 (article reader)"


class _PrivateAddress(Exception):
    """A connection led into a private network."""


def fetch_page(url: str, *, allow_private: bool = False) -> bytes:
    """The bytes of the page at an http(s) ``url``, at most 10 MB, redirects followed.

    Addresses inside private networks are refused unless ``allow_private``; the check is made on
    the connected socket, so neither a redirect nor a changing DNS answer gets around it.
    Raises FetchError.
    """
    import urllib3

    if not url.lower().startswith(("http://", "https://")):
        raise FetchError(f"{url} is not an http or https address.")
    try:
        with _make_pool(allow_private) as pool:
            response = pool.request(
                "GET",
                url,
                headers={"User-Agent": _USER_AGENT, "Accept-Encoding": "gzip"},
                timeout=urllib3.Timeout(TIMEOUT_SECONDS),
                retries=urllib3.Retry(connect=1, read=1, redirect=5, other=0, backoff_factor=0.5),
                preload_content=False,
            )
            if response.status >= 400:
                raise FetchError(f"{url} answered with HTTP status {response.status}.")
            return _read_body(response, url)
    except _PrivateAddress as error:
        raise FetchError(f"{url} was refused: {error}.") from error
    except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
        raise FetchError(f"{url} could not be fetched: {_innermost(error)}.") from error


def _read_body(response: urllib3.BaseHTTPResponse, url: str) -> bytes:
    # A timeout bounds each read only: a server that drips bytes needs a deadline for all of them.
    deadline = time.monotonic() + TOTAL_SECONDS
    body = bytearray()
    for chunk in response.stream(65_536, decode_content=True):
        body += chunk
        if len(body) > MAX_PAGE_BYTES:
            raise FetchError(f"{url} is larger than {MAX_PAGE_BYTES // 1_000_000} MB.")
        if time.monotonic() > deadline:
            raise FetchError(f"{url} sent its page too slowly, over {TOTAL_SECONDS:.0f} seconds.")
    return bytes(body)


def _make_pool(allow_private: bool) -> urllib3.PoolManager:
    import urllib3
    from urllib3.connection import HTTPConnection, HTTPSConnection
    from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

    pool = urllib3.PoolManager()
    if allow_private:
        return pool

    class PublicHTTPConnection(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return _require_public(super()._new_conn())

    class PublicHTTPSConnection(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return _require_public(super()._new_conn())

    class PublicHTTPPool(HTTPConnectionPool):
        ConnectionCls = PublicHTTPConnection

    class PublicHTTPSPool(HTTPSConnectionPool):
        ConnectionCls = PublicHTTPSConnection

    pool.pool_classes_by_scheme = {"http": PublicHTTPPool, "https": PublicHTTPSPool}
    return pool


def _require_public(connection: socket.socket) -> socket.socket:
    address = ipaddress.ip_address(connection.getpeername()[0].partition("%")[0])
    if not address.is_global:
        connection.close()
        raise _PrivateAddress(f"it leads to the private address {address}")
    return connection


def _innermost(error: BaseException) -> str:
    while (cause := error.__cause__ or getattr(error, "reason", None)) and isinstance(
        cause, BaseException
    ):
        error = cause
    return str(error).rstrip(".") or type(error).__name__
