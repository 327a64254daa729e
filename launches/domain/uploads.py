"""Files that come in parts: begun, continued after every interruption, taken or given up."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from launches import rules
from launches.errors import FileRefused, InUse, NoRoomLeft, NotAllowed, WrongOffset
from launches.files import parts, quarantine
from launches.files.sentences import found_size
from launches.files.slots import Wanted, megabytes
from launches.files.sniff import sniff
from launches.models import Company, Launch, Upload, User
from launches.queries.room import room_of

LIFE = timedelta(days=1)  # from the last byte
LONGEST_CHECK = timedelta(minutes=5)  # after that, whoever checked it has died


def begin(
    launch: Launch, *, wanted: Wanted, filename: str, length: int, by: User, at: datetime
) -> Upload:
    """Open an upload of `length` bytes into a slot, and keep room for it.

    Raises NotAllowed, FileRefused for what is too large for the slot, NoRoomLeft where
    the company's room is taken: each with the numbers found and wanted.
    """
    if not rules.may_edit(by, launch):
        raise NotAllowed(_("This entry can no longer be edited here."))
    if length > wanted.most_bytes:
        raise FileRefused(found_size(length, wanted))
    with transaction.atomic():
        keep_room(launch, length)
        upload = Upload.objects.create(
            launch=launch,
            slot=wanted.slot,
            filename=filename[:200],
            length=length,
            by=by,
            begun_at=at,
            expires_at=at + LIFE,
        )
        parts.make(upload.uid)
    return upload


def keep_room(launch: Launch, length: int) -> None:
    """Two at once do not both get the last of the room; call it inside a transaction.

    Raises NoRoomLeft.
    """
    company = Company.objects.select_for_update().get(pk=launch.company_id)
    room = room_of(company)
    if room.files >= room.most_files:
        raise NoRoomLeft(
            _("Found: %(found)d files of your company. Allowed: at most %(most)d.")
            % {"found": room.files + 1, "most": room.most_files}
        )
    if room.bytes + length > room.most_bytes:
        raise NoRoomLeft(
            _("Found: %(found)s with this file. Allowed for your company: at most %(most)s.")
            % {"found": megabytes(room.bytes + length), "most": megabytes(room.most_bytes)}
        )


def received(upload: Upload) -> int:
    """How many bytes count: never more than lie on the disk, whatever a power cut took."""
    return min(upload.received, parts.size_of(upload.uid))


def append(
    upload: Upload,
    *,
    offset: int,
    body: parts.Body,
    wanted: Wanted,
    checksum: tuple[str, bytes] | None = None,
    at: datetime,
) -> int:
    """Add a body from `offset` on; how many bytes count now.

    One writer at a time (InUse for the second). Raises WrongOffset where the sender
    does not stand where we do, TooMuch, WrongChecksum and NoRoom, after which nothing
    of this body counts; and FileRefused, which ends the upload, where the first bytes
    show a kind that the slot does not take.
    """
    with parts.held(upload.uid) as file:
        upload.refresh_from_db(fields=["received", "material"])
        stands = received(upload)
        if offset != stands or upload.material_id:
            raise WrongOffset()
        most = upload.length - offset
        taken = parts.write(file, body, at=offset, most=most, checksum=checksum)
        if offset == 0 and taken:
            _refuse_early(upload, taken, wanted)
        now = Upload.objects.filter(pk=upload.pk, received=upload.received)
        if not now.update(received=offset + taken, expires_at=at + LIFE):
            raise WrongOffset()
    upload.received, upload.expires_at = offset + taken, at + LIFE
    return upload.received


def _refuse_early(upload: Upload, taken: int, wanted: Wanted) -> None:
    if taken < quarantine.HEAD and taken < upload.length:
        return
    with open(parts.path_of(upload.uid), "rb") as file:
        kind = sniff(file.read(quarantine.HEAD))
    try:
        quarantine.refuse_early(kind, upload.length, wanted)
    except FileRefused:
        end(upload)
        raise


def claim(upload: Upload, *, at: datetime) -> None:
    """Take a whole upload for checking; InUse while somebody else has it."""
    if received(upload) != upload.length:
        raise WrongOffset(_("The file has not arrived whole yet."))
    free = Upload.objects.filter(pk=upload.pk, material=None).exclude(
        checking_since__gt=at - LONGEST_CHECK
    )
    if not free.update(checking_since=at):
        raise InUse(_("The file is being checked."))


def release(upload: Upload) -> None:
    """Give a claim back: the check could not be made, the file is still whole."""
    Upload.objects.filter(pk=upload.pk).update(checking_since=None)


def end(upload: Upload) -> None:
    """Give an upload up, with its bytes. What became a material stays."""
    Upload.objects.filter(pk=upload.pk).delete()
    parts.drop(upload.uid)


def sweep(*, at: datetime) -> int:
    """End what has expired, and drop parts that no row names; how many went."""
    old = list(Upload.objects.filter(expires_at__lte=at)[:500])
    for upload in old:
        end(upload)
    return len(old) + _drop_strays(at)


def _drop_strays(at: datetime) -> int:
    """Parts and half-checked folders that a killed process left."""
    known = set(Upload.objects.values_list("uid", flat=True))
    gone = 0
    for path in parts.place().iterdir():
        if path.name not in known and path.stat().st_mtime < (at - LIFE).timestamp():
            path.unlink(missing_ok=True)
            gone += 1
    return gone + quarantine.sweep(before=(at - LIFE).timestamp())
