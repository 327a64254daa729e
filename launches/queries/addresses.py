"""Which e-mail addresses a person has proved to be theirs."""

from allauth.account.models import EmailAddress
from django.db.models import QuerySet
from django.db.models.functions import Lower

from launches.models import User


def verified_of(user: User) -> QuerySet:
    """Their verified addresses, in lower case; a query that other queries can take in."""
    rows = EmailAddress.objects.filter(user_id=user.pk, verified=True)
    return rows.annotate(lower=Lower("email")).values_list("lower", flat=True)
