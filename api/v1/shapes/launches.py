"""Launches, whole and in the least words, and their versions and slates."""

from rest_framework import serializers

from .companies import Company, Contact, Theme


class Words(serializers.Serializer):
    headline = serializers.CharField()
    tagline = serializers.CharField(allow_blank=True)
    summary = serializers.CharField(allow_blank=True)
    body = serializers.CharField(required=False, help_text="HTML, a few tags")
    press_release = serializers.CharField(required=False, help_text="HTML, a few tags")


class Rendition(serializers.Serializer):
    role = serializers.ChoiceField(["stage", "press", "square", "card", "thumb", "poster"])
    format = serializers.ChoiceField(["avif", "webp", "jpeg", "png"])
    href = serializers.CharField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    bytes = serializers.IntegerField(required=False)
    sha256 = serializers.CharField(required=False)


class Material(serializers.Serializer):
    slot = serializers.CharField()
    caption = serializers.CharField(allow_blank=True)
    credit = serializers.CharField(allow_blank=True)
    alt = serializers.CharField(allow_blank=True)
    licence = serializers.CharField(allow_blank=True, help_text="The terms of use, in words")
    licence_until = serializers.DateField(allow_null=True, help_text="Its last day")
    available_until = serializers.DateTimeField(
        allow_null=True, help_text="From this instant on the file is gone, here and at its address"
    )
    pages = serializers.IntegerField(required=False, allow_null=True)
    seconds = serializers.FloatField(required=False, allow_null=True)
    name = serializers.CharField(required=False)
    content_type = serializers.CharField(required=False)
    href = serializers.CharField(required=False)
    renditions = Rendition(many=True)


class PublicAnswer(serializers.Serializer):
    """An answer to a question of the forum, in English and Chinese."""

    key = serializers.CharField()
    question = serializers.DictField(child=serializers.CharField())
    kind = serializers.ChoiceField(
        ["short", "long", "number", "date", "yes_no", "one", "several", "address"]
    )
    value = serializers.CharField(help_text="As data: 12.5, 2026-09-16, yes, a choice a line")
    answer = serializers.DictField(child=serializers.CharField())


class StageSlot(serializers.Serializer):
    slug = serializers.CharField()
    starts_at = serializers.DateTimeField(allow_null=True)


class Launch(serializers.Serializer):
    """One launch. With `lang` it has `language` and `text` in place of `texts`."""

    id = serializers.CharField()
    slug = serializers.CharField()
    href = serializers.CharField()
    page = serializers.CharField()
    product = serializers.CharField()
    product_native = serializers.CharField(allow_blank=True)
    company = Company()
    theme = Theme()
    section = serializers.CharField()
    category = serializers.CharField(allow_blank=True)
    website = serializers.CharField(allow_blank=True)
    texts = serializers.DictField(child=Words(), required=False)
    language = serializers.CharField(required=False)
    text = Words(required=False)
    materials = Material(many=True)
    answers = PublicAnswer(many=True, required=False, help_text="Of the full form only")
    version = serializers.IntegerField()
    status = serializers.ChoiceField(["released", "embargoed"])
    opens_at = serializers.DateTimeField(allow_null=True)
    updated_at = serializers.DateTimeField()
    correction_note = serializers.CharField(allow_blank=True)
    stage = StageSlot(allow_null=True)
    press_contacts = Contact(
        many=True, required=False, help_text="With a press key only, in the launch's own answer"
    )


class LaunchPage(serializers.Serializer):
    results = Launch(many=True)
    next = serializers.CharField(allow_null=True)


class Brief(serializers.Serializer):
    """The least that names a launch."""

    id = serializers.CharField()
    href = serializers.CharField()
    page = serializers.CharField()
    product = serializers.CharField()
    product_native = serializers.CharField(allow_blank=True)
    company = serializers.CharField()


class Version(serializers.Serializer):
    href = serializers.CharField()
    version = serializers.IntegerField()
    status = serializers.ChoiceField(["released", "embargoed"])
    opens_at = serializers.DateTimeField(allow_null=True)
    updated_at = serializers.DateTimeField()
    correction_note = serializers.CharField(allow_blank=True)
    stage = StageSlot(allow_null=True)
    replaced_at = serializers.DateTimeField(allow_null=True, help_text="Null: it stands")


class VersionPage(serializers.Serializer):
    results = Version(many=True)


class VersionedLaunch(Launch):
    replaced_at = serializers.DateTimeField(allow_null=True)


class OpenedSlate(serializers.Serializer):
    """Launches that opened together."""

    id = serializers.CharField()
    href = serializers.CharField()
    name = serializers.CharField()
    opens_at = serializers.DateTimeField()
    launches = Brief(many=True)


class SlatePage(serializers.Serializer):
    results = OpenedSlate(many=True)
    next = serializers.CharField(allow_null=True)


class SlateDetail(OpenedSlate):
    launches = Launch(many=True)
