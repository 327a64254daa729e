"""Small real files for the demo: a film, a deck, a paper and a kit, made in milliseconds."""

import io
import zipfile
from fractions import Fraction

from PIL import Image

OFFICE = "application/vnd.openxmlformats-officedocument."
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
SLIDES = "http://schemas.openxmlformats.org/presentationml/2006/main"


def film(
    picture: Image.Image,
    *,
    seconds: float = 2.0,
    rate: int = 10,
    ending: str = "mp4",
    codec: str = "libx264",
    metadata: dict[str, str] | None = None,
) -> bytes:
    """A silent film that slowly moves over a picture."""
    import av

    out = io.BytesIO()
    width, height = picture.width // 2 * 2, picture.height // 2 * 2
    with av.open(out, "w", format=ending) as container:
        container.metadata.update(metadata or {})
        stream = container.add_stream(codec, rate=rate, options=_quick(codec))
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        stream.codec_context.thread_count = 2
        for number in range(max(1, round(seconds * rate))):
            shifted = picture.transform(
                (width, height), Image.Transform.AFFINE, (1, 0, number * 2, 0, 1, 0)
            )
            frame = av.VideoFrame.from_image(shifted)
            frame.pts, frame.time_base = number, Fraction(1, rate)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return out.getvalue()


def _quick(codec: str) -> dict[str, str]:
    if codec == "libx264":
        return {"preset": "ultrafast", "crf": "30"}
    return {"cpu-used": "8", "deadline": "realtime"} if codec.startswith("libvpx") else {}


def deck(titles: list[str], *, extra: dict[str, bytes] | None = None) -> bytes:
    """A PPTX with one title a slide; `extra` are more parts by name."""
    names = [f"slide{number}" for number in range(1, len(titles) + 1)]
    parts: dict[str, bytes] = {
        "[Content_Types].xml": _types(
            "ppt/presentation.xml",
            f"{OFFICE}presentationml.presentation.main+xml",
            {f"ppt/slides/{name}.xml": f"{OFFICE}presentationml.slide+xml" for name in names},
        ),
        "_rels/.rels": _relations([("officeDocument", "ppt/presentation.xml")]),
        "ppt/presentation.xml": _presentation(len(names)),
        "ppt/_rels/presentation.xml.rels": _relations(
            [("slide", f"slides/{name}.xml") for name in names]
        ),
        **{
            f"ppt/slides/{name}.xml": _slide(title)
            for name, title in zip(names, titles, strict=True)
        },
    }
    return packed({**parts, **(extra or {})})


def paper(paragraphs: list[str], *, extra: dict[str, bytes] | None = None) -> bytes:
    """A DOCX of plain paragraphs."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(f"<w:p><w:r><w:t>{_escaped(text)}</w:t></w:r></w:p>" for text in paragraphs)
    parts = {
        "[Content_Types].xml": _types(
            "word/document.xml", f"{OFFICE}wordprocessingml.document.main+xml", {}
        ),
        "_rels/.rels": _relations([("officeDocument", "word/document.xml")]),
        "word/document.xml": _xml(
            f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
        ),
    }
    return packed({**parts, **(extra or {})})


def packed(parts: dict[str, bytes], *, comment: bytes = b"") -> bytes:
    """A ZIP of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = comment
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def _xml(text: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{text}'.encode()


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _types(main: str, sort: str, others: dict[str, str]) -> bytes:
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>'
        for name, kind in {main: sort, **others}.items()
    )
    return _xml(
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(rows: list[tuple[str, str]]) -> bytes:
    inner = "".join(
        f'<Relationship Id="rId{number}" Type="{RELATIONS}/{sort}" Target="{target}"/>'
        for number, (sort, target) in enumerate(rows, 1)
    )
    return _xml(f'<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>')


def _presentation(slides: int) -> bytes:
    ids = "".join(f'<p:sldId id="{255 + n}" r:id="rId{n}"/>' for n in range(1, slides + 1))
    return _xml(
        f'<p:presentation xmlns:p="{SLIDES}" xmlns:r="{RELATIONS}"><p:sldIdLst>{ids}</p:sldIdLst>'
        '<p:sldSz cx="12192000" cy="6858000"/><p:notesSz cx="6858000" cy="9144000"/>'
        "</p:presentation>"
    )


def _slide(title: str) -> bytes:
    return _xml(
        f'<p:sld xmlns:p="{SLIDES}" xmlns:a="{DRAWING}"><p:cSld><p:spTree>'
        '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Title"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>'
        '<a:xfrm><a:off x="900000" y="2400000"/><a:ext cx="10300000" cy="2000000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr/>'
        f'<a:p><a:r><a:rPr sz="5400"/><a:t>{_escaped(title)}</a:t></a:r></a:p></p:txBody></p:sp>'
        "</p:spTree></p:cSld></p:sld>"
    )
