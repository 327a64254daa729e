"""Persons and companies."""

import factory
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Permission
from factory.django import DjangoModelFactory

from launches.enums import Role
from launches.models import Company, Member, User

EDITOR = ["read_desk", "review_launch", "edit_launch"]


class UserFactory(DjangoModelFactory):
    """A person. Traits give rights on the desk: reviewer, approver, releaser, caller."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@people.example")
    name = factory.Sequence(lambda n: f"Person {n}")

    class Params:
        reviewer = factory.Trait(rights=EDITOR)
        approver = factory.Trait(rights=[*EDITOR, "approve_launch"])
        releaser = factory.Trait(rights=[*EDITOR, "approve_launch", "release_launch"])
        caller = factory.Trait(rights=["call_show"])

    @classmethod
    def _create(cls, model_class, *args, rights=(), **kwargs):
        user = super()._create(model_class, *args, **kwargs)
        user.set_password("pass-word-1")
        user.save()
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        user.user_permissions.add(*Permission.objects.filter(codename__in=rights))
        return user


class CompanyFactory(DjangoModelFactory):
    class Meta:
        model = Company

    name = factory.Sequence(lambda n: f"Company {n}")
    country = "CN"


class MemberFactory(DjangoModelFactory):
    class Meta:
        model = Member

    company = factory.SubFactory(CompanyFactory)
    user = factory.SubFactory(UserFactory)
    role = Role.OWNER
