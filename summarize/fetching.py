"""Pages off the web, guarded and polite: the only module that opens network connections.

The polite part is ``Fetcher``: redirects, robots.txt (RFC 9309), one request to a host at a time
and not too soon, back-off when a host is in trouble. The guarded part is ``_exchange``: one
request, bounded in time and size, that does not end up in a private network.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from html import unescape
from itertools import count
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from summarize.types import FetchError

if TYPE_CHECKING:
    import urllib3
    from protego import Protego

MAX_PAGE_BYTES = 10_000_000  # unpacked
MAX_REDIRECTS = 5
MAX_WAIT_SECONDS = 60.0  # that a host can make us wait by Retry-After or Crawl-delay
_SILENCE_SECONDS = 15.0  # to connect, and between two reads
_MAX_ROBOTS_BYTES = 512_000  # what RFC 9309 wants read
_REMEMBERED_SITES = 1000
_AGENT = "summarize-vietnamese"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_TRY_AGAIN_STATUSES = frozenset({429, 500, 502, 503, 504})
_USER = re.compile(r"(https?://)([^/?#\s]*)@", re.IGNORECASE)
_ORIGIN = re.compile(r"https?://[^/?#]*", re.IGNORECASE)
_HEAD = 8_000  # bytes of a page in which it may lead on by itself
_NOT_FOLLOWED = re.compile(rb"<!--.*?-->|<(noscript|script)\b.*?</\1", re.DOTALL | re.IGNORECASE)
_META = re.compile(rb"<meta\b[^>]{0,300}\bhttp-equiv\s*=\s*[\"']?refresh\b[^>]*>", re.IGNORECASE)
_REFRESH = re.compile(
    r"""\bcontent\s*=\s*["']?\s*(?P<delay>\d+)(?:\.\d*)?\s*[;,]\s*(?:url\s*=\s*)?["']?"""
    r"""(?P<url>[^"'\s>]+)""",
    re.IGNORECASE,
)
_NO_ADDRESS = "it is not a sound address"
_MOST_DELAY = 5  # seconds: after more a page has something to say itself


class _Answer(NamedTuple):
    url: str
    status: int
    headers: urllib3.HTTPHeaderDict
    body: bytes

    @property
    def location(self) -> str | None:
        """Where it leads on to, as a redirect or as a page that does so at once."""
        if self.status in _REDIRECTS:
            return self.headers.get("Location") or None
        if self.status >= 300 or "html" not in self.headers.get("Content-Type", "html"):
            return None
        head = self.body[:_HEAD]
        meta = _META.search(head) and _META.search(_NOT_FOLLOWED.sub(b"", head))
        found = _REFRESH.search(meta[0].decode(errors="replace")) if meta else None
        return unescape(found["url"]) if found and int(found["delay"]) <= _MOST_DELAY else None

    def info(self) -> urllib3.HTTPHeaderDict:
        """The headers, as the standard library's jar of cookies asks for them."""
        return self.headers


class _NoAnswer(Exception):
    """A host that could not be reached, broke off or was in trouble: trying again may help.

    ``retry_after`` is the number of seconds that the host wants to be left alone for.
    """

    def __init__(self, message: str, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class _Refused(Exception):
    """An answer that is not to be had, however often one asks."""


def fetch_page(url: str, *, allow_private: bool = False) -> bytes:
    """The bytes of the one page at ``url`` that a person waits for: without a second try, and
    without robots.txt, which is for programs that go from page to page. Raises FetchError.
    """
    return Fetcher(allow_private=allow_private, robots=False, retries=0).fetch(url)


def without_user(url: str) -> str:
    """The address without the user and password that it may hold."""
    return _USER.sub(r"\1", url, count=1)


class Fetcher:
    """Fetches http(s) pages as a polite guest does.

    ``delay`` is the least number of seconds between two requests to one host; a longer
    Crawl-delay in its robots.txt counts, up to a minute. Connections that fail and the statuses
    429 and 5xx are tried again ``retries`` times, after 1, 2, 4 … seconds or what Retry-After
    says; who asks for more than a minute is not asked again. ``timeout`` bounds each request as a
    whole, in seconds. Addresses in private networks are refused unless ``allow_private``: the
    check is made on the connected socket, so neither a redirect nor a changing DNS answer gets
    around it. ``robots`` False skips robots.txt. A user and password in an address go with the
    requests to that site, and no message tells them. Several threads may fetch at once; those that
    want the same host wait for each other.
    """

    def __init__(
        self,
        *,
        allow_private: bool = False,
        robots: bool = True,
        delay: float = 1.0,
        retries: int = 3,
        timeout: float = 60.0,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._allow_private, self._robots = allow_private, robots
        self._delay, self._retries, self._timeout = delay, retries, timeout
        self._clock, self._sleep = clock, sleep
        self._users: dict[str, str] = {}  # with their passwords, by site
        self._turns: dict[str, float] = {}  # when a host may be asked again
        # A robots.txt is read under the lock of its address and every request made under that of
        # its host, the innermost: threads cannot lock each other out.
        self._locks: dict[str, threading.Lock] = {}
        self._rules = lru_cache(maxsize=_REMEMBERED_SITES)(self._read_rules)

    def sign_in(self, url: str) -> str:
        """The address without user and password. These go with all requests to its site, the first
        that were given.
        """
        bare = without_user(url)
        if (found := _USER.match(url)) and (site := _ORIGIN.match(bare)):
            self._users.setdefault(site[0].lower(), unquote(found[2]))
        return bare

    def fetch(self, url: str) -> bytes:
        """The page at ``url``, at most 10 MB, redirects followed. Raises FetchError."""
        url = self.sign_in(url)
        try:
            answer = self._follow(url, self._check_rules if self._robots else None)
        except (_NoAnswer, _Refused) as error:
            raise FetchError(f"{url} could not be fetched: {error}.") from error
        except ValueError as error:  # what urllib makes of an address that cannot be
            raise FetchError(f"{url} could not be fetched: {_NO_ADDRESS}.") from error
        if answer.status >= 300:
            raise FetchError(f"{url} answered with HTTP status {answer.status}.")
        if _is_home(answer.url) and not _is_home(url):
            raise FetchError(f"{url} leads to the home page {answer.url}: the article is gone.")
        return answer.body

    def _follow(self, url: str, check: Callable[[str], float] | None) -> _Answer:
        """The answer at the end of the redirects, which may set cookies for each other. ``check``
        gives the seconds to leave between two requests, and raises _Refused where one is not
        welcome.
        """
        from http.cookiejar import CookieJar
        from urllib.request import Request

        cookies = CookieJar()
        for _ in range(MAX_REDIRECTS + 1):
            url = self.sign_in(url)
            if urlsplit(url).scheme not in ("http", "https"):
                raise _Refused(f"{url} is not an http or https address")
            request = Request(url)
            cookies.add_cookie_header(request)
            headers = dict(request.unredirected_hdrs) | self._make_authorization(url)
            answer = self._ask(url, headers, check(url) if check else 0.0)
            location = answer.location
            if location is None:
                return answer
            cookies.extract_cookies(answer, request)  # type: ignore[arg-type]  # wants info() only
            url = urljoin(url, location)
        raise _Refused(f"it was redirected more than {MAX_REDIRECTS} times")

    def _make_authorization(self, url: str) -> dict[str, str]:
        from urllib3 import make_headers

        site = _ORIGIN.match(url)
        user = self._users.get(site[0].lower()) if site else None
        if user is None:
            return {}
        # What urllib3 takes is Latin-1.
        return make_headers(basic_auth=user.encode().decode("latin-1"))

    def _ask(self, url: str, headers: Mapping[str, str], gap: float) -> _Answer:
        """The answer to one request, in the host's turn and after as many tries as it takes."""
        host = urlsplit(url).netloc
        with self._lock(host):
            return self._ask_in_turn(url, headers, host, gap)

    def _ask_in_turn(self, url: str, headers: Mapping[str, str], host: str, gap: float) -> _Answer:
        for attempt in count():
            if (wait := self._turns.get(host, 0.0) - self._clock()) > 0:
                self._sleep(wait)
            pause = gap
            try:
                return _exchange(url, headers, self._allow_private, self._timeout)
            except _NoAnswer as error:
                back_off = 2.0**attempt if error.retry_after is None else error.retry_after
                if attempt == self._retries or back_off > MAX_WAIT_SECONDS:
                    raise
                pause = max(gap, back_off)
            finally:
                self._turns[host] = self._clock() + pause
        raise AssertionError("the last attempt returns or raises")

    def _lock(self, name: str) -> threading.Lock:
        return self._locks.setdefault(name, threading.Lock())

    def _check_rules(self, url: str) -> float:
        """The seconds to leave between requests to the host; _Refused if its robots.txt says no."""
        parts = urlsplit(url)
        robots = f"{parts.scheme}://{parts.netloc}/robots.txt"
        with self._lock(robots):
            rules = self._rules(robots)
        if isinstance(rules, _Refused):
            raise rules
        if not rules.can_fetch(url, _AGENT):
            raise _Refused(f"the robots.txt of {parts.netloc} does not allow it")
        return max(self._delay, min(rules.crawl_delay(_AGENT) or 0.0, MAX_WAIT_SECONDS))

    def _read_rules(self, url: str) -> Protego | _Refused:
        """What a site allows. Without a robots.txt all; nothing while the site cannot tell, which
        also keeps us from trying every page of a site that is down.
        """
        from protego import Protego

        try:
            answer = self._follow(url, None)
        except ValueError:
            return _Refused(_NO_ADDRESS)
        except (_NoAnswer, _Refused) as error:
            return _Refused(f"{url}, which is asked for first, was not to be had: {error}")
        text = answer.body[:_MAX_ROBOTS_BYTES].decode(errors="replace")
        return Protego.parse(text if answer.status < 300 else "")


def _is_home(url: str) -> bool:
    """Whether an address is that of a whole site."""
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query


def _exchange(url: str, headers: Mapping[str, str], allow_private: bool, timeout: float) -> _Answer:
    """One request and its answer, body unpacked. Raises _NoAnswer and _Refused."""
    from importlib.metadata import version

    import urllib3

    hopeless = (ValueError, urllib3.exceptions.SSLError, urllib3.exceptions.DecodeError)
    watch = _Watch(allow_private, timeout)
    try:
        with watch.until_end(), _make_pool(watch) as pool:
            response = pool.request(
                "GET",
                url,
                headers={
                    "User-Agent": f"{_AGENT}/{version(_AGENT)} (article reader)",
                    "Accept-Encoding": "gzip",
                    "Connection": "close",
                    **headers,
                },
                timeout=urllib3.Timeout(min(timeout, _SILENCE_SECONDS)),
                retries=False,
                redirect=False,
                preload_content=False,
            )
            try:
                body = _read_body(response)
            finally:
                response.close()
    except _Refused:
        raise
    except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
        watch.check()
        reason = _tell(error)
        if isinstance(error, hopeless):
            raise _Refused(reason) from error
        raise _NoAnswer(reason) from error
    watch.check()
    if response.status in _TRY_AGAIN_STATUSES:
        retry_after = response.headers.get("Retry-After")
        raise _NoAnswer(f"HTTP status {response.status}", _parse_retry_after(retry_after))
    return _Answer(url, response.status, response.headers, body)


def _read_body(response: urllib3.BaseHTTPResponse) -> bytes:
    packings = response.headers.get("Content-Encoding", "").lower().replace(" ", "").split(",")
    if unknown := set(packings).difference(response.CONTENT_DECODERS, ("", "identity")):
        raise _Refused(f"it came packed as {', '.join(sorted(unknown))}, which was not asked for")
    body = bytearray()
    for chunk in response.stream(65_536, decode_content=True):
        body += chunk
        if len(body) > MAX_PAGE_BYTES:
            raise _Refused(f"the page is larger than {MAX_PAGE_BYTES // 1_000_000} MB")
    return bytes(body)


def _parse_retry_after(text: str | None) -> float | None:
    import urllib3

    if text is None:
        return None
    try:
        return urllib3.Retry().parse_retry_after(text)
    except (urllib3.exceptions.InvalidHeader, ValueError, OverflowError):
        return None


class _Watch:
    """Watches over the connections of one request: who is at the other end, and for how long.

    A socket's own timeout starts anew with every byte, so a host that drips headers or body one
    by one would never run into it, nor would one with many addresses where nobody answers.
    """

    def __init__(self, allow_private: bool, timeout: float) -> None:
        self._allow_private, self._timeout = allow_private, timeout
        self._sockets: list[socket.socket] = []
        self._end = time.monotonic() + timeout

    def connect(self, host: str, port: int) -> socket.socket:
        """A connection to the first of the host's addresses that answers, now watched.

        Raises OSError, and _Refused where it leads into a private network or comes too late.
        """
        trouble = OSError()
        for *_, found in socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM):
            address = str(found[0])
            # Before anything is sent there: not even whether somebody listens is to be learned.
            self._check_public(address)
            patience = min(self.check(), _SILENCE_SECONDS)
            try:
                return self._admit(socket.create_connection((address, port), patience))
            except OSError as error:
                trouble = error
        raise trouble

    def _check_public(self, address: str) -> None:
        ip = ipaddress.ip_address(address.partition("%")[0])
        if not (self._allow_private or ip.is_global):
            raise _Refused(f"it leads to the private address {ip}")

    def _admit(self, connection: socket.socket) -> socket.socket:
        """The connection, now watched; closed where that raises."""
        try:
            # A duplicate, because TLS takes the original over.
            self._sockets.append(connection.dup())
            self.check()  # the end may have come before there was something to cut off
        except (_Refused, OSError):
            connection.close()
            raise
        return connection

    @contextmanager
    def until_end(self) -> Iterator[None]:
        """Cut the connections off if the block takes longer."""
        timer = threading.Timer(self._timeout, self._cut_off)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()
            for connection in self._sockets:
                connection.close()

    def check(self) -> float:
        """The seconds that are left. Raises _Refused if the time is over."""
        if (left := self._end - time.monotonic()) <= 0:
            raise _Refused(f"it took longer than {self._timeout:g} seconds")
        return left

    def _cut_off(self) -> None:
        for connection in self._sockets:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue  # the other side was quicker


def _make_pool(watch: _Watch) -> urllib3.PoolManager:
    import urllib3
    from urllib3.connection import HTTPConnection, HTTPSConnection
    from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

    class WatchedHTTPConnection(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return watch.connect(self.host, self.port)

    class WatchedHTTPSConnection(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return watch.connect(self.host, self.port)

    class WatchedHTTPPool(HTTPConnectionPool):
        ConnectionCls = WatchedHTTPConnection

    class WatchedHTTPSPool(HTTPSConnectionPool):
        ConnectionCls = WatchedHTTPSConnection

    pool = urllib3.PoolManager()
    pool.pool_classes_by_scheme = {"http": WatchedHTTPPool, "https": WatchedHTTPSPool}
    return pool


def _tell(error: Exception) -> str:
    """What went wrong, in plain words."""
    import ssl
    from http.client import HTTPException, IncompleteRead, RemoteDisconnected

    import urllib3

    cause = _find_cause(error)
    if isinstance(error, urllib3.exceptions.DecodeError):
        return "it is not packed as it says"
    if isinstance(error, ValueError):
        return _NO_ADDRESS
    if isinstance(cause, IncompleteRead | RemoteDisconnected):
        return "the connection broke off"
    if isinstance(cause, HTTPException):
        return "the answer is no HTTP"
    if isinstance(cause, socket.gaierror):
        return "there is no such host, or no way to it"
    if isinstance(cause, ssl.SSLCertVerificationError):
        return f"the certificate of its host is not to be trusted: {cause.verify_message}"
    if isinstance(cause, ssl.SSLError):
        return "its host makes no secure connection"
    if isinstance(cause, OSError) and cause.strerror:
        return cause.strerror
    return str(cause).rstrip(".") or type(cause).__name__


def _find_cause(error: BaseException) -> BaseException:
    """The error that began it; urllib3 hands these on in three ways."""
    for inner in (error.__cause__, getattr(error, "reason", None), *error.args):
        if isinstance(inner, BaseException):
            return _find_cause(inner)
    return error
