"""The people of the desk."""

from tests.cms.desk.conftest import chief, desk_user, editor  # noqa: F401 -- fixtures
