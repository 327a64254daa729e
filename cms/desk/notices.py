"""What the desk says after an act, with a button where the act can be undone."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages

from launches import clock
from launches.domain import undoing
from launches.models import AuditEntry, Launch


def say(request: HttpRequest, launch: Launch, words: str) -> None:
    """A notice of success, with a button that undoes the person's last act on this entry."""
    acts = AuditEntry.objects.filter(launch_uid=launch.uid, actor=request.user.pk)
    last = acts.order_by("-at", "-pk").first()
    buttons = []
    if last and undoing.may_undo([last], launch, by=request.user, at=clock.now()):
        address = reverse("desk:undo", args=[launch.uid, last.pk])
        buttons = [messages.button(address, _("Undo"))]
    messages.success(request, words, buttons=buttons)
