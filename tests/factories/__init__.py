"""Test data with traits. Nothing here writes a state the domain would not."""

from .forum import (
    CueFactory,
    EventFactory,
    ForumFactory,
    RundownFactory,
    SectionFactory,
    StageFactory,
    ThemeFactory,
)
from .launch import content_of, correct, launch, logo_for, material_for, rendition_for
from .outlet import OutletFactory, OutletMemberFactory, key_of, officer, terms_for
from .people import CompanyFactory, MemberFactory, UserFactory
from .slate import slate
from .webhook import webhook

__all__ = [
    "CompanyFactory",
    "CueFactory",
    "EventFactory",
    "ForumFactory",
    "MemberFactory",
    "OutletFactory",
    "OutletMemberFactory",
    "RundownFactory",
    "SectionFactory",
    "StageFactory",
    "ThemeFactory",
    "UserFactory",
    "content_of",
    "correct",
    "key_of",
    "launch",
    "logo_for",
    "material_for",
    "officer",
    "rendition_for",
    "slate",
    "terms_for",
    "webhook",
]
