"""The settings of the project, with a stage that does what a page asks for."""

from typing import Any

from crawler import settings

globals().update({name: value for name, value in vars(settings).items() if name.isupper()})
ITEM_PIPELINES: dict[str, Any] = {**settings.ITEM_PIPELINES, "tests.batch_stages.ObedientPipeline": 10}
