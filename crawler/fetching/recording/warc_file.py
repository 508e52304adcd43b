"""Writes a WARC file."""

import os
import zlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from io import BytesIO, FileIO
from pathlib import Path
from typing import Self

from fastwarc.stream_io import GzipWriter
from fastwarc.warc import WarcRecord

from crawler.fetching.recording.records import Exchange, new_id, request_and_response, warcinfo

HEAD = 4096
"""Bytes of a WARC that are more than its first record takes."""
OWN = b"\r\nsoftware: qingliu/"
COMPRESSED, PLAIN = ".warc.gz", ".warc"


class RecordingError(Exception):
    """A recording cannot be made as requested. The message is the reason."""


class WarcFile:
    """Writes ``NAME.part`` next to ``target``, and renames it when it is complete.

    If the name ends in ``.warc.gz``, each record is a gzip member; if it ends in ``.warc``, the file is uncompressed. The records
    of an exchange are written together or, if that fails, not at all: whenever a run dies, what it has written is a valid WARC.
    """

    def __init__(self, target: Path, file: FileIO, overwrite: bool) -> None:
        self.target = target
        self.part = part_of(target)
        self.records = 0
        self._file = file
        self._overwrite = overwrite
        self._info_id = new_id()

    @classmethod
    def create(cls, target: Path, about: Mapping[str, str], overwrite: bool = False) -> Self:
        """Create a WARC whose first record has the fields ``about``. Raises :class:`RecordingError`, and OSError if it cannot be
        written.

        Unless ``overwrite``, neither a file with the target's name nor the ``.part`` of another recording may exist; then both
        must be recordings of this project, or empty.
        """
        if not target.name.endswith((COMPRESSED, PLAIN)):
            raise RecordingError(f"the name of a WARC ends in {COMPRESSED} or {PLAIN}: {target.name}")
        part = part_of(target)
        for there in filter(os.path.lexists, (target, part)):
            if not overwrite:
                raise RecordingError(f"{there} exists already: move it away, or give -a overwrite=1")
            if not is_recording(there):
                raise RecordingError(f"{there} was not recorded by this project, and is not replaced: move it away")
        part.unlink(missing_ok=True)
        target.parent.mkdir(parents=True, exist_ok=True)
        warc = cls(target, FileIO(part, "xb"), overwrite)
        warc._append([warcinfo(warc._info_id, target.name, about)])
        return warc

    def write(self, exchange: Exchange) -> None:
        """Append the records of an exchange. Raises OSError; then nothing has been appended."""
        self._append(request_and_response(exchange, self._info_id))

    def complete(self) -> None:
        """Give the WARC its name. Raises OSError or :class:`RecordingError`; it then stays a ``.part``."""
        os.fsync(self._file.fileno())
        self._file.close()
        if os.path.lexists(self.target) and not self._overwrite:
            raise RecordingError(f"{self.target} exists by now; the fetched pages are in {self.part}")
        self.part.replace(self.target)

    def leave(self) -> None:
        """Close the WARC before it is complete; it stays a ``.part``."""
        self._file.close()

    def _append(self, records: Iterable[WarcRecord]) -> None:
        data = b"".join(self._serialised(record) for record in records)
        end = self._file.tell()
        try:
            written = 0
            while written < len(data):  # a full disk accepts a part, and raises for the rest
                written += self._file.write(data[written:])
        except OSError:
            with suppress(OSError):
                self._file.truncate(end)
                self._file.seek(end)
            raise
        self.records += 1

    def _serialised(self, record: WarcRecord) -> bytes:
        data = BytesIO()
        if self.target.name.endswith(PLAIN):
            record.write(data)
        else:
            compressed = GzipWriter(data)
            record.write(compressed)
            compressed.finish()
        return data.getvalue()


def is_recording(file: Path) -> bool:
    """Whether ``file`` is a WARC that :class:`WarcFile` wrote, or empty. Raises OSError."""
    with file.open("rb") as there:
        beginning = there.read(HEAD)
    with suppress(zlib.error):  # it is not compressed
        beginning = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(beginning)
    return not beginning or (beginning.startswith(b"WARC/") and OWN in beginning)


def part_of(target: Path) -> Path:
    """The name of the WARC ``target`` until it is complete."""
    return target.with_name(f"{target.name}.part")
