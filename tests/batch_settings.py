"""The settings of the project, a stage that does what a page asks, an extension that sees items, and one that kills a run."""

from typing import Any

from crawler import settings

globals().update({name: value for name, value in vars(settings).items() if name.isupper()})
ITEM_PIPELINES: dict[str, Any] = {**settings.ITEM_PIPELINES, "tests.batch_stages.ObedientPipeline": 10}
EXTENSIONS: dict[str, Any] = {
    **settings.EXTENSIONS,
    "tests.listening.Listening": 1,
    "tests.killed_when_settling.KilledWhenSettling": 2,
}
KILLED = ""
LISTENING = False
