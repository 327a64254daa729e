"""Bounds of the quarantine, apart from all else so that its process starts quickly."""

MOST_PIXELS = 40_000_000
MOST_PAGES = 300
SECONDS = 20
MEMORY = 1_500_000_000
LARGEST = 200_000_000
NO_ROOM = 28  # exit status when not even the verdict could be written
