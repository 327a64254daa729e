"""The Chinese interface is whole, and it is Chinese that people see."""

import re

import pytest

from cms import catalogue

PLACES = re.compile(r"%\(\w+\)[\d.]*[a-zA-Z]|%%s|%s|%t|</?[a-z]+>")


def test_everything_we_say_is_translated():
    assert catalogue.lacking(catalogue.refreshed()) == []


def test_no_words_hide_in_a_formatted_string():
    """Where Babel does not look for them: they would be said in English to everybody."""
    hidden = re.compile(r"""\bf(["']).*\{\w*gettext\w*\(|\bf(["']).*\{_\(""")
    found = [str(path) for path in catalogue._sources() if hidden.search(path.read_text("utf-8"))]
    assert found == []


def test_the_file_is_kept_in_step_with_the_code():
    kept = {message.id for message in catalogue.catalogue() if message.id}
    assert kept == {message.id for message in catalogue.template_of_now() if message.id}


def test_placeholders_and_tags_are_the_same_on_both_sides():
    wrong = []
    for message in catalogue.catalogue():
        if not message.id:
            continue
        said = message.id[-1] if isinstance(message.id, tuple) else message.id
        for translated in catalogue._strings(message.string):
            if sorted(PLACES.findall(said)) != sorted(PLACES.findall(translated)):
                wrong.append(said)
    assert wrong == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/", "最新发布"),
        ("/launches/", "还没有任何发布"),
        ("/programme/", "日程"),
        ("/press/", "新闻中心"),
        ("/accounts/login/", "登录"),
        ("/accounts/signup/", "注册"),
        ("/screen/", "这块屏幕在哪个发布厅"),
        ("/api/v1/docs/", "发布专线"),
        ("/no-such-page/", "没有内容"),
    ],
)
def test_pages_answer_in_chinese(client, path, words):
    page = client.get(path, HTTP_ACCEPT_LANGUAGE="zh-hans").content.decode()
    assert '<html lang="zh-hans"' in page
    assert words in page
