"""The two ways a file comes in: with a form, or in parts that are now whole."""

from dataclasses import dataclass
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile

from launches.files.quarantine import lay


class FromForm:
    """A file of a posted form; Django has it in memory or in a file of its own."""

    def __init__(self, upload: UploadedFile) -> None:
        self.upload = upload
        self.name, self.size = upload.name or "", upload.size or 0

    def head(self, size: int) -> bytes:
        self.upload.seek(0)
        return self.upload.read(size)

    def put(self, target: Path) -> None:
        self.upload.seek(0)
        with open(target, "wb") as file:
            for chunk in self.upload.chunks():
                file.write(chunk)


@dataclass(frozen=True)
class FromDisk:
    """A file on the disk of the private storage: it gets a second name and is not copied."""

    path: Path
    name: str

    @property
    def size(self) -> int:
        return self.path.stat().st_size

    def head(self, size: int) -> bytes:
        with open(self.path, "rb") as file:
            return file.read(size)

    def put(self, target: Path) -> None:
        lay(self.path, target)
