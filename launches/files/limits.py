"""Bounds of the quarantine, apart from all else so that its process starts quickly."""

MOST_PIXELS = 40_000_000
MOST_PAGES = 1000
MEMORY = 1_500_000_000
NO_ROOM = 28  # exit status when not even the verdict could be written
SMALL, LARGE = 200_000_000, 2_200_000_000  # bytes of any file that the process writes
HEAVY = {"zip": 120, "mp4": 60, "mov": 60, "webm": 60}  # seconds of processor time
QUICK = 20

# Of an archive, before anything of it is unpacked:
MOST_MEMBERS = 1000
MOST_UNPACKED = 2_000_000_000
MOST_RATIO = 200  # unpacked to packed; what deflate makes of real papers stays below
RATIO_FROM = 1_000_000  # bytes; smaller members may shrink as they like


def seconds_for(kind: str) -> int:
    """Processor time for one file of this kind."""
    return HEAVY.get(kind, QUICK)


def largest_for(kind: str) -> int:
    """The largest file that checking this kind may write, in bytes."""
    return LARGE if kind in HEAVY else SMALL
