"""The usual ways to serve the same list, for comparison: DRF serializers and Wagtail API v2."""

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

from django.urls import path  # noqa: E402
from rest_framework import generics, serializers  # noqa: E402
from rest_framework.pagination import LimitOffsetPagination  # noqa: E402
from wagtail.api.v2.router import WagtailAPIRouter  # noqa: E402
from wagtail.api.v2.views import PagesAPIViewSet  # noqa: E402

from cms import urls  # noqa: E402
from launches import clock  # noqa: E402
from launches.enums import Audience  # noqa: E402
from launches.models import Edition  # noqa: E402
from launches.queries.gate import visible_to  # noqa: E402


class Row(serializers.ModelSerializer):
    document = serializers.JSONField(source="listing")
    company = serializers.CharField(source="launch.company.name")
    product = serializers.CharField(source="launch.product")

    class Meta:
        model = Edition
        fields = ["slug", "launch_uid", "number", "opens_at", "company", "product", "document"]


class Paging(LimitOffsetPagination):
    default_limit = 20


class Rows(generics.ListAPIView):
    serializer_class = Row
    pagination_class = Paging

    def get_queryset(self):
        rows = visible_to(Audience.PUBLIC, at=clock.now()).select_related("launch__company")
        return rows.order_by("-opens_at")


v2 = WagtailAPIRouter("bench")
v2.register_endpoint("pages", PagesAPIViewSet)
urls.urlpatterns[:0] = [path("drf/", Rows.as_view()), path("v2/", v2.urls)]
