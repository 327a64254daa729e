"""What the demo's launches say: facts of the row in plain sentences, in several languages.

The English tagline is the data's own. Chinese says what the row says (name, category,
country); names are given in Chinese only where the data has them.
"""

from babel import Locale

from launches.content import Words
from launches.demo.reader import Row
from launches.fonts import language_for

CATEGORIES = {
    "Digital health and diagnostics": ("数字医疗与诊断", "for clinics and hospitals"),
    "AI and software": ("人工智能与软件", "for developers and their customers"),
    "Satellites and space": ("卫星与航天", "for all who watch the Earth or speak across it"),
    "Electric mobility and transport": ("电动出行与交通", "for roads that are quieter"),
    "Built environment and logistics": ("建筑与物流", "for buildings, ports and warehouses"),
    "Energy and materials": ("能源与材料", "for grids and for makers"),
    "Semiconductors and computing": ("半导体与计算", "for data centres and devices"),
    "Fintech": ("金融科技", "for people and their money"),
    "Consumer electronics and media": ("消费电子与媒体", "for the living room and the pocket"),
    "Robotics and manufacturing": ("机器人与制造", "for workshops and production lines"),
    "Education and work": ("教育与工作", "for those who learn and those who hire"),
    "Food and agriculture": ("食品与农业", "for fields and kitchens"),
    "Networks and security": ("网络与安全", "for networks that must not fail"),
}
NATIVE = {
    "ja": ("{company}、「{product}」を発表", "{company}の新製品です。"),
    "ko": ("{company}, ‘{product}’ 공개", "{company}의 새로운 제품입니다."),
    "ar": ("{company} تكشف عن {product}", "منتج جديد من {company}."),
    "hi": ("{company} ने {product} पेश किया", "{company} का नया उत्पाद।"),
    "th": ("{company} เปิดตัว {product}", "ผลิตภัณฑ์ใหม่จาก {company}"),
    "ru": ("{company} представляет {product}", "Новый продукт компании {company}."),
}


def country(code: str, language: str) -> str:
    """A country's name in a language."""
    return Locale.parse(language).territories.get(code, code)


def texts(row: Row) -> tuple[Words, ...]:
    """English, Chinese, and the product's own language where its name is in another script."""
    found = [english(row), chinese(row)]
    own = language_for(row.product_native or row.company_native)
    if own in NATIVE:
        found.append(_native(row, own))
    return tuple(found)


def english(row: Row) -> Words:
    place = country(row.country, "en")
    _zh, whom = CATEGORIES[row.category]
    return Words(
        "en",
        headline=f"{row.company} presents {row.product}"[:200],
        tagline=row.tagline[:200],
        summary=(
            f"{row.tagline}. {row.company} of {place} shows {row.product} at the Unveil Forum, "
            f"in the field of {row.category.lower()}."
        ),
        body=(
            f"<p>{_safe(row.product)} is the entry of {_safe(row.company)} ({place}) in the theme "
            f"“{row.theme}”. It is made {whom}.</p>"
            f"<h3>In short</h3><ul><li>{_safe(row.tagline)}</li><li>Field: {row.category}</li>"
            f"<li>First shown: {row.year}</li></ul>"
            "<p>The presentation on stage takes ten minutes; the team is at the exhibition on "
            "all four days.</p>"
        ),
        press_release=(
            f"<p><strong>{_safe(row.company)} presents {_safe(row.product)} at the Unveil Forum."
            f"</strong></p><p>{_safe(row.tagline)}. Pictures in print quality and the data "
            "sheet come with this release. For questions please write to the press contact of "
            "the company.</p>"
        ),
    )


def chinese(row: Row) -> Words:
    place = country(row.country, "zh_Hans")
    field, _whom = CATEGORIES[row.category]
    company = row.company_native if _is_chinese(row.company_native) else row.company
    product = row.product_native if _is_chinese(row.product_native) else row.product
    return Words(
        "zh-hans",
        headline=_set(company, "发布", product)[:200],
        tagline=f"{field}领域的新成果"[:200],
        summary=_set(
            f"来自{place}的", company, "在揭幕论坛上发布", product, f"，属于{field}领域。"
        ),
        body=(
            f"<p>{_set(_safe(product), '是', _safe(company))}（{place}）在本届论坛的发布项目，"
            f"领域为{field}。</p><ul><li>领域：{field}</li><li>首次亮相：{row.year}年</li></ul>"
            "<p>台上展示时长十分钟，四天展期内团队均在展区。</p>"
        ),
        press_release=(
            f"<p><strong>{_set(_safe(company), '在揭幕论坛发布', _safe(product))}。</strong></p>"
            "<p>本稿附印刷质量的图片和技术资料，如有疑问请联系企业的媒体联系人。</p>"
        ),
    )


def _native(row: Row, language: str) -> Words:
    headline, summary = NATIVE[language]
    names = {
        "company": row.company_native or row.company,
        "product": row.product_native or row.product,
    }
    said = summary.format(**names)
    return Words(
        language,
        headline=headline.format(**names)[:200],
        tagline=said[:200],
        summary=said,
        body=f"<p>{_safe(said)}</p>",
    )


def _is_chinese(text: str) -> bool:
    return language_for(text) == "zh-Hans"


def _set(*parts: str) -> str:
    """The parts as one Chinese sentence, with a space where Chinese and another script meet."""
    said = parts[0]
    for part in parts[1:]:
        ends = said[-1], part[0]
        apart = _is_han(ends[0]) != _is_han(ends[1]) and not set(ends) & set("，。（）")
        said += f" {part}" if apart else part
    return said


def _is_han(sign: str) -> bool:
    return "\u3400" <= sign <= "\u9fff"


def _safe(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
