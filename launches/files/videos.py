"""Checking a film: what is in it, its poster, and a copy without anything but the film.

Runs inside the quarantine's process. Packets are copied one by one into a new container
(no transcoding, never the whole file in memory); tracks of places, times and
subtitles, and all metadata, stay behind.
"""

from pathlib import Path
from typing import Any

from launches.files import images
from launches.files.judging import judge
from launches.files.refused import Refused

CODECS = ("h264", "vp8", "vp9", "av1")  # what browsers on stages and in newsrooms play
SOUNDS = ("aac", "mp3", "opus", "vorbis")
DEMUXERS = {"mp4": "mov", "mov": "mov", "webm": "matroska"}
MOST_STREAMS = 20
MOST_SIDE = 8192


def check(kind: str, source: Path, folder: Path, bounds: dict[str, Any]) -> dict[str, Any]:
    """Probe, judge, copy, and draw the poster. Raises Refused."""
    import av

    ending = "webm" if kind == "webm" else "mp4"
    try:
        with av.open(str(source), format=DEMUXERS[kind]) as film:
            found = _probe(film)
            judge(found, bounds)
            _copy(film, folder / f"original.{ending}", ending, found["seconds"])
        with av.open(str(folder / f"original.{ending}")) as film:
            poster = _poster(film, found["seconds"])
    except av.FFmpegError as error:
        if isinstance(error, OSError) and error.errno in (28, 122):
            raise OSError(error.errno, "full") from error
        raise Refused("broken", detail=type(error).__name__) from error
    return {
        "content_type": f"video/{ending}",
        "original": f"original.{ending}",
        "width": found["width"],
        "height": found["height"],
        "seconds": found["seconds"],
        "facts": {name: found[name] for name in ("codec", "sound", "rate")},
        "renditions": images.write(folder, images.covers_of(poster)) if bounds else [],
    }


def _probe(film: Any) -> dict[str, Any]:
    """Size upright, seconds, codecs, frames a second. Raises Refused."""
    if len(film.streams) > MOST_STREAMS:
        raise Refused("broken", detail=f"{len(film.streams)} streams")
    if not film.streams.video:
        raise Refused("no_picture")
    picture = film.streams.video[0]
    codec = picture.codec_context.codec.canonical_name
    if codec not in CODECS:
        raise Refused("codec", codec=codec)
    sound = None
    if film.streams.audio:
        sound = film.streams.audio[0].codec_context.codec.canonical_name
        if sound not in SOUNDS:
            raise Refused("sound", codec=sound)
    seconds = _seconds(film, picture)
    width, height = picture.codec_context.width, picture.codec_context.height
    if not (0 < width <= MOST_SIDE and 0 < height <= MOST_SIDE) or seconds <= 0:
        raise Refused("broken", detail=f"{width}x{height}, {seconds:.1f} s")
    rate = float(picture.average_rate or 0)
    return {
        "width": width,
        "height": height,
        "seconds": round(seconds, 2),
        "codec": codec,
        "sound": sound,
        "rate": round(rate, 2),
    }


def _seconds(film: Any, picture: Any) -> float:
    if film.duration:
        return film.duration / 1_000_000
    return float(picture.duration * picture.time_base) if picture.duration else 0.0


def _copy(film: Any, target: Path, ending: str, seconds: float) -> None:
    """Picture and sound into a new container; a film that ends early is damaged."""
    import av

    options = {"movflags": "+faststart"} if ending == "mp4" else {}
    picture = film.streams.video[0]
    wanted = [picture, *film.streams.audio[:1]]
    reached = 0.0
    with av.open(str(target), "w", format=ending, options=options) as out:
        made = {one.index: out.add_stream_from_template(one) for one in wanted}
        for one in made.values():
            one.metadata.clear()
        for packet in film.demux(wanted):
            if packet.dts is None:
                continue
            if packet.stream.index == picture.index and packet.pts is not None:
                length = packet.duration or 0
                reached = max(reached, float((packet.pts + length) * packet.time_base))
            packet.stream = made[packet.stream.index]
            out.mux(packet)
    started = float((picture.start_time or 0) * picture.time_base)
    if reached - started < seconds * 0.9 - 1:
        raise Refused("cut_off", reached=round(reached - started, 1), seconds=seconds)


def _poster(film: Any, seconds: float) -> Any:
    """A frame from the first third, upright: openings are often black."""
    picture = film.streams.video[0]
    picture.thread_count = 2
    at = min(seconds / 3, 5.0)
    film.seek(int(at * 1_000_000))
    for frame in film.decode(picture):
        turned = frame.to_image()
        angle = getattr(frame, "rotation", 0)
        return turned.rotate(angle, expand=True) if angle else turned
    raise Refused("no_picture")
