"""The shapes of answers and parameters, for the contract (OpenAPI 3.1) only.

Nothing here renders: answers are joined from stored texts. The tests compare real
answers with these shapes.
"""

from zoneinfo import ZoneInfo

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse
from rest_framework import serializers

UTC_ZONE = ZoneInfo("UTC")
Query = OpenApiParameter.QUERY


class Problem(serializers.Serializer):
    """RFC 9457 problem details."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    invalid_params = serializers.ListField(child=serializers.DictField(), required=False)


class CompanyWords(serializers.Serializer):
    name = serializers.CharField(allow_blank=True)
    boilerplate = serializers.CharField(required=False, allow_blank=True)


class Contact(serializers.Serializer):
    name = serializers.CharField()
    post = serializers.CharField(allow_blank=True)
    email = serializers.CharField(allow_blank=True)
    phone = serializers.CharField(allow_blank=True)


class Logo(serializers.Serializer):
    href = serializers.CharField()
    content_type = serializers.CharField()
    width = serializers.IntegerField(allow_null=True)
    height = serializers.IntegerField(allow_null=True)
    sha256 = serializers.CharField()


class Company(serializers.Serializer):
    name = serializers.CharField()
    name_native = serializers.CharField(allow_blank=True)
    country = serializers.CharField(help_text="ISO 3166-1 alpha-2", allow_blank=True)
    website = serializers.CharField(allow_blank=True)
    boilerplate = serializers.CharField(required=False, allow_blank=True)
    texts = serializers.DictField(child=CompanyWords(), required=False)
    logo = Logo(allow_null=True, required=False)
    contacts = Contact(many=True, required=False, help_text="For everybody")


class Theme(serializers.Serializer):
    slug = serializers.CharField()
    name = serializers.DictField(child=serializers.CharField())
    hue = serializers.IntegerField()


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


class Change(serializers.Serializer):
    id = serializers.CharField(help_text="The launch")
    version = serializers.IntegerField()
    kind = serializers.ChoiceField(
        ["embargoed", "released", "corrected", "killed", "embargo_moved"]
    )
    at = serializers.DateTimeField()
    href = serializers.CharField()
    cursor = serializers.CharField()


class ChangePage(serializers.Serializer):
    results = Change(many=True)
    next = serializers.CharField(allow_blank=True)
    more = serializers.BooleanField()


class Stage(serializers.Serializer):
    slug = serializers.CharField()
    name = serializers.DictField(child=serializers.CharField())
    href = serializers.CharField()


class StagePage(serializers.Serializer):
    results = Stage(many=True)


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


def problems(*statuses: int) -> dict[tuple[int, str], OpenApiResponse]:
    """The refusals an endpoint gives."""
    words = {400: "A parameter is wrong.", 401: "The key is not valid.", 404: "Nothing here."}
    return {
        (status, "application/problem+json"): OpenApiResponse(Problem, words[status])
        for status in statuses
    }


LANG = OpenApiParameter(
    "lang",
    OpenApiTypes.STR,
    Query,
    description="One language, with fallback: the same language, else English, else the first.",
    examples=[OpenApiExample("Chinese", "zh-hans")],
)
FORMAT = OpenApiParameter(
    "format",
    OpenApiTypes.STR,
    Query,
    enum=["json", "ninjs"],
    description="ninjs gives IPTC ninjs 3.1, as does Accept: application/vnd.iptc.ninjs+json.",
)
LIMIT = OpenApiParameter("limit", OpenApiTypes.INT, Query, description="1 to 100.")
AFTER = OpenApiParameter("after", OpenApiTypes.STR, Query, description="Cursor of the last answer.")
LIST_PARAMETERS = [
    OpenApiParameter("theme", OpenApiTypes.STR, Query, description="Slug of a theme."),
    OpenApiParameter("category", OpenApiTypes.STR, Query, description="A category, exactly."),
    OpenApiParameter("country", OpenApiTypes.STR, Query, description="ISO 3166-1 alpha-2."),
    OpenApiParameter("stage", OpenApiTypes.STR, Query, description="Slug of a stage."),
    OpenApiParameter("day", OpenApiTypes.DATE, Query, description="A day of the forum."),
    LANG,
    FORMAT,
    OpenApiParameter("q", OpenApiTypes.STR, Query, description="Words, in any language."),
    OpenApiParameter(
        "updated_since", OpenApiTypes.DATETIME, Query, description="Released or corrected since."
    ),
    OpenApiParameter("ordering", OpenApiTypes.STR, Query, enum=["-opens_at", "opens_at"]),
    LIMIT,
    OpenApiParameter("cursor", OpenApiTypes.STR, Query, description="From `next`."),
]
