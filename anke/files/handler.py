"""Uploads too large are stopped while they come in: nothing larger than a form may hold reaches the disk."""

from typing import IO, Any

from django.core.files.uploadhandler import FileUploadHandler, StopUpload

from anke.content.load import content

MARK = "anke.too_large"  # in request.META: the form was stopped


class Bounded(FileUploadHandler):
    """Stands first in FILE_UPLOAD_HANDLERS; lets everything through until the form has become too large."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        uploads = content().uploads
        newest = uploads.limits.values[-1].value if uploads else None
        self._left = newest.largest_upload if newest else 0

    def handle_raw_input(
        self,
        input_data: IO[bytes],
        META: dict[str, str],  # noqa: N803 - Django's own name
        content_length: int,
        boundary: str | bytes,
        encoding: str | None = None,
    ) -> None:
        if content_length > self._left + 2**20:  # the form's other fields
            self._left = 0  # the first bytes of a file stop it

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self._left -= len(raw_data)
        if self._left < 0:
            self._stop()
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None

    def _stop(self) -> None:
        if self.request is not None:
            self.request.META[MARK] = "1"
        raise StopUpload(connection_reset=True)
