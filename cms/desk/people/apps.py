"""Wagtail's list of people with our form: a person has one name."""

from wagtail.users.apps import WagtailUsersAppConfig


class PeopleConfig(WagtailUsersAppConfig):
    user_viewset = "cms.desk.people.viewset.PeopleViewSet"

    def ready(self) -> None:
        super().ready()
        from wagtail.admin.views.account import NameEmailSettingsPanel

        from .forms import NameForm

        NameEmailSettingsPanel.form_class = NameForm
