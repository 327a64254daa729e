"""Sign-offs through the doors: the company asks, somebody without an account answers."""

from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

from cms.models import LaunchPage
from launches import clock
from launches.domain import delivery, signoff
from launches.domain.signoff import token_of
from launches.enums import Role
from launches.models import Mail, Rendition, SignOff
from launches.models.fields import new_uid
from tests.factories import MemberFactory, UserFactory, material_for
from tests.factories.page import entry as ready_entry

from .conftest import picture
from .test_sending import hand_in

FORM = {
    "name": "Nadia Counsel",
    "email": "nadia@law.example",
    "office": "legal",
    "language": "en",
    "days": "7",
}


@pytest.fixture
def ready(owner):
    return ready_entry(owner=owner, product="Canary Nine").launch


def ask(client, launch, **changes) -> SignOff:
    answer = client.post(f"/portal/launches/{launch.uid}/sign-offs/", {**FORM, **changes})
    assert answer.status_code == 302, answer.context["form"].errors
    return SignOff.objects.first()


def link(sign_off) -> str:
    return f"/sign-off/{token_of(sign_off)}/"


def answer(client, sign_off, decision="approved", **changes):
    fields = {"name": "N. Counsel", "comment": "", "decision": decision, **changes}
    return client.post(link(sign_off), fields)


def test_there_and_back(signed, client, ready, mailoutbox, settings):
    settings.SITE_URL = "https://unveil.example"
    found = ask(signed, ready)
    kept = Mail.objects.get(kind="signoff_asked")
    assert token_of(found) not in kept.text + kept.html + str(kept.values)
    delivery.deliver(at=clock.now())
    [mail] = [mail for mail in mailoutbox if mail.to == ["nadia@law.example"]]
    assert f"https://unveil.example{link(found)}" in mail.body
    assert "Dear Nadia Counsel" in mail.body
    assert "Canary" not in str(mail.message())
    signed.logout()
    page = client.get(link(found)).content.decode()
    for words in ("Canary Nine", "Canary Nine 发布", "正文。", found.digest, "hero.jpg"):
        assert words in page, words
    gone = answer(client, found, comment="Fine <b>so</b>.")
    assert (gone.status_code, gone["Location"]) == (302, link(found))
    page = client.get(link(found)).content.decode()
    assert "Fine &lt;b&gt;so&lt;/b&gt;." in page
    assert "Canary" not in page  # afterwards only what was said
    assert answer(client, found, "objected", comment="Changed my mind").status_code == 409
    assert SignOff.objects.get().decision == "approved"
    told = Mail.objects.get(kind="signoff_answered")
    assert (told.to, told.launch_uid) == (ready.created_by.email, ready.uid)
    assert "N. Counsel (Legal)" in told.text


def test_a_request_taken_back_is_not_mailed(signed, ready, mailoutbox):
    found = ask(signed, ready)
    signoff.revoke(found, by=ready.created_by, at=clock.now())
    delivery.deliver(at=clock.now())
    assert [mail for mail in mailoutbox if mail.to == [found.email]] == []


@pytest.mark.parametrize("method", ["get", "head"])
def test_robots_use_nothing_up(signed, client, ready, method):
    found = ask(signed, ready)
    before = SignOff.objects.values().get()
    for _turn in range(3):
        assert getattr(client, method)(link(found)).status_code == 200
    assert client.options(link(found)).status_code == 405
    assert SignOff.objects.values().get() == before
    assert answer(client, found).status_code == 302


def test_the_link_leaves_no_trace(signed, client, ready):
    found = ask(signed, ready)
    file = f"{link(found)}files/{ready.materials.get().uid}.jpg"
    for reply in (client.get(link(found)), client.get(file), answer(client, found)):
        assert reply["Cache-Control"] == "private, no-store"
        assert reply["Referrer-Policy"] == "no-referrer"
        assert reply["X-Robots-Tag"] == "noindex, nofollow, noarchive"
        assert not reply.cookies


def test_files_of_this_version_and_this_link_only(signed, client, ready, owner):
    found = ask(signed, ready)
    material = ready.materials.get()
    later = material_for(ready, filename="later.jpg")
    other = material_for(ready_entry(owner=owner, product="Other").launch)
    door = f"{link(found)}files/"
    rendition = material.renditions.get(role="stage")
    for mine in (material, rendition):
        assert client.get(f"{door}{mine.uid}.jpg").status_code == 200
    for not_mine in (later.uid, other.uid, later.renditions.first().uid, "abcdefghjkmnpqrs"):
        assert client.get(f"{door}{not_mine}.jpg").status_code == 404
    assert client.get(f"{door}{material.uid}.png").status_code == 404
    assert client.get(f"/sign-off/{'0' * 64}/files/{material.uid}.jpg").status_code == 404
    answer(client, found)
    assert client.get(f"{door}{material.uid}.jpg").status_code == 404


def cut(material, crops: str) -> Rendition:
    """The stage picture of a material, cut anew."""
    row = material.renditions.get(role="stage", crops="")
    row.pk, row.uid, row.crops = None, new_uid(), crops
    row.save(force_insert=True)
    return row


def test_a_link_shows_the_cuts_of_its_version_and_no_other(signed, client, ready):
    before = ask(signed, ready)
    material = ready.materials.get()
    plain = material.renditions.get(role="stage")
    chosen, abandoned = cut(material, "focus=100,50"), cut(material, "focus=0,50")
    page = LaunchPage.latest_of(ready)
    rows = list(page.placed_materials.all())
    rows[0].crops = "focus=100,50"
    page.placed_materials = rows
    page.save_revision(user=ready.created_by)
    after = ask(signed, ready)
    found = {
        (name, row.uid): client.get(f"{link(sign_off)}files/{row.uid}.jpg").status_code
        for name, sign_off in (("before", before), ("after", after))
        for row in (plain, chosen, abandoned)
    }
    # The first version was overtaken by the new cut, so its link shows nothing any more.
    assert before.state(at=clock.now()) == "waiting"
    before.refresh_from_db()
    assert before.state(at=clock.now()) == "voided"
    assert found == {
        ("before", plain.uid): 404,
        ("before", chosen.uid): 404,
        ("before", abandoned.uid): 404,
        ("after", plain.uid): 404,
        ("after", chosen.uid): 200,
        ("after", abandoned.uid): 404,
    }
    assert f"{chosen.uid}.jpg" in client.get(link(after)).content.decode()


def test_a_cut_tried_out_later_is_not_in_the_link(signed, client, ready):
    found = ask(signed, ready)
    later = cut(ready.materials.get(), "focus=100,50")
    plain = ready.materials.get().renditions.get(role="stage", crops="")
    codes = [client.get(f"{link(found)}files/{row.uid}.jpg").status_code for row in (plain, later)]
    assert codes == [200, 404]


def draw_renditions() -> None:
    """Pictures that paper can show, in place of the factory's."""
    for row in Rendition.objects.all():
        (Path(settings.PRIVATE_ROOT) / row.file).write_bytes(picture((640, 360)).getvalue())


def test_the_signer_reads_the_rights(signed, client, ready):
    draw_renditions()
    page = LaunchPage.latest_of(ready)
    rows = list(page.placed_materials.all())
    rows[0].licence, rows[0].licence_until = "editorial", "2027-03-31"
    rows[0].licence_note, rows[0].model_release = "Not for covers", "missing"
    page.placed_materials = rows
    page.save_revision(user=ready.created_by)
    found = ask(signed, ready)
    said = (
        "Free for editorial use, with credit",
        "Not for covers",
        "31 March 2027",
        "Still missing",
    )
    page = client.get(link(found)).content.decode()
    assert [words for words in said if words not in page] == []
    answer(client, found)
    signed.force_login(ready.created_by)
    paper = pypdfium2.PdfDocument(
        signed.get(f"/portal/launches/{ready.uid}/sign-offs/{found.uid}/record.pdf").content
    )
    text = "".join(page.get_textpage().get_text_bounded() for page in paper)
    paper.close()
    assert [words for words in said if words not in text] == []


def test_the_end_of_a_link_is_said_without_the_words(signed, client, ready, moment):
    moment.at(0)
    found = ask(signed, ready)
    moment.at(timedelta(days=7).total_seconds() - 1)
    assert b"Canary" in client.get(link(found)).content
    moment.at(timedelta(days=7).total_seconds())
    page = client.get(link(found)).content.decode()
    assert "This link has expired" in page
    assert "Canary" not in page
    assert answer(client, found).status_code == 409
    assert SignOff.objects.get().decision == ""


def test_taken_back_and_asked_again(signed, client, ready):
    found = ask(signed, ready)
    path = f"/portal/launches/{ready.uid}/sign-offs/{found.uid}/"
    assert signed.post(f"{path}again/").status_code == 302
    newer, older = SignOff.objects.all()
    assert (older.state(at=clock.now()), newer.state(at=clock.now())) == ("revoked", "waiting")
    assert newer.email == older.email
    signed.post(f"/portal/launches/{ready.uid}/sign-offs/{newer.uid}/revoke/")
    page = client.get(link(newer)).content.decode()
    assert "This request has been taken back" in page
    assert "Canary" not in page


def test_the_signer_reads_chinese(signed, client, ready):
    found = ask(signed, ready, language="zh-hans")
    page = client.get(link(found), HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert '<html lang="zh-hans"' in page
    assert "我同意此版本" in page


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": ""}, "This field is required."),
        ({"name": "N\0"}, "unprintable character (U+0000)"),
        ({"name": "n" * 151}, "at most 150 characters"),
        ({"decision": "objected", "comment": " "}, "Please say what should be different."),
        ({"decision": "perhaps"}, "perhaps is not one of the available choices"),
        ({"decision": ""}, "Your decision"),
    ],
)
def test_a_bad_answer_says_what_is_wrong_and_loses_nothing(signed, client, ready, fields, said):
    found = ask(signed, ready)
    typed = {"name": "Typed name", "comment": "Typed comment", **fields}
    reply = answer(client, found, **typed)
    page = reply.content.decode()
    assert (reply.status_code, said in page) == (422, True)
    kept = [text for text in typed.values() if text.startswith("Typed")]
    assert [text for text in kept if text not in page] == []
    assert SignOff.objects.get().decision == ""


def test_guessing_is_slowed(client, db):
    codes = [client.get(f"/sign-off/{number:064x}/").status_code for number in range(32)]
    assert codes == [404] * 30 + [429] * 2


@pytest.mark.parametrize(
    ("policy", "kept"), [("full", "198.51.100.77"), ("network", "198.51.100.0/24"), ("none", "")]
)
def test_the_policy_says_what_of_the_address_is_kept(signed, client, ready, settings, policy, kept):
    settings.SIGN_OFF_ADDRESS = policy
    found = ask(signed, ready)
    fields = {"decision": "approved", "name": "N."}
    client.post(link(found), fields, REMOTE_ADDR="198.51.100.77")
    assert SignOff.objects.get().address == kept


def test_a_bad_request_keeps_what_was_typed(signed, ready):
    answered = signed.post(
        f"/portal/launches/{ready.uid}/sign-offs/", {**FORM, "email": "nobody", "note": "My note"}
    )
    assert answered.status_code == 422
    assert b"My note" in answered.content
    assert SignOff.objects.count() == 0


def test_a_viewer_reads_but_does_not_ask(client, signed, ready):
    ask(signed, ready)
    viewer = MemberFactory(company=ready.company, role=Role.VIEWER).user
    client.force_login(viewer)
    path = f"/portal/launches/{ready.uid}/sign-offs/"
    page = client.get(path)
    assert b"Nadia Counsel" in page.content
    assert b"Send the link" not in page.content
    assert client.post(path, FORM).status_code == 422
    assert SignOff.objects.count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same(signed, ready, count, django_assert_num_queries):
    for _turn in range(count):
        ask(signed, ready)
    path = f"/portal/launches/{ready.uid}/sign-offs/"
    signed.get(path)
    with django_assert_num_queries(9):
        signed.get(path)


def test_the_record_on_paper(signed, client, ready):
    draw_renditions()
    found = ask(signed, ready)
    answer(client, found, "objected", comment="第二段的数字不对。")
    signed.force_login(ready.created_by)
    reply = signed.get(f"/portal/launches/{ready.uid}/sign-offs/{found.uid}/record.pdf")
    assert reply["Content-Disposition"] == f'attachment; filename="sign-off-{found.uid}.pdf"'
    paper = pypdfium2.PdfDocument(reply.content)
    text = "".join(page.get_textpage().get_text_bounded() for page in paper)
    title = paper.get_metadata_dict()["Title"]
    drawn = sum(len(list(page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE]))) for page in paper)
    paper.close()
    assert (title, drawn) == (f"Sign-off {found.uid}", 1)
    for words in (found.digest, "N. Counsel", "第二段的数字不对", "Canary Nine 发布", "正文"):
        assert words in text, words


def test_the_desk_sees_them(signed, client, ready):
    ready.forum.sign_offs_to_approve = ["ministry"]
    ready.forum.save()
    found = ask(signed, ready)
    answer(client, found, "objected", comment="The number is wrong.")
    editor = UserFactory()
    editor.groups.set(Group.objects.filter(name="Eligibility reviewers"))
    client.force_login(editor)
    page = client.get(f"/cms/desk/{ready.uid}/").content.decode()
    for words in ("Nadia Counsel", "The number is wrong.", "A sign-off is missing: Ministry"):
        assert words in page, words


def test_the_hand_in_says_which_sign_off_is_missing(signed, ready):
    ready.forum.sign_offs_to_submit = ["legal"]
    ready.forum.save()
    reply = hand_in(signed, ready)
    assert reply.status_code == 422
    assert b"A sign-off is missing: Legal." in reply.content
