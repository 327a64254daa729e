"""Halls, sessions, rundowns, and the log of what readers may know."""

from rest_framework import serializers

from .companies import PresentedCompany
from .launches import Brief, Launch


class Stage(serializers.Serializer):
    slug = serializers.CharField()
    name = serializers.DictField(child=serializers.CharField())
    href = serializers.CharField()


class StagePage(serializers.Serializer):
    results = Stage(many=True)


class SessionSlot(serializers.Serializer):
    id = serializers.CharField()
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    launch = Brief(allow_null=True)


class Session(serializers.Serializer):
    id = serializers.CharField(help_text="Hall and code")
    href = serializers.CharField()
    kind = serializers.CharField()
    title = serializers.DictField(child=serializers.CharField())
    stage = Stage()
    theme = serializers.CharField(allow_null=True, help_text="Slug of its theme")
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    slots = SessionSlot(many=True)


class SessionPage(serializers.Serializer):
    results = Session(many=True)
    next = serializers.CharField(allow_null=True)


class Found(serializers.Serializer):
    """The first of each kind; `more` holds the addresses of the lists."""

    launches = Launch(many=True)
    companies = PresentedCompany(many=True)
    sessions = Session(many=True)
    more = serializers.DictField(child=serializers.CharField())


class Cue(serializers.Serializer):
    id = serializers.CharField()
    position = serializers.IntegerField()
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    title = serializers.DictField(child=serializers.CharField())
    launch = Launch(allow_null=True)


class StageState(serializers.Serializer):
    stage = Stage()
    version = serializers.IntegerField()
    state = serializers.CharField()
    since = serializers.DateTimeField(allow_null=True)
    now = Cue(allow_null=True)
    next = Cue(allow_null=True)


class Rundown(serializers.Serializer):
    stage = Stage()
    version = serializers.IntegerField()
    state = serializers.CharField()
    current = serializers.CharField(allow_null=True)
    cues = Cue(many=True)


class Change(serializers.Serializer):
    id = serializers.CharField(help_text="The launch")
    version = serializers.IntegerField()
    kind = serializers.ChoiceField(
        ["embargoed", "released", "corrected", "killed", "embargo_moved", "rights_expired"]
    )
    at = serializers.DateTimeField()
    href = serializers.CharField()
    cursor = serializers.CharField()


class ChangePage(serializers.Serializer):
    results = Change(many=True)
    next = serializers.CharField(allow_blank=True)
    more = serializers.BooleanField()
