"""A real Chromium, as a person has it, which tells what it complains of and what it asks for."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tests.postgresql_server import miss

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync")
NOWHERE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"
"""No name leads anywhere, at once."""
Visit = tuple[Page, list[str]]


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser. Skips the test where there is none, or fails it if it is required."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if not program:
        miss("Chromium is not installed: there is no chromium in PATH")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=[*FLAGS, NOWHERE, "--no-first-run"], timeout=0)
        yield browser
        browser.close()


@contextmanager
def opened(
    browser: Browser, url: str, size: tuple[int, int] = (1280, 900), dark: bool = False, language: str | None = None
) -> Iterator[tuple[Page, list[str]]]:
    """A page that was loaded, and the list of what it said on the console, asked for, raised or showed as a dialogue."""
    viewport = ViewportSize(width=size[0], height=size[1])
    context = browser.new_context(viewport=viewport, color_scheme="dark" if dark else "light", locale=language)
    context.set_default_timeout(0)
    page = context.new_page()
    events: list[str] = []
    page.on("console", lambda message: events.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: events.append(f"error: {error}"))
    page.on("request", lambda request: events.append(f"request: {request.url}"))
    page.on("dialog", lambda dialog: events.append(f"dialog: {dialog.message}"))
    page.goto(url)
    try:
        yield page, events
    finally:
        context.close()
