"""Exporters that write many items at a time, and say how many a failed write has cost."""

import logging
from typing import Any, Generic, TypeVar

from scrapy.exporters import BaseItemExporter

logger = logging.getLogger(__name__)
Record = TypeVar("Record")


class LostItemsError(Exception):
    """``lost`` items, perhaps of earlier calls, could not be written. The others are, and the feed can go on."""

    def __init__(self, lost: int, reason: BaseException) -> None:
        super().__init__(f"{lost} items of a batch, the last because of {type(reason).__name__}: {reason}")
        self.lost = lost


class LostBatchError(OSError):
    """The medium failed (disk full, connection lost): all ``lost`` items of a batch are missing, and no more can be written."""

    def __init__(self, lost: int, reason: BaseException) -> None:
        super().__init__(f"{lost} items of a batch: {reason}")
        self.lost = lost


def traceback_of(error: Exception) -> Exception | None:
    """What is logged with the message that an ``error`` has cost an item: nothing where that says all, as of what an encoding
    lacks."""
    return None if isinstance(error, ValueError) else error


class BatchExporter(BaseItemExporter, Generic[Record]):
    """Gathers records until they are ``batch_items`` or take ``batch_bytes``, and writes them at once.

    A batch that fails is tried again record by record, so that one that cannot be written costs itself alone.
    """

    def __init__(self, *, batch_items: int, batch_bytes: int, **options: Any) -> None:
        super().__init__(**options)
        self._most_items, self._most_bytes = batch_items, batch_bytes
        self._batch: list[Record] = []
        self._bytes = 0

    def record(self, item: Any) -> tuple[Record, int]:
        """What is gathered of ``item``, and about how many bytes that takes. Raises for an item that cannot be written."""
        raise NotImplementedError

    def write_batch(self, batch: list[Record]) -> None:
        """Write all of ``batch`` or, when it raises, nothing. OSError where trying again is of no use."""
        raise NotImplementedError

    def export_item(self, item: Any) -> None:
        """Raises LostItemsError and LostBatchError for this item and others before it."""
        record, size = self.record(item)
        self._batch.append(record)
        self._bytes += size
        if len(self._batch) >= self._most_items or self._bytes >= self._most_bytes:
            self.flush()

    def flush(self) -> None:
        """Write what is gathered. Raises LostItemsError and LostBatchError."""
        batch, self._batch, self._bytes = self._batch, [], 0
        try:
            if batch:
                self.write_batch(batch)
        except OSError as error:
            raise LostBatchError(len(batch), error) from error
        except Exception:
            self._write_one_by_one(batch)

    def _write_one_by_one(self, batch: list[Record]) -> None:
        lost: list[Exception] = []
        for at, record in enumerate(batch):
            try:
                self.write_batch([record])
            except OSError as error:
                raise LostBatchError(len(lost) + len(batch) - at, error) from error
            except Exception as error:
                logger.error("An item cannot be written: %s", error)
                lost.append(error)
        if lost:
            raise LostItemsError(len(lost), lost[-1]) from lost[-1]
