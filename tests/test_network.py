"""What goes over the network and what does not, in namespaces that hold nothing but loopback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from conftest import LOOPBACK_ONLY

ROOT = Path(__file__).parent.parent

# Every way into the private network that an address can take, and one that is public.
GUARD = """
import socket, threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from summarize import FetchError
from summarize.fetching import fetch_page

PUBLIC = "93.184.216.34"
served = []

class Site(BaseHTTPRequestHandler):
    def do_GET(self):
        served.append(self.connection.getsockname()[0])
        private = self.path == "/redirect"
        self.send_response(302 if private else 200)
        if private:
            self.send_header("Location", f"http://127.0.0.1:{port}/")
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, *args):
        pass

class DualStack(ThreadingHTTPServer):
    address_family = socket.AF_INET6

server = DualStack(("::", 0), Site)
port = server.server_port
threading.Thread(target=server.serve_forever, daemon=True).start()

# A name that is public when first asked for and private ever after.
resolve, asked = socket.getaddrinfo, []
def rebind(host, *args, **options):
    if host == "doi.example":
        asked.append(host)
        host = PUBLIC if len(asked) == 1 else "127.0.0.1"
    return resolve(host, *args, **options)
socket.getaddrinfo = rebind

print(fetch_page(f"http://{PUBLIC}:{port}/"), fetch_page(f"http://doi.example:{port}/"))
for host, path in [
    (PUBLIC, "redirect"), ("doi.example", ""), ("127.0.0.1", ""), ("localhost", ""), ("[::1]", ""),
    ("[::ffff:127.0.0.1]", ""), ("0.0.0.0", ""), ("2130706433", ""), ("10.1.2.3", ""),
    ("169.254.169.254", ""),
]:
    try:
        print("NOT REFUSED", host, fetch_page(f"http://{host}:{port}/{path}"))
    except FetchError as error:
        assert "it leads to the private address" in str(error), error
print(sorted(set(address.removeprefix("::ffff:") for address in served)))
"""


def run_isolated(command: list[str], *addresses: str) -> str:
    """What the command prints in a network namespace with loopback at these addresses only."""
    setup = "".join(f"ip address add {address}/32 dev lo && " for address in addresses)
    run = subprocess.run(
        [*LOOPBACK_ONLY, "sh", "-c", f'{setup}exec "$@"', "sh", *command],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert run.returncode == 0, run.stdout
    return run.stdout


def test_no_redirect_or_changing_name_leads_into_the_private_network() -> None:
    addresses = ("93.184.216.34", "10.1.2.3", "169.254.169.254")
    printed = run_isolated([sys.executable, "-c", GUARD], *addresses)
    assert printed.splitlines() == ["b'ok' b'ok'", "['93.184.216.34']"]


def test_the_page_works_where_there_is_no_other_host() -> None:
    test = "tests/test_page.py::test_vietnamese_comes_at_once_and_english_beside_it"
    printed = run_isolated([sys.executable, "-m", "pytest", "-p", "no:cacheprovider", test])
    assert "1 passed" in printed
