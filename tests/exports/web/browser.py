"""A real browser, spoken to over two pipes in its own protocol; no library, no port, no network."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from itertools import count

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-extensions",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-dev-shm-usage", "--remote-debugging-pipe", "--force-color-profile=srgb",
)  # fmt: skip
#: Gives the browser its two ends of the pipes as files 3 and 4, where it looks for them.
_LAUNCH = """
import os, sys
from fcntl import F_DUPFD, fcntl
heard, told = (fcntl(int(end), F_DUPFD, 10) for end in sys.argv[1:3])
os.dup2(heard, 3), os.dup2(told, 4)
os.execv(sys.argv[3], sys.argv[3:])
"""


def browser_path():
    """Where Chromium is, or None."""
    return next(filter(None, map(shutil.which, NAMES)), None)


class Refused(Exception):
    """What the browser says that it could not do."""


class Browser:
    """One browser with one page at a time."""

    def __init__(self, folder):
        ours, theirs = os.pipe(), os.pipe()  # what we say, what it says
        self._process = subprocess.Popen(
            [
                sys.executable, "-c", _LAUNCH, str(ours[0]), str(theirs[1]),
                browser_path(), *_FLAGS, f"--user-data-dir={folder}", "about:blank",
            ],
            pass_fds=(ours[0], theirs[1]),
            stderr=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(ours[0])
        os.close(theirs[1])
        self._out, self._in = os.fdopen(ours[1], "wb", 0), os.fdopen(theirs[0], "rb")
        self._numbers = count(1)
        self._session = None
        self._left = b""
        self.events = []

    def close(self):
        try:
            self._say("Browser.close", {}, None)
            self._process.wait(10)
        except (OSError, subprocess.TimeoutExpired, EOFError):
            self._process.kill()
            self._process.wait()
        self._out.close()
        self._in.close()

    def open(self, url, *, width=1280, height=900, dark=False, media="", script=True, calm=False):
        """A fresh page; what happened on the former one is forgotten."""
        target = self._say("Target.createTarget", {"url": "about:blank"}, None)["targetId"]
        given = {"targetId": target, "flatten": True}
        self._session = self._say("Target.attachToTarget", given, None)["sessionId"]
        self.events.clear()
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.do(f"{domain}.enable")
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.do("Emulation.setDeviceMetricsOverride", **size)
        features = {
            "prefers-color-scheme": "dark" if dark else "light",
            "prefers-reduced-motion": "reduce" if calm else "no-preference",
        }
        told = [{"name": name, "value": value} for name, value in features.items()]
        self.do("Emulation.setEmulatedMedia", media=media, features=told)
        self.do("Emulation.setScriptExecutionDisabled", value=not script)
        self.do("Page.navigate", url=url)
        self.wait_for_event("Page.loadEventFired")
        return self

    def do(self, method, **given):
        """Ask for something and give its answer."""
        return self._say(method, given, self._session)

    def run(self, script):
        """The value of a script's expression; a promise is waited for."""
        answer = self.do(
            "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True
        )
        if "exceptionDetails" in answer:
            raise Refused(answer["exceptionDetails"])
        return answer["result"].get("value")

    def wait(self, script):
        """Wait until an expression is true."""
        self.run(
            "new Promise((done, fail) => { const end = Date.now() + 10000; const look = () => {"
            f" if ({script}) done(true); else if (Date.now() > end) fail(new Error('waited'));"
            " else setTimeout(look, 20); }; look(); })"
        )

    def press(self, key, text=""):
        """A key of the keyboard, down and up."""
        codes = {"Tab": 9, "Enter": 13, " ": 32}
        given = {"key": key, "windowsVirtualKeyCode": codes.get(key, 0)}
        down = {"text": text} if text else {}
        self.do("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", **given, **down)
        self.do("Input.dispatchKeyEvent", type="keyUp", **given)

    def type(self, text):
        """Text, as an input method enters it."""
        self.do("Input.insertText", text=text)

    def wait_for_event(self, method):
        while not any(event["method"] == method for event in self.events):
            self._hear()

    def of(self, method):
        """What was told of one kind since the page was opened."""
        self.run("1")  # hear what is on its way
        return [event["params"] for event in self.events if event["method"] == method]

    def _say(self, method, given, session):
        number = next(self._numbers)
        said = {"id": number, "method": method, "params": given}
        if session is not None:
            said["sessionId"] = session
        self._out.write(json.dumps(said).encode() + b"\0")
        while True:
            answer = self._hear()
            if answer.get("id") == number:
                if "error" in answer:
                    raise Refused(answer["error"])
                return answer["result"]

    def _hear(self):
        while b"\0" not in self._left:
            part = self._in.read1(1 << 16)
            if not part:
                raise EOFError
            self._left += part
        told, self._left = self._left.split(b"\0", 1)
        heard = json.loads(told)
        if "method" in heard and heard.get("sessionId") == self._session:
            self.events.append(heard)
        return heard
