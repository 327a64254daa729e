"""Make a key for an outlet and print it, once."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.dateparse import parse_datetime

from launches import clock
from launches.domain import outlets
from launches.enums import OutletState
from launches.errors import UnveilError
from launches.models import Outlet


class Command(BaseCommand):
    help = "Makes a bearer key for an outlet and prints it. Only a hash is stored."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--outlet", required=True, help="name; accredited if it is new")
        parser.add_argument(
            "--scope", required=True, action="append", help=f"one of {', '.join(outlets.SCOPES)}"
        )
        parser.add_argument("--expires", default="", help="instant such as 2027-09-20T00:00:00Z")

    def handle(self, *args: Any, **options: Any) -> None:
        expires = parse_datetime(options["expires"]) if options["expires"] else None
        if options["expires"] and (expires is None or expires.tzinfo is None):
            raise CommandError("--expires wants an instant such as 2027-09-20T00:00:00Z")
        name, accredited = options["outlet"].strip()[:200], OutletState.ACCREDITED
        outlet = Outlet.objects.filter(name=name).order_by("pk").first()
        outlet = outlet or Outlet.objects.create(name=name, state=accredited)
        try:
            _key, token = outlets.create_key(
                outlet, scopes=options["scope"], expires_at=expires, at=clock.now()
            )
        except UnveilError as refusal:
            raise CommandError(str(refusal.message)) from refusal
        self.stdout.write(token)
