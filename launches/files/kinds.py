"""The kinds of files as people call them."""

from django.utils.translation import gettext_lazy as _

NAMES = {
    "jpeg": "JPEG",
    "png": "PNG",
    "webp": "WebP",
    "avif": "AVIF",
    "heic": "HEIC",
    "gif": "GIF",
    "tiff": "TIFF",
    "bmp": "BMP",
    "svg": "SVG",
    "pdf": "PDF",
    "mp4": "MP4",
    "mov": "MOV",
    "webm": "WebM",
    "pptx": "PPTX",
    "docx": "DOCX",
    "xlsx": "XLSX",
    "zip": "ZIP",
    "ole": _("Office file of the old kind, or one with a password"),
    "archive": _("archive that is not a ZIP"),
    "text": _("text file"),
    "html": "HTML",
    "executable": _("program"),
    "video": _("video"),
    "empty": _("empty file"),
    "": _("file of an unknown kind"),
}
