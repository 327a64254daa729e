"""Decoding a picture once and making everything that readers get of it.

Runs inside the quarantine's process. A JPEG is decoded at the scale that the
largest rendition needs (Pillow's draft mode), which still reads every byte, so a
truncated file fails. Its original is kept pixel by pixel, with every segment that is
not picture left out; other formats are written anew.
"""

import io
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PIL import Image, ImageCms, ImageOps, JpegImagePlugin, features

from launches.files import jpeg
from launches.files.limits import MOST_PIXELS
from launches.files.refused import Refused

FORMATS = ["JPEG", "PNG", "WEBP", "AVIF"]
STAGE = (1920, 1080)
PRESS = (1600, 1600)
CARD = (640, 360)
THUMB = (320, 320)
ENCODERS = {
    "jpeg": ("JPEG", {"quality": 82, "optimize": False}),
    "webp": ("WEBP", {"quality": 78, "method": 0}),
    "avif": ("AVIF", {"quality": 60, "speed": 9}),
    "png": ("PNG", {"compress_level": 6}),
}
WIDE = ("avif", "webp", "jpeg")
SMALL = ("webp", "jpeg")
KEPT_MODES = ("RGB", "L")
Cuts = dict[str, tuple[Image.Image, tuple[str, ...]]]


def render(source: Path, folder: Path, *, kind: str, transparent: bool, least=(0, 0)) -> dict:
    """Check `source` and write its cleaned original and renditions into `folder`.

    `transparent` keeps an alpha channel and fits instead of cropping (logos).
    Returns {"width", "height", "content_type", "original", "renditions": [...]} with
    file names relative to `folder`. Raises Refused.
    """
    image = opened(source, kind)
    width, height = _upright_size(image)
    _check_size(image, width, height, least)
    if not transparent:
        reduce(image, (width, height))
    try:
        image.load()
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise Refused("broken", detail=str(error)[:120]) from error
    original, content_type = _original(source, image, folder, kind)
    plain = _srgb(ImageOps.exif_transpose(image), transparent)
    renditions = write(folder, cuts_of(plain, transparent))
    return {
        "width": width,
        "height": height,
        "content_type": content_type,
        "original": original,
        "renditions": renditions,
    }


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
        raise Refused("too_many_pixels", limit=MOST_PIXELS // 1_000_000) from error
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


def _check_size(image: Image.Image, width: int, height: int, least: tuple[int, int]) -> None:
    if width * height > MOST_PIXELS:
        raise Refused("too_many_pixels", width=width, height=height, limit=MOST_PIXELS // 1_000_000)
    if width < least[0] or height < least[1]:
        raise Refused("too_small", width=width, height=height)


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


def cuts_of(
    image: Image.Image, transparent: bool
) -> dict[str, tuple[Image.Image, tuple[str, ...]]]:
    """{role: (picture, formats)}; smaller ones are cut from larger ones."""
    if transparent:
        press = _contained(image, PRESS)
        small = _contained(press, CARD)
        return {"press": (press, ("webp", "png")), "card": (small, ("webp", "png"))}
    stage = ImageOps.fit(image, STAGE, method=Image.Resampling.BICUBIC)
    press = _contained(image, PRESS)
    card = stage.resize(CARD, Image.Resampling.BICUBIC, reducing_gap=2)
    thumb = ImageOps.fit(card, THUMB, method=Image.Resampling.BICUBIC)
    wide = tuple(name for name in WIDE if name != "avif" or features.check("avif"))
    return {
        "stage": (stage, wide),
        "press": (press, wide),
        "card": (card, SMALL),
        "thumb": (thumb, SMALL),
    }


def _contained(image: Image.Image, box: tuple[int, int]) -> Image.Image:
    copy = image.copy()
    copy.thumbnail(box, Image.Resampling.BICUBIC, reducing_gap=2)
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
