"""The only reader of comments: what a company may hear, and what the desk hears beside it."""

from collections.abc import Iterable

from django.db.models import Count, DateTimeField, F, OuterRef, Q, QuerySet, Subquery

from launches.enums import CommentAudience
from launches.models import Comment, Launch, ThreadRead, User


def of_company(launch: Launch) -> QuerySet[Comment]:
    """What the company and the editors said to each other. Nothing internal, ever."""
    return launch.comments.filter(audience=CommentAudience.COMPANY).select_related("by")


def of_desk(launch: Launch) -> QuerySet[Comment]:
    """Everything that was said, the desk's own comments too."""
    return launch.comments.select_related("by")


def unread(user: User, launches: Iterable[Launch], *, desk: bool = False) -> dict[int, int]:
    """{launch id: messages of others since the person last read}, without zeros; one query."""
    ids = [launch.pk for launch in launches]
    read = ThreadRead.objects.filter(launch=OuterRef("launch"), user=user).values("at")
    rows = Comment.objects.filter(launch__in=ids).exclude(by=user)
    if not desk:
        rows = rows.filter(audience=CommentAudience.COMPANY)
    rows = rows.annotate(read=Subquery(read, output_field=DateTimeField()))
    rows = rows.filter(Q(read=None) | Q(at__gt=F("read")))
    return dict(rows.order_by().values_list("launch").annotate(n=Count("pk")))
