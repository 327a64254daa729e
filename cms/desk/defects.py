"""The defect codes to begin with. The organisers change them in the call."""

from typing import NamedTuple


class First(NamedTuple):
    """A code, its names, and the field it is usually about."""

    code: str
    name: str
    name_zh: str
    field: str


FIRST = [
    First("picture-too-small", "The picture is too small", "图片尺寸过小", "materials.hero"),
    First("picture-unfit", "The picture is unfit", "图片未能展示产品", "materials.hero"),
    First("rights-unclear", "Rights or credit are unclear", "版权或署名不清", "materials.hero"),
    First("claim-unproven", "A claim needs proof", "说法缺少依据", "texts.en.body"),
    First(
        "translation-missing", "A translation lacks or differs", "译文缺失或不符", "texts.zh-hans"
    ),
    First("name-inconsistent", "A name is written in several ways", "名称前后不一致", "product"),
    First(
        "too-promotional", "It reads like an advertisement", "行文过于广告化", "texts.en.summary"
    ),
    First("moment-unfit", "The release moment does not fit", "发布时刻与日程不符", "opens_at"),
]


def begin() -> None:
    """Make them where there are none: the organisers' own stay as they are."""
    from launches.models import DefectCode

    if not DefectCode.objects.exists():
        DefectCode.objects.bulk_create(
            DefectCode(**first._asdict(), position=place) for place, first in enumerate(FIRST)
        )
