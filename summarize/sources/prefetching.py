"""Pages fetched before they are asked for, several hosts at once."""

from __future__ import annotations

import queue
import threading
import zlib
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from contextlib import suppress

from summarize.fetching import Fetcher
from summarize.types import InputError

_MOST_HOSTS = 16  # that are asked at the same time
_MOST_HELD_BYTES = 32_000_000  # of packed pages that were fetched and not yet asked for

Expand = Callable[[bytes, str], Iterable[str]]


class Prefetcher:
    """A fetcher that can be told what it will be asked for, as a context manager.

    What is expected is fetched by threads in the background, from any host in the order given.
    What they have not begun when it is asked for is fetched there and then. So the threads show in
    nothing but the time, and none of them can hold up the one who asks.
    """

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher
        # By address; None once it was asked for. A future is cancelled to keep threads off it.
        self._pages: dict[str, Future[bytes] | None] = {}
        self._expected: dict[str, deque[tuple[str, Expand | None]]] = {}
        self._hosts: queue.SimpleQueue[str | None] = queue.SimpleQueue()  # with no thread on them
        self._threads = 0
        self._held = 0
        self._is_closed = False
        self._changed = threading.Condition()  # guards all of the above

    def __enter__(self) -> Prefetcher:
        return self

    def __exit__(self, *_: object) -> None:
        """Let the threads end after what they have in hand, which nobody waits for."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()
        for _thread in range(self._threads):
            self._hosts.put(None)

    def expect(self, urls: Iterable[str], expand: Expand | None = None) -> None:
        """Begin to fetch these addresses. ``expand`` gives, for what is at one of them and its
        address, further ones to expect; it is called by the threads, and may raise InputError.
        """
        for url in map(strip_fragment, urls):
            # Not urlsplit, which raises on an address that cannot be.
            host = url.partition("://")[2].partition("/")[0]
            with self._changed:
                if url in self._pages:
                    continue
                self._pages[url] = Future()
                if host not in self._expected:
                    self._expected[host] = deque()
                    self._hosts.put(host)
                    self._start_thread()
                self._expected[host].append((url, expand))

    def sign_in(self, url: str) -> str:
        """As ``Fetcher.sign_in`` does."""
        return self._fetcher.sign_in(url)

    def fetch(self, url: str) -> bytes:
        """The page at ``url``. Raises FetchError, as ``Fetcher.fetch`` does."""
        url = strip_fragment(url)
        with self._changed:
            future = self._pages.get(url)
            self._pages[url] = None
        if future is None or future.cancel():
            return self._fetcher.fetch(url)
        page = future.result()
        with self._changed:
            self._held -= len(page)
            self._changed.notify_all()
        return zlib.decompress(page)

    def _start_thread(self) -> None:
        if self._threads < _MOST_HOSTS:
            self._threads += 1
            # A daemon, because a request or a pause that was begun may take a minute to end.
            threading.Thread(target=self._serve, name="prefetcher", daemon=True).start()

    def _serve(self) -> None:
        """Fetch one page of each host that is waiting, in turns."""
        while (host := self._hosts.get()) is not None:
            with self._changed:
                self._changed.wait_for(lambda: self._is_closed or self._held < _MOST_HELD_BYTES)
                if self._is_closed:
                    return
                url, expand = self._expected[host].popleft()
                future = self._pages[url]
            if future is not None and future.set_running_or_notify_cancel():
                self._fetch_into(future, url, expand)
            with self._changed:
                if self._expected[host]:
                    self._hosts.put(host)
                else:
                    del self._expected[host]

    def _fetch_into(self, future: Future[bytes], url: str, expand: Expand | None) -> None:
        try:
            content = self._fetcher.fetch(url)
        except BaseException as error:  # the one who asks has to hear of whatever it was
            future.set_exception(error)
            return
        page = zlib.compress(content, 1)
        with self._changed:
            self._held += len(page)
        future.set_result(page)
        if expand:
            with suppress(InputError):
                self.expect(expand(content, url))


def strip_fragment(url: str) -> str:
    """The address without the place on the page that it may lead to."""
    return url.partition("#")[0]
