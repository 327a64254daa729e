"""The glossary."""

import factory
from factory.django import DjangoModelFactory

from launches.models import Term

from .forum import ForumFactory


class TermFactory(DjangoModelFactory):
    """A name for every entry of the forum, held exactly as it is written."""

    class Meta:
        model = Term

    forum = factory.SubFactory(ForumFactory)
    name = "DeepSeek"
