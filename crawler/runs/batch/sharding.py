"""Divides the files of a run among workers."""

import os
from collections.abc import Iterable, Iterator

from crawler.pages import Limits, is_archive
from crawler.runs.batch.changed_rules import Redo
from crawler.runs.batch.shard import Shard, ShardFile, shard_of

PLAIN_FILES = 200
"""The largest number of plain files in one shard."""


def shards_of(files: Iterable[ShardFile], redo: Redo, rules: str, limits: Limits) -> Iterator[Shard]:
    """Yield a shard for each archive and for every :data:`PLAIN_FILES` other files, in order."""
    together: list[ShardFile] = []
    for file in files:
        alone = _is_archive(file, limits)
        if together and (alone or len(together) == PLAIN_FILES):
            yield _shard(together, redo, rules)
            together = []
        if alone:
            yield _shard([file], redo, rules)
        else:
            together.append(file)
    if together:
        yield _shard(together, redo, rules)


def _shard(files: list[ShardFile], redo: Redo, rules: str) -> Shard:
    return shard_of(rules, files, redo.touched, redo.everything is not None)


def _is_archive(file: ShardFile, limits: Limits) -> bool:
    try:
        return os.path.isfile(file.file) and is_archive(file.file, limits)  # noqa: PTH113
    except OSError:
        return False
