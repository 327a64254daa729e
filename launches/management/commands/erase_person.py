"""Erase a person from the command line."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from launches import clock
from launches.domain import erasure
from launches.errors import UnveilError
from launches.models import User


class Command(BaseCommand):
    help = (
        "Makes a person unrecognisable, everywhere, for good. Their acts stay, under a pseudonym."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="their address")
        parser.add_argument("--reason", required=True, help="kept in the audit; names nobody")

    def handle(self, *args: Any, **options: Any) -> None:
        person = User.objects.filter(email__iexact=options["email"].strip()).first()
        if person is None:
            raise CommandError("Nobody has this address.")
        try:
            gone = erasure.erase_person(person, reason=options["reason"], by=None, at=clock.now())
        except UnveilError as refusal:
            words = refusal.in_words
            raise CommandError(words) from refusal
        self.stdout.write(f"{gone} (number {gone.pk}) stands for this person from now on.")
