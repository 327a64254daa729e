"""IPTC ninjs 3.1 as a media type that can be asked for. launches.queries.ninjs makes the items."""

from rest_framework.renderers import JSONRenderer

from launches.queries.ninjs import MEDIA_TYPE, item

__all__ = ["MEDIA_TYPE", "NinjsRenderer", "item"]


class NinjsRenderer(JSONRenderer):
    """Only says that this type can be had; the view writes the bytes."""

    media_type = MEDIA_TYPE
    format = "ninjs"
