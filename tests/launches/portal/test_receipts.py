"""The receipt: page, PDF and record say the same, and a hash can be checked against it."""

import hashlib
import json

import pypdfium2
import pytest
from django.db import DatabaseError, transaction

from launches.models import Receipt
from tests.factories import MemberFactory
from tests.factories.page import entry as ready_entry

from .test_sending import hand_in


@pytest.fixture
def receipt(signed, owner):
    hand_in(signed, ready_entry(owner=owner, product="Aurora One").launch)
    return Receipt.objects.get()


def address(receipt, rest=""):
    return f"/portal/receipts/{receipt.number}/{rest}"


def test_the_record_gives_the_fingerprint(signed, receipt):
    answer = signed.get(address(receipt, "record.json"))
    assert hashlib.sha256(answer.content).hexdigest() == receipt.digest
    assert answer["Content-Disposition"] == f'attachment; filename="{receipt.number}.json"'
    document = json.loads(answer.content)
    material = receipt.launch.materials.get()
    assert document["materials"][0]["file"] == {
        "uid": material.uid,
        "name": material.filename,
        "content_type": "image/jpeg",
        "bytes": material.bytes,
        "sha256": material.sha256,
    }
    assert [words["headline"] for words in document["words"]] == [
        "Aurora One opens",
        "Aurora One 发布",
    ]


def test_page_and_pdf_say_the_same(signed, receipt):
    page = signed.get(address(receipt)).content.decode()
    answer = signed.get(address(receipt, "receipt.pdf"))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="{receipt.number}.pdf"'
    paper = pypdfium2.PdfDocument(answer.content)
    text = paper[0].get_textpage().get_text_bounded()
    title = paper.get_metadata_dict()["Title"]
    paper.close()
    assert title == f"Receipt {receipt.number}"
    zones = (" UTC", " UTC+08:00")
    for words in (receipt.number, receipt.digest, "Aurora One", str(receipt.by), *zones):
        assert words in page, words
        assert words in text, words
    assert receipt.launch.materials.get().sha256 in text


def test_the_pdf_speaks_chinese(signed, receipt):
    answer = signed.get(address(receipt, "receipt.pdf"), HTTP_ACCEPT_LANGUAGE="zh-hans")
    paper = pypdfium2.PdfDocument(answer.content)
    text = paper[0].get_textpage().get_text_bounded()
    paper.close()
    assert "回执" in text


@pytest.mark.parametrize(
    ("typed", "said", "status"),
    [
        ("whole", "this is the fingerprint of the whole entry", 200),
        ("file", "this is the file “hero.jpg”", 200),
        ("f" * 64, "nothing on this receipt has this hash", 200),
        ("12\0<b>", "A SHA-256 has 64 signs", 422),
    ],
)
def test_a_hash_is_checked(signed, receipt, typed, said, status):
    known = {"whole": receipt.digest.upper(), "file": receipt.launch.materials.get().sha256}
    answer = signed.get(address(receipt), {"hash": f" {known.get(typed, typed)} "})
    assert answer.status_code == status
    assert said in answer.content.decode()


def test_only_the_company_reads_it(client, receipt):
    client.force_login(MemberFactory().user)
    for rest in ("", "receipt.pdf", "record.json"):
        assert client.get(address(receipt, rest)).status_code == 404


@pytest.mark.database
def test_the_database_keeps_a_receipt_as_it_was_given(receipt):
    for change in ({"document": "{}"}, {"digest": "0" * 64}, {"number": "UNV-0000-0000"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Receipt.objects.filter(pk=receipt.pk).update(**change)
    Receipt.objects.filter(pk=receipt.pk).update(by=None)
