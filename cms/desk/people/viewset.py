"""People in Wagtail's settings, with our forms."""

from typing import Any

from wagtail.users.views.users import UserViewSet

from .forms import PersonCreationForm, PersonEditForm


class PeopleViewSet(UserViewSet):
    create_template_name = "cms/desk/people/create.html"
    edit_template_name = "cms/desk/people/edit.html"

    def get_form_class(self, for_update: bool = False) -> Any:
        return PersonEditForm if for_update else PersonCreationForm
