"""Opening an entry and writing in it. The words themselves are kept by the page."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from launches import rules
from launches.enums import UNDER_REVIEW, ReleaseMode, State
from launches.errors import BadInstant, NotAllowed, UnveilError
from launches.models import Company, EntryType, Launch, Section, Theme, User
from launches.models.fields import new_uid

from . import audit, confirming
from .agencies import hold


def open_launch(
    company: Company,
    *,
    product: str,
    theme: Theme,
    section: Section,
    agency: Company | None = None,
    entry_type: EntryType | None = None,
    by: User,
    at: datetime,
) -> Launch:
    """Start a draft for a company; `agency` is who owns the entry on its behalf.

    The slug carries part of the random uid, so that a taken name never tells of a
    hidden launch. Raises NotAllowed for strangers and viewers, and for an agency
    without a mandate.
    """
    launch = drafted(company, product=product, theme=theme, section=section, by=by, at=at)
    launch.agency, launch.entry_type = agency, entry_type
    if not rules.is_writer(by, launch):
        raise NotAllowed()
    with transaction.atomic():
        if agency is not None:
            hold(agency, company)
        return _opened(launch, "opened", by=by, at=at)


def drafted(
    company: Company,
    *,
    product: str,
    theme: Theme,
    section: Section,
    launch_year: int | None = None,
    by: User | None,
    at: datetime,
) -> Launch:
    """A draft that is not saved yet. Raises UnveilError where the product has no name."""
    product = product.strip()[:200]
    if not product:
        raise UnveilError(fields={"product": _("The product needs a name.")})
    launch = Launch(
        uid=new_uid(),
        forum=theme.forum,
        company=company,
        theme=theme,
        section=section,
        product=product,
        launch_year=launch_year,
        state=State.DRAFT,
        created_by=by,
        created_at=at,
        last_editor=by,
        edited_at=at,
        state_by=by,
        state_at=at,
    )
    launch.slug = slug_for(product, launch.uid)
    return launch


def _opened(launch: Launch, verb: str, *, by: User | None, at: datetime) -> Launch:
    with transaction.atomic():
        launch.save(force_insert=True)
        audit.record(verb, by=by, at=at, launch=launch, after=State.DRAFT)
    return launch


def slug_for(product: str, uid: str) -> str:
    """A readable address that cannot be guessed from the name alone."""
    name = slugify(product)[:80].strip("-")
    return f"{name}-{uid[:6]}" if name else uid[:10]


def lock(launch: Launch) -> Launch:
    """The row as it is now, held until the transaction ends; call it inside one."""
    return Launch.objects.select_for_update(of=("self",)).get(pk=launch.pk)


def record_edit(
    launch: Launch,
    *,
    revision: int,
    product: str,
    by: User | None,
    at: datetime,
    only_texts: Callable[[], bool] = lambda: False,
) -> None:
    """Note that a revision was saved: who edited last, and which revision is the latest.

    Called from beneath every door that saves words. `by` is None for loads and
    repairs, which have no editor. `only_texts` tells whether nothing but texts of languages
    differs from the revision before, as translators may do; only of them is it asked.
    Raises NotAllowed where the person may not write.
    """
    launch.refresh_from_db(fields=["state", "company", "agency", "latest_revision"])
    if by is not None and not rules.may_edit(by, launch):
        _may_translate(launch, by, only_texts)
    if by is not None and launch.state in UNDER_REVIEW:  # where only the desk writes
        before = launch.latest_revision
        confirming.note_edit(launch, before=before, revision=revision, by=by, at=at)
    changes = {"latest_revision": revision, "product": product[:200], "edited_at": at}
    if by is not None:
        changes["last_editor"] = by
    Launch.objects.filter(pk=launch.pk).update(**changes)
    for name, value in changes.items():
        setattr(launch, name, value)


def _may_translate(launch: Launch, by: User, only_texts: Callable[[], bool]) -> None:
    if not rules.translates(by, launch):
        raise NotAllowed(_("This entry can no longer be edited here."))
    if not only_texts():
        raise NotAllowed(_("You can change the texts of this entry, and nothing else of it."))


def wish(
    launch: Launch, *, opens_at: datetime | None, release_mode: ReleaseMode, by: User, at: datetime
) -> Launch:
    """Set the release moment before approval; `opens_at` must be aware, and may be empty.

    After approval the moment is moved by release.move_embargo, never here.
    """
    launch.refresh_from_db(fields=["state", "opens_at", "release_mode"])
    if not rules.may_edit(by, launch) or launch.state == State.APPROVED:
        raise NotAllowed(_("The release moment can no longer be changed here."))
    if opens_at is not None and opens_at.tzinfo is None:
        raise BadInstant(_("The release moment needs a time zone."))
    if (launch.opens_at, launch.release_mode) == (opens_at, release_mode):
        return launch
    with transaction.atomic():
        launch.opens_at, launch.release_mode = opens_at, release_mode
        launch.save(update_fields=["opens_at", "release_mode"])
        instant = opens_at.isoformat() if opens_at else ""
        audit.record(
            "moment_wished", by=by, at=at, launch=launch, opens_at=instant, mode=release_mode
        )
    return launch
