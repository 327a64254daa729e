"""Countries, dates, addresses and text, in the forms in which people write them."""

import pytest

from launches.importing import countries, dates, values
from launches.importing.columns import names_of


@pytest.mark.parametrize(
    ("code", "forms"),
    [
        ("CN", "China|中国|CN|CHN|cn|P.R. China|🇨🇳|🇨🇳 China|中国 China|China/中国|中國"),
        ("DE", "Germany|Deutschland|德国|DEU|Allemagne|ＤＥ|Berlin, Germany|Germany (德国)"),
        ("KR", "Korea|South Korea|Republic of Korea|Korea, Republic of|한국|대한민국|韩国"),
        ("GB", "UK|U.K.|England|Great Britain|英国|GBR|Scotland"),
        ("US", "USA|U.S.A.|United States|美国|Untied States|United States of America"),
        ("NA", "NA|Namibia|NAM"),
        ("GR", "Greece|Ελλάδα|希腊"),
        ("GE", "Georgia|საქართველო"),
        ("TH", "Thailand|ไทย|泰国"),
        ("IN", "India|भारत|印度"),
        ("IL", "Israel|ישראל|Isreal"),
        ("CD", "Congo (Kinshasa)|DR Congo|COD"),
        ("CG", "Congo-Brazzaville|COG"),
        ("PH", "Philippines|Phillipines|菲律宾"),
        ("CI", "Côte d’Ivoire|Cote d'Ivoire|Ivory Coast"),
        ("NE", "Niger"),
        ("NG", "Nigeria"),
        ("XK", "Kosovo"),
        (None, "Congo|Atlantis|XX|EU|France / Germany|UN|Europe|12|Virgin Islands|Austrlia"),
    ],
)
def test_countries(code, forms):
    assert {form: countries.code_of(values.plain(form)[0]) for form in forms.split("|")} == (
        dict.fromkeys(forms.split("|"), code)
    )


@pytest.mark.parametrize(
    ("year", "code", "forms"),
    [
        (
            2025,
            None,
            "2025|2025-03-01|2025年3月1日|1 Mar 2025|March 1, 2025|03/2025|Q1 2025|2025/3",
        ),
        (
            2025,
            None,
            "20250301|202503|二〇二五年三月|令和7年|民國114年|٢٠٢٥|2025?|Spring 2025|01.03.2025",
        ),
        (2025, None, "2025-03-01T10:00:00Z|2025-13-45|2025上半年|FY2025|2025.0"),
        (2025, "two_digit_year", "Mar-25|1-Mar-25|25年3月|Q1 '25|H2 25|01/03/25|25.3.1|’25"),
        (1999, "two_digit_year", "99-03-12|12.03.99|Dec 99"),
        (2024, "serial_date", "45292|45292.5"),
        (None, None, "soon|TBD|0000-00-00|03/25|1850|2568|3|Q1|13.13|99999999|-1|1e3|NaN|∞"),
    ],
)
def test_dates(year, code, forms):
    expected = (year, [code] if code else [])
    assert {form: dates.year_of(form) for form in forms.split("|")} == (
        dict.fromkeys(forms.split("|"), expected)
    )


def test_numbers_and_truths_in_a_date_column():
    assert dates.year_of(2025) == (2025, [])
    assert dates.year_of(45292.0) == (2024, ["serial_date"])
    assert dates.year_of(float("nan")) == dates.year_of(float("inf")) == (None, [])
    assert dates.year_of(True) == (None, [])


@pytest.mark.parametrize(
    ("raw", "address", "codes"),
    [
        ("https://acme.example/a?b=1&copy=2", "https://acme.example/a?b=1&copy=2", []),
        ("acme.example", "https://acme.example", ["url_fixed"]),
        ("https//acme.example", "https://acme.example", ["url_fixed"]),
        ("htp://acme.example", "http://acme.example", ["url_fixed"]),
        ("http:/acme.example", "http://acme.example", ["url_fixed"]),
        ("https:\\\\acme.example", "https://acme.example", ["url_fixed"]),
        ("httpbin.org", "https://httpbin.org", ["url_fixed"]),
        ("www. acme .example", "https://www.acme.example", ["url_fixed"]),
        ("a.example, b.example", "https://a.example", ["url_fixed"]),
        ("acme.example:8080/x", "https://acme.example:8080/x", ["url_fixed"]),
        ("http://例子.中国", "http://例子.中国", []),
        ("http://xn--fsqu00a.xn--fiqs8s", "http://xn--fsqu00a.xn--fiqs8s", []),
        (" https://acme.example ", "https://acme.example", ["whitespace"]),
        ("-", "", []),
        ("", "", []),
        ("javascript:alert(1)", "", ["url_dropped"]),
        ("data:text/html,x", "", ["url_dropped"]),
        ("info@acme.example", "", ["url_dropped"]),
        ("https://user:pw@acme.example", "", ["url_dropped"]),
        ("http://127.0.0.1/", "", ["url_dropped"]),
        ("http://[::1", "", ["url_dropped"]),
        ("not yet", "", ["url_dropped"]),
        ("https://" + "a" * 300 + ".example", "", ["url_dropped"]),
    ],
)
def test_addresses(raw, address, codes):
    assert values.website(raw) == (address, codes)


@pytest.mark.parametrize(
    ("raw", "text", "codes"),
    [
        ("a < b", "a < b", []),
        ("I <3 U", "I <3 U", []),
        ("Research&regulatory", "Research&regulatory", []),
        ("AT&amp;amp;T", "AT&T", ["html_removed"]),
        ("Lamp<br>Two", "Lamp Two", ["html_removed"]),
        ("<script>x()</script>Acme", "Acme", ["html_removed"]),
        ("&lt;b&gt;X&lt;/b&gt;", "X", ["html_removed"]),
        ("＜b＞X＜/b＞", "X", ["html_removed", "fullwidth"]),
        ("Ｙａｈｏｏ！", "Yahoo!", ["fullwidth"]),
        ("日本ＮＥＣ", "日本NEC", ["fullwidth"]),
        ("Ｌａｍｐ　Ｏｎｅ", "Lamp One", ["whitespace", "fullwidth"]),
        ("می\u200cخواهم", "می\u200cخواهم", []),
        ("क्\u200dष", "क्\u200dष", []),
        ("👩\u200d💻", "👩\u200d💻", []),
        ("\ufeffAc\u200bme\u00ad", "Acme", ["whitespace"]),
        ("Ac\0me", "Acme", []),
        ("A\ud800B", "A\ufffdB", []),
        ("שלום", "שלום", []),
    ],
)
def test_texts(raw, text, codes):
    assert values.plain(raw) == (text, codes)


@pytest.mark.parametrize(
    ("field", "headings"),
    [
        (
            "company",
            "Company|Company Name*|公司名称（必填）|公司 Company|Company / 公司|Exhibitor name",
        ),
        ("company", "企业全称|Name of the company|公司英文名称|申报单位|参展商\nExhibitor"),
        (
            "company_native",
            "Company (in Chinese)|公司中文名称|company_native|Company name (native)",
        ),
        ("product", "Product|产品/项目名称|Name of the product|发布项目|Product or service"),
        ("country", "Country|国家/地区|Country/Region|所属国家|国家 (Country)|HQ country"),
        (
            "date",
            "Launch date (YYYY-MM-DD)|发布日期|Date of launch|Launch Date / 发布时间|ＤＡＴＥ",
        ),
        ("year", "Launch year|年份|launch_year"),
        ("website", "Website|公司网址|URL|Company website"),
        ("email", "E-mail|联系邮箱 E-mail|Contact e-mail"),
        ("kind", "Entry type|参与类型"),
        (None, "No.|序号|公司简介|Company ID|Product No.|Remarks||Contact person"),
    ],
)
def test_headings(field, headings):
    expected = (field,) if field else ()
    assert {one: names_of(one) for one in headings.split("|")} == (
        dict.fromkeys(headings.split("|"), expected)
    )
