"""What Wagtail's own doors may do with a launch's page: edit it, and nothing else."""

from wagtail.models import PagePermissionTester

from launches import rules


class LaunchPagePermissions(PagePermissionTester):
    """Closes publishing, moving, copying and deleting, for superusers too.

    The states of a launch change on the desk's review page, through the domain.
    """

    def can_edit(self) -> bool:
        launch = self.page.launch
        return super().can_edit() and (
            rules.may_edit(self.user, launch) or rules.translates(self.user, launch)
        )

    def _closed(self, *args, **kwargs) -> bool:
        return False

    can_publish = can_unpublish = can_publish_subpage = _closed
    can_submit_for_moderation = can_unschedule = can_set_view_restrictions = _closed
    can_delete = can_move = can_move_to = can_copy = can_copy_to = _closed
    can_add_subpage = can_reorder_children = _closed
