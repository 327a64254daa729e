"""The company's profile page: several small forms, and nothing typed is lost."""

from django.core.files.uploadedfile import SimpleUploadedFile

from launches.models import CompanyContact
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
