"""Many visitors of the web demo at once: does each get an answer, their own, in flat memory?

    python -m benchmarks.load --users 50 --rounds 12

Starts the demo and visits it as browsers do, through the events of the page: each user pastes an
article that nobody else has, gets the Vietnamese points, then the English. All start together.
The server remembers its last 256 visitors, so its memory is at its height after six rounds.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import socket
import statistics
import subprocess
import sys
import time
import uuid
from pathlib import Path
from typing import Any, NamedTuple

import httpx

ROOT = Path(__file__).parent.parent
ARTICLE = (
    "Xã Bình An {number} khởi công cầu mới\n\n10/01/2024\n\n"
    "Sáng 10/1, xã Bình An {number} khởi công cây cầu mới bắc qua sông Trà. "
    "Cây cầu của xã Bình An {number} dài 120 m, rộng 7 m, vốn đầu tư 35 tỷ đồng. "
    "Người dân xã Bình An {number} mong cầu xong trước mùa mưa để học sinh đi học an toàn. "
    "Chủ tịch xã Bình An {number} cho biết công trình sẽ hoàn thành trong tháng 8."
)


class Visit(NamedTuple):
    """How one user fared: seconds to the Vietnamese and to the English, None where told "busy"."""

    vietnamese: float | None
    english: float | None
    is_own: bool


class Events(NamedTuple):
    """The page's two events by number."""

    condense: int
    translate: int


def find_events(config: dict[str, Any]) -> Events:
    button = next(c["id"] for c in config["components"] if c["props"].get("elem_id") == "go")
    events = config["dependencies"]
    condense = next(
        event["id"]
        for event in events
        if [button, "click"] in event["targets"] and event["outputs"]
    )
    translate = next(
        event["id"]
        for event in events
        if event.get("trigger_after") == condense and event["backend_fn"] and event["outputs"]
    )
    return Events(condense, translate)


async def call(
    client: httpx.AsyncClient, session: str, event: int, data: list[Any]
) -> list[Any] | None:
    """The outputs of an event; None where the server is too busy."""
    body = {"data": data, "fn_index": event, "session_hash": session}
    joined = await client.post("/gradio_api/queue/join", json=body)
    if joined.status_code == 503:
        return None
    joined.raise_for_status()
    async with client.stream(
        "GET", "/gradio_api/queue/data", params={"session_hash": session}
    ) as lines:
        async for line in lines.aiter_lines():
            message = json.loads(line.removeprefix("data: ") or "{}") if line else {}
            if message.get("msg") == "process_completed":
                if not message["success"]:
                    raise RuntimeError(f"The page broke: {message}")
                outputs: list[Any] = message["output"]["data"]
                return outputs
    raise RuntimeError("The page stopped answering.")


async def visit(client: httpx.AsyncClient, events: Events, number: int) -> Visit:
    session, start = uuid.uuid4().hex, time.perf_counter()
    text = ARTICLE.format(number=number)
    # None stands for what the server keeps for this session alone.
    own = [None, "built-in"]
    outputs = await call(client, session, events.condense, [*own, text, 3, "coverage", True])
    if outputs is None:
        return Visit(None, None, True)
    vietnamese = time.perf_counter() - start
    shown = json.dumps(outputs)
    outputs = await call(client, session, events.translate, [None])
    english = None if outputs is None else time.perf_counter() - start
    shown += json.dumps(outputs)
    numbers = set(re.findall(r"B\\u00ecnh An (\d+)", shown))
    return Visit(vietnamese, english, numbers == {str(number)} and "trouble" not in shown)


async def storm(url: str, users: int, rounds: int, process: int) -> None:
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(base_url=url, timeout=600, limits=limits) as client:
        events = find_events((await client.get("/config")).json())
        for number in range(rounds):
            first = 1000 + number * users
            visits = await asyncio.gather(
                *(visit(client, events, first + user) for user in range(users))
            )
            report(number + 1, visits, memory(process), cpu_seconds(process))


def report(number: int, visits: list[Visit], mebibytes: int, cpu: float) -> None:
    vietnamese = [each.vietnamese for each in visits if each.vietnamese is not None]
    english = [each.english for each in visits if each.english is not None]
    print(
        f"round {number}: {len(visits)} users, {len(vietnamese)} got the Vietnamese "
        f"(median {statistics.median(vietnamese):.1f} s, last {max(vietnamese):.1f} s), "
        f"{len(english)} the English (median {statistics.median(english):.1f} s, "
        f"last {max(english):.1f} s), the rest were told that the page is busy; "
        f"{sum(not each.is_own for each in visits)} got another's or a broken answer; "
        f"the server holds {mebibytes} MiB and has used {cpu:.0f} CPU seconds since it started",
        flush=True,
    )


def memory(process: int) -> int:
    status = Path(f"/proc/{process}/status").read_text()
    return int(re.findall(r"VmRSS:\s+(\d+)", status)[0]) // 1024


def cpu_seconds(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=12)
    options = parser.parse_args()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "app.py", "--port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as server:
        try:
            while not is_up(url):
                if server.poll() is not None:
                    raise SystemExit("The demo does not start: run python app.py to see why.")
                time.sleep(0.5)
            asyncio.run(storm(url, options.users, options.rounds, server.pid))
        finally:
            server.terminate()


def is_up(url: str) -> bool:
    try:
        return httpx.get(url).is_success
    except httpx.TransportError:
        return False


if __name__ == "__main__":
    main()
