"""Mail to a company: numbers and ids only, in the reader's language, sent by the worker.

A subject line travels through many hands, so no product's name is in it, nor in
the text: the link leads to the page behind the log-in.
"""

import logging

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override
from django_tasks import task

from launches import clock
from launches.domain import invitations
from launches.models import Invitation, Launch, Receipt, User

from . import receipts

log = logging.getLogger(__name__)
KINDS = {"changes_requested", "approved", "rejected", "killed"}


@task(priority=50)
def tell_receipt(receipt_uid: str) -> None:
    """Mail a receipt to the company's people."""
    receipt = Receipt.objects.select_related("launch__forum", "launch__company").get(
        uid=receipt_uid
    )
    hashes = [file.sha256 for file in receipts.files_of(receipts.document_of(receipt))]
    link = address("portal:receipt", receipt.number)
    tell(receipt.launch, "receipt", {"receipt": receipt, "hashes": hashes, "link": link})


@task(priority=50)
def tell_news(launch_uid: str, verb: str) -> None:
    """Mail what the desk did to the company's people. Skips verbs that need no mail."""
    launch = Launch.objects.select_related("forum", "company").get(uid=launch_uid)
    if verb in KINDS:
        points = launch.change_requests.filter(resolved_at=None).count()
        link = address("portal:status", launch.uid)
        tell(launch, verb, {"points": points, "link": link})


@task(priority=60)
def tell_invitation(uid: str) -> None:
    """Write the letter of an invitation. Skips one that was answered or withdrawn meanwhile."""
    invitation = Invitation.objects.select_related("company", "invited_by").get(uid=uid)
    if not invitation.is_open(at=clock.now()):
        return
    reader = User.objects.filter(email__iexact=invitation.email, is_active=True).first()
    person = reader or User(email=invitation.email)
    chosen = person.language or getattr(invitation.invited_by, "language", "")
    link = address("portal:invitation", invitations.token_of(invitation))
    context = {"invitation": invitation, "company": invitation.company, "link": link}
    with override(chosen or settings.LANGUAGE_CODE):
        mail = written("invitation", person, context)
    mail.to = [invitation.email]
    mail.send()
    log.info("mail kind=invitation invitation=%s", uid)


def tell(launch: Launch, kind: str, context: dict) -> None:
    """One mail to each member, in their language; one that fails does not stop the others."""
    for user in User.objects.filter(memberships__company=launch.company_id, is_active=True):
        with override(user.language or settings.LANGUAGE_CODE):
            mail = written(kind, user, {**context, "launch": launch, "forum": launch.forum})
        try:
            mail.send()
        except OSError:
            log.exception("mail not sent kind=%s launch=%s person=%s", kind, launch.uid, user.pk)
    log.info("mail kind=%s launch=%s", kind, launch.uid)


def written(kind: str, user: User, context: dict) -> EmailMultiAlternatives:
    """A mail from templates/mail/<kind>.{subject.txt,txt,html}."""
    context = {**context, "person": user, "SITE_NAME": settings.SITE_NAME}
    subject = " ".join(render_to_string(f"mail/{kind}.subject.txt", context).split())
    mail = EmailMultiAlternatives(
        subject, render_to_string(f"mail/{kind}.txt", context).strip() + "\n", to=[user.email]
    )
    mail.attach_alternative(render_to_string(f"mail/{kind}.html", context), "text/html")
    return mail


def address(name: str, *args: str) -> str:
    """A whole address, for use outside a page."""
    return settings.SITE_URL.rstrip("/") + reverse(name, args=args)
