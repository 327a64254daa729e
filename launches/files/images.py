"""Decoding a picture once and making everything that readers get of it.

Runs inside the quarantine's process. A JPEG is decoded at the scale that the
largest rendition needs (Pillow's draft mode), which still reads every byte, so a
truncated file fails. Its original is kept pixel by pixel, with every segment that is
not picture left out; other formats are written anew.
"""

import io
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from PIL import Image, ImageCms, ImageOps, JpegImagePlugin, features

from launches.files import crops as crop
from launches.files import jpeg
from launches.files.judging import judge
from launches.files.limits import MOST_PIXELS
from launches.files.refused import Refused

FORMATS = ["JPEG", "PNG", "WEBP", "AVIF"]
STAGE = (1920, 1080)
PRESS = (1600, 1600)
CARD = (640, 360)
THUMB = (320, 320)
# Tuned for time, and still as sharp as the WebP beside it and a third smaller (decision 9).
FAST = {"tune": "psnr", "disable-trellis-quant": "1"}
ENCODERS = {
    "jpeg": ("JPEG", {"quality": 82, "optimize": False}),
    "webp": ("WEBP", {"quality": 78, "method": 0}),
    "avif": (
        "AVIF",
        {"quality": 57, "speed": 9, "codec": "aom", "max_threads": 1, "advanced": FAST},
    ),
    "png": ("PNG", {"compress_level": 6}),
}
WIDE = ("avif", "webp", "jpeg")
SMALL = ("webp", "jpeg")
KEPT_MODES = ("RGB", "L")
SHRINK, GROW = Image.Resampling.HAMMING, Image.Resampling.BICUBIC
Cuts = dict[str, tuple[Image.Image, tuple[str, ...]]]


def render(source: Path, folder: Path, *, kind: str, bounds: dict[str, Any]) -> dict[str, Any]:
    """Check `source` and write its cleaned original and renditions into `folder`.

    `bounds` are those of slots.Wanted; "contained" keeps an alpha channel and fits
    instead of cropping (logos). Empty bounds, as for a member of a kit, make no
    renditions. File names in the answer are relative to `folder`. Raises Refused.
    """
    image = opened(source, kind)
    width, height = _upright_size(image)
    if width * height > MOST_PIXELS:
        raise Refused("too_many_pixels", width=width, height=height, limit=MOST_PIXELS // 1_000_000)
    judge({"width": width, "height": height}, bounds)
    contained = bool(bounds.get("contained"))
    if not contained:
        reduce(image, (width, height))
    try:
        image.load()
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise Refused("broken", detail=str(error)[:120]) from error
    facts = _facts(image, contained)
    judge({"alpha": "alpha" in facts}, bounds)
    original, content_type = _original(source, image, folder, kind)
    renditions = []
    if bounds:
        ImageOps.exif_transpose(image, in_place=True)
        renditions = write(folder, cuts_of(_srgb(image, contained), contained))
    return {
        "width": width,
        "height": height,
        "content_type": content_type,
        "original": original,
        "facts": facts,
        "renditions": renditions,
    }


def recut(source: Path, folder: Path, *, kind: str, crops: str) -> dict[str, Any]:
    """The renditions of an original for these crops (crops.key); the original stays."""
    image = opened(source, kind)
    image.load()
    ImageOps.exif_transpose(image, in_place=True)
    plain = _srgb(image, False)
    wanted = crop.parse(crops)
    cut = {
        shape: _within(plain.crop(crop.box(wanted, shape, plain.size)), crop.SIZES[shape])
        for shape in crop.SHAPES
    }
    card = _within(cut["stage"], CARD)
    cuts = {
        "stage": (cut["stage"], _wide()),
        "press": (cut["press"], SMALL),
        "square": (cut["square"], SMALL),
        "card": (card, SMALL),
        "thumb": (_within(cut["square"], THUMB), SMALL),
    }
    return {"original": "", "content_type": "", "renditions": write(folder, cuts)}


def _within(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """Cut down to a size of the same shape; never blown up."""
    if image.width <= size[0]:
        return image
    return image.resize(size, SHRINK, reducing_gap=2)


def _facts(image: Image.Image, contained: bool) -> dict[str, Any]:
    """Colour space, and whether anything shines through."""
    facts: dict[str, Any] = {"colour": _colour(image)}
    if _has_alpha(image) and image.convert("RGBA").getchannel("A").getextrema()[0] < 255:
        facts["alpha"] = True
    elif contained:
        facts["opaque"] = True
    return facts


def _colour(image: Image.Image) -> str:
    """The colour space by name: that of the profile, else what the mode says."""
    profile = image.info.get("icc_profile")
    if profile and b"sRGB" not in profile[:2048]:
        try:
            told = ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(io.BytesIO(profile)))
            if name := "".join(sign for sign in told if sign.isprintable()).strip()[:40]:
                return name
        except (ImageCms.PyCMSError, ValueError, OSError):
            pass  # a broken profile says nothing
    if image.mode in ("L", "LA", "1", "I", "I;16", "F"):
        return "Grey"
    return image.mode if image.mode in ("CMYK", "LAB", "YCbCr") else "sRGB"


def opened(source: Path, kind: str) -> Image.Image:
    """The picture, not yet decoded. Raises Refused.

    A JPEG is read as one picture: phones put a second one (depth, preview) behind it,
    which Pillow would take for an animation.
    """
    if kind == "heic":
        import pillow_heif

        pillow_heif.register_heif_opener(thumbnails=False)
    try:
        if kind == "jpeg":
            return JpegImagePlugin.JpegImageFile(source)
        image = Image.open(source, formats=[*FORMATS, "HEIF"] if kind == "heic" else FORMATS)
    except Image.DecompressionBombError as error:
        raise Refused("bomb_pixels", limit=MOST_PIXELS // 1_000_000) from error
    except Exception as error:  # Pillow raises nearly anything on hostile files
        raise Refused("broken", detail=type(error).__name__) from error
    if getattr(image, "n_frames", 1) > 1 and image.format != "HEIF":
        raise Refused("animated", frames=image.n_frames)
    return image


def reduce(image: Image.Image, upright: tuple[int, int]) -> None:
    """Let a JPEG whose original is kept be decoded just large enough for the stage."""
    if image.format == "JPEG" and image.mode in KEPT_MODES:
        image.draft(image.mode, STAGE if image.size == upright else STAGE[::-1])


def _upright_size(image: Image.Image) -> tuple[int, int]:
    width, height = image.size
    turned = image.getexif().get(0x0112, 1) in (5, 6, 7, 8)
    return (height, width) if turned else (width, height)


def _srgb(image: Image.Image, transparent: bool) -> Image.Image:
    """sRGB, eight bits, without a profile; on white where transparency is not kept."""
    profile = image.info.get("icc_profile")
    mode = "RGBA" if _has_alpha(image) else "RGB"
    if image.mode in ("I;16", "I", "F"):
        image = image.convert("I").point(lambda value: value / 256).convert("L")
        profile = None
    if profile:
        image = _with_profile(image, profile, mode)
    image = image.convert(mode) if image.mode != mode else image
    if mode == "RGBA" and not transparent:
        ground = Image.new("RGB", image.size, "white")
        ground.paste(image, mask=image.getchannel("A"))
        image = ground
    image.info.clear()
    return image


def _has_alpha(image: Image.Image) -> bool:
    return image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info


def _with_profile(image: Image.Image, profile: bytes, mode: str) -> Image.Image:
    if b"sRGB" in profile[:2048] or image.mode not in ("RGB", "RGBA", "CMYK", "L"):
        return image
    try:
        return ImageCms.profileToProfile(
            image,
            ImageCms.ImageCmsProfile(io.BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            outputMode=mode,
        )
    except (ImageCms.PyCMSError, ValueError, OSError):
        return image  # a broken profile: the plain conversion follows


def cuts_of(image: Image.Image, transparent: bool) -> Cuts:
    """{role: (picture, formats)}; smaller ones are cut from larger ones."""
    if transparent:
        press = _contained(image, PRESS)
        small = _contained(press, CARD)
        return {"press": (press, ("webp", "png")), "card": (small, ("webp", "png"))}
    grows = image.width < STAGE[0] or image.height < STAGE[1]
    stage = ImageOps.fit(image, STAGE, method=GROW if grows else SHRINK)
    press = _contained(image, PRESS)
    card = _within(stage, CARD)
    thumb = ImageOps.fit(card, THUMB, method=SHRINK)
    return {
        "stage": (stage, _wide()),
        "press": (press, SMALL),
        "card": (card, SMALL),
        "thumb": (thumb, SMALL),
    }


def covers_of(image: Image.Image) -> Cuts:
    """Of a film's frame or a paper's first page: whole, as a card on white, and small."""
    whole = _contained(image, PRESS)
    card = ImageOps.pad(whole, CARD, method=SHRINK, color="white")
    thumb = ImageOps.pad(whole, THUMB, method=SHRINK, color="white")
    return {"poster": (whole, SMALL), "card": (card, SMALL), "thumb": (thumb, SMALL)}


def _wide() -> tuple[str, ...]:
    return tuple(name for name in WIDE if name != "avif" or features.check("avif"))


def _contained(image: Image.Image, box: tuple[int, int]) -> Image.Image:
    copy = image.copy()
    copy.thumbnail(box, SHRINK, reducing_gap=2)
    return copy


def write(folder: Path, cuts: Cuts) -> list[dict]:
    jobs = [(role, image, name) for role, (image, names) in cuts.items() for name in names]
    jobs.sort(key=lambda job: job[2] != "avif")  # the slow ones first

    def encode(job) -> dict:
        role, image, name = job
        file = f"{role}.{name}"
        writer, options = ENCODERS[name]
        put(folder / file, image, writer, **options)
        return {
            "role": role,
            "format": name,
            "file": file,
            "width": image.width,
            "height": image.height,
        }

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(encode, jobs))


def put(path: Path, image: Image.Image, writer: str, **options) -> None:
    """Encode in memory, then write: Pillow hides why a write fails, a full disk above all."""
    out = io.BytesIO()
    image.save(out, writer, **options)
    path.write_bytes(out.getbuffer())


def _original(source: Path, image: Image.Image, folder: Path, kind: str) -> tuple[str, str]:
    """The cleaned original: (file name, content type)."""
    if image.format == "JPEG" and image.mode in KEPT_MODES:
        data = jpeg.stripped(source.read_bytes(), image.getexif().get(0x0112, 1))
        (folder / "original.jpg").write_bytes(data)
        return "original.jpg", "image/jpeg"
    upright = _srgb(ImageOps.exif_transpose(image), transparent=True)
    if upright.mode == "RGBA" or kind == "png":
        put(folder / "original.png", upright, "PNG", compress_level=3)
        return "original.png", "image/png"
    put(folder / "original.jpg", upright, "JPEG", quality=92, subsampling=0)
    return "original.jpg", "image/jpeg"
