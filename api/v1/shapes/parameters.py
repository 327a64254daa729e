"""Query parameters."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter

Query = OpenApiParameter.QUERY
FIELDS = OpenApiParameter(
    "fields",
    OpenApiTypes.STR,
    Query,
    description="Only these members of each object, with commas between them.",
)
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
    enum=["json", "ninjs", "jsonld", "ics"],
    description="Our JSON, IPTC ninjs 3.1, schema.org as JSON-LD, or iCalendar; as does Accept.",
)
LIMIT = OpenApiParameter(
    "limit",
    {"type": "integer", "minimum": 1, "maximum": 100},
    Query,
    description="How many at most.",
)
FACTS = OpenApiParameter(
    "limit",
    {"type": "integer", "minimum": 1, "maximum": 1000},
    Query,
    description="How many at most.",
)
WAIT = OpenApiParameter(
    "wait",
    {"type": "integer", "minimum": 0, "maximum": 30},
    Query,
    description="Hold an empty answer until there is a fact, for at most so many seconds.",
)
CURSOR = OpenApiParameter("cursor", OpenApiTypes.STR, Query, description="From `next`.")
DAY = OpenApiParameter("day", OpenApiTypes.DATE, Query, description="A day of the forum.")
DAY_IN_PATH = OpenApiParameter(
    "day", OpenApiTypes.DATE, OpenApiParameter.PATH, description="A day of the forum."
)
COUNTRY = OpenApiParameter(
    "country",
    {"type": "string", "pattern": "^[A-Za-z]{2}$"},
    Query,
    description="ISO 3166-1 alpha-2.",
)
STAGE = OpenApiParameter("stage", OpenApiTypes.STR, Query, description="Slug of a stage.")
THEME = OpenApiParameter("theme", OpenApiTypes.STR, Query, description="Slug of a theme.")
WORDS = OpenApiParameter(
    "q",
    {"type": "string", "maxLength": 200},
    Query,
    description="Words, in any language.",
)
SOUGHT = OpenApiParameter(
    "q",
    {"type": "string", "minLength": 1, "maxLength": 200},
    Query,
    required=True,
    description="One word or several, in any language.",
)
COMPANY_PARAMETERS = [
    COUNTRY,
    WORDS,
    FIELDS,
    LIMIT,
    CURSOR,
]
CALENDAR = OpenApiParameter(
    "format",
    OpenApiTypes.STR,
    Query,
    enum=["json", "ics"],
    description="Our JSON or iCalendar; as does Accept: text/calendar.",
)
SESSION_PARAMETERS = [DAY, STAGE, THEME, WORDS, LANG, CALENDAR, FIELDS, LIMIT, CURSOR]
AFTER = OpenApiParameter(
    "after",
    OpenApiTypes.STR,
    Query,
    description="Cursor of the last answer; or `end`: no facts, and where they end.",
)
LIST_PARAMETERS = [
    THEME,
    OpenApiParameter("category", OpenApiTypes.STR, Query, description="A category, exactly."),
    COUNTRY,
    STAGE,
    OpenApiParameter("company", OpenApiTypes.STR, Query, description="Id of a company."),
    DAY,
    LANG,
    FORMAT,
    FIELDS,
    WORDS,
    OpenApiParameter(
        "updated_since", OpenApiTypes.DATETIME, Query, description="Released or corrected since."
    ),
    OpenApiParameter("ordering", OpenApiTypes.STR, Query, enum=["-opens_at", "opens_at"]),
    LIMIT,
    CURSOR,
]
