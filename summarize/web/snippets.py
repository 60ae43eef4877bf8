"""How programs call the page that is at an address (pure); shown on it, and run by the tests."""

from __future__ import annotations

import json
import textwrap

from summarize.types import DEFAULT_RANKER


def to_python(url: str) -> str:
    """A program that summarises a text."""
    return textwrap.dedent(f"""\
        from gradio_client import Client  # pip install gradio_client

        client = Client("{url}")
        text = "Hà Nội có mưa lớn. Nhiều tuyến phố bị ngập sâu. Học sinh được nghỉ học."
        summary = client.predict(text=text, n=2, translate=True, api_name="/summarize")
        for point in summary["points"]:
            print(point["text"], "→", point["english"])
        """)


def to_curl(url: str) -> str:
    """The same for a shell: Gradio answers with a number, under which the result is streamed.

    Python writes the JSON: a text may hold quotation marks and many lines, and be too long for an
    argument.
    """
    return textwrap.dedent(f"""\
        call={url.rstrip("/")}/gradio_api/call/summarize
        text='Hà Nội có mưa lớn. Nhiều tuyến phố bị ngập sâu. Học sinh được nghỉ học.'
        to_json='import json, sys; print(json.dumps(
          {{"data": [sys.stdin.read(), 2, True, "{DEFAULT_RANKER}"]}}))'
        event=$(printf %s "$text" | python3 -c "$to_json" |
          curl -s "$call" -H 'Content-Type: application/json' -d @- | cut -d '"' -f 4)
        curl -sN "$call/$event"
        """)


def to_mcp(url: str) -> str:
    """What assistants that speak the Model Context Protocol want in their configuration."""
    server = {"type": "http", "url": f"{url.rstrip('/')}/gradio_api/mcp/"}
    return json.dumps({"mcpServers": {"diem-tin": server}}, indent=2)


SNIPPETS = {"Python": to_python, "curl": to_curl, "MCP": to_mcp}
"""By the name of what calls."""
