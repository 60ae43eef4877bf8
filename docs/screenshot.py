"""Makes the README's picture, docs/screenshot.png, from the running demo.

Run from the repository: ``python docs/screenshot.py``. Needs chromium and the test extra.
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import FloatRect, expect, sync_playwright

sys.path.insert(0, str(Path(__file__).parent.parent))

import app

PICTURE = Path(__file__).with_name("screenshot.png")
SAMPLE = "vtv-chinh-phu-dien-tu.txt"
WIDTH, BELOW_THE_POINTS = 1200, 480  # pixels


def main() -> None:
    demo = app.build_demo()
    url = app.launch(demo, prevent_thread_lock=True, quiet=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
        )
        page = browser.new_page(viewport={"width": WIDTH, "height": 900})
        expect.set_options(timeout=60_000)
        page.goto(url)
        names = [path.name for path in app.SAMPLES]
        page.locator("#samples button").nth(names.index(SAMPLE)).click()
        expect(page.locator("#status .done")).to_contain_text("Done")
        bottom = page.evaluate(
            "document.querySelector('#downloads').getBoundingClientRect().bottom + window.scrollY"
        )
        clip = FloatRect(x=0, y=0, width=WIDTH, height=bottom + BELOW_THE_POINTS)
        page.screenshot(path=PICTURE, full_page=True, clip=clip)
        browser.close()
    demo.close()


if __name__ == "__main__":
    main()
