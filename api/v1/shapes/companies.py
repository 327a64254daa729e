"""Companies and themes."""

from rest_framework import serializers


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
    id = serializers.CharField(required=False, help_text="Not in versions frozen before it was")
    href = serializers.CharField(required=False)
    name = serializers.CharField()
    name_native = serializers.CharField(allow_blank=True)
    country = serializers.CharField(help_text="ISO 3166-1 alpha-2", allow_blank=True)
    website = serializers.CharField(allow_blank=True)
    boilerplate = serializers.CharField(required=False, allow_blank=True)
    texts = serializers.DictField(child=CompanyWords(), required=False)
    logo = Logo(allow_null=True, required=False)
    contacts = Contact(many=True, required=False, help_text="For everybody")


class PresentedCompany(Company):
    """A company as its newest readable launch presents it; in lists without long words."""

    id = serializers.CharField()
    href = serializers.CharField()
    launches = serializers.CharField(help_text="Where to read its launches")


class CompanyPage(serializers.Serializer):
    results = PresentedCompany(many=True)
    next = serializers.CharField(allow_null=True)


class Theme(serializers.Serializer):
    slug = serializers.CharField()
    name = serializers.DictField(child=serializers.CharField())
    hue = serializers.IntegerField()


class ListedTheme(Theme):
    href = serializers.CharField()
    launches = serializers.CharField(help_text="Where to read its launches")
    feeds = serializers.DictField(child=serializers.CharField(), help_text="By kind")


class ThemePage(serializers.Serializer):
    results = ListedTheme(many=True)
