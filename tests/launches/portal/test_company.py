"""The company's profile page: several small forms, and nothing typed is lost."""

from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override

from launches import clock, zones
from launches.domain import companies
from launches.errors import UnveilError
from launches.models import Company, CompanyContact
from tests.factories import MemberFactory
from tests.launches.domain.test_profile import png


def path_of(company) -> str:
    return f"/portal/company/{company.uid}/"


def test_a_language_a_contact_and_a_logo(signed, owner):
    path = path_of(owner.company)
    words = {"text-language": "ar", "text-name": "هويلينغ", "text-boilerplate": "نص"}
    assert signed.post(path, {"what": "text", **words}).status_code == 302
    person = {"contact-name": "Ann", "contact-email": "ann@x.example", "contact-reach": "press"}
    assert signed.post(path, {"what": "contact", **person}).status_code == 302
    logo = SimpleUploadedFile("logo.png", png())
    assert signed.post(path, {"what": "logo", "logo": logo}).status_code == 302
    page = signed.get(path).content.decode()
    assert 'lang="ar"' in page
    assert "هويلينغ" in page
    assert "ann@x.example" in page
    assert f"/files/private/{owner.company.logos.get().uid}.png" in page
    signed.post(path, {"what": "remove_contact", "contact": CompanyContact.objects.get().uid})
    signed.post(path, {"what": "remove_logo"})
    signed.post(path, {"what": "text", "text-language": "ar"})
    page = signed.get(path).content.decode()
    assert "ann@x.example" not in page
    assert "/files/private/" not in page
    assert "هويلينغ" not in page


def test_what_is_refused_is_kept_and_named(signed, owner):
    path = path_of(owner.company)
    answer = signed.post(path, {"what": "contact", "contact-name": "Ann", "contact-reach": "all"})
    assert answer.status_code == 422
    assert 'value="Ann"' in answer.content.decode()
    assert set(answer.context["contact_form"].errors) == {"reach"}
    answer = signed.post(path, {"what": "contact", "contact-name": "Ann", "contact-reach": "press"})
    assert set(answer.context["contact_form"].errors) == {"email"}
    bad = SimpleUploadedFile("logo.png", b"<html>")
    page = signed.post(path, {"what": "logo", "logo": bad}, follow=True).content.decode()
    assert "Wanted" in page
    assert signed.post(path, {"what": "\0"}).status_code == 302


def test_anothers_contact_is_not_there(signed, owner):
    other = MemberFactory()
    theirs = CompanyContact.objects.create(company=other.company, name="Canary")
    answer = signed.post(path_of(owner.company), {"what": "remove_contact", "contact": theirs.uid})
    assert answer.status_code == 404
    assert CompanyContact.objects.count() == 1


def test_the_chosen_zone_stands_beside_the_forums(signed, owner, entry):
    path = path_of(owner.company)
    assert "At your company" not in signed.get(f"/portal/launches/{entry.uid}/").content.decode()
    words = {"what": "profile", "name": "Aurora Works", "country": "DE"}
    assert signed.post(path, {**words, "timezone": "America/Lima"}).status_code == 302
    assert Company.objects.get().timezone == "America/Lima"
    forum = entry.forum
    forum.submissions_close_at = datetime(2099, 7, 1, 10, tzinfo=UTC)
    forum.save()
    page = " ".join(signed.get(f"/portal/launches/{entry.uid}/").content.decode().split())
    assert "1 July 2099, 18:00" in page
    assert "At your company, Lima:" in page
    assert "1 July 2099, 05:00</time> UTC-05:00" in page
    assert 'data-company="America/Lima"' in page
    assert "At your company, Lima:" in signed.get("/portal/").content.decode()


def test_no_choice_is_the_zone_of_the_country_and_an_unknown_one_is_refused(signed, owner):
    path = path_of(owner.company)
    words = {"what": "profile", "name": "Aurora Works", "country": "DE"}
    assert signed.post(path, words).status_code == 302
    assert zones.zone_of(Company.objects.get()).key == "Europe/Berlin"
    for unknown in ("Mars/Olympus", "../etc/passwd", "a\0b"):
        answer = signed.post(path, {**words, "timezone": unknown})
        assert answer.status_code == 422
        assert set(answer.context["form"].errors) == {"timezone"}
        assert 'value="Aurora Works"' in answer.content.decode()
    with pytest.raises(UnveilError) as refusal:
        companies.describe_company(
            owner.company, name="Aurora", timezone="Mars/Olympus", by=owner.user, at=clock.now()
        )
    assert set(refusal.value.fields) == {"timezone"}


def test_zones_go_from_west_to_east_in_the_readers_words():
    with override("zh-hans"):
        found = dict(zones.choices(at=datetime(2026, 7, 1, tzinfo=UTC)))
    assert found["Asia/Shanghai"] == "UTC+08:00 上海"
    keys = list(found)
    order = ["Pacific/Pago_Pago", "America/St_Johns", "UTC", "Europe/Berlin", "Asia/Shanghai"]
    assert [key for key in keys if key in order] == [key for key in order if key in found]
