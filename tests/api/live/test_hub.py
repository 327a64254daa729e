"""What one reader is sent, in which order, and what happens to one that is slow."""

from api.live.hub import BEAT, DEEPEST, WELCOME, Stream


class Line:
    """A connection that remembers what it was given."""

    def __init__(self) -> None:
        self.said: list[bytes] = []
        self.ended = ""

    def write(self, data: bytes) -> None:
        self.said.append(data)

    def close(self) -> None:
        self.ended = "closed"

    def abort(self) -> None:
        self.ended = "aborted"


def stream(*, latest_only: bool = False) -> tuple[Stream, Line, set[Stream]]:
    room: set[Stream] = set()
    line = Line()
    return Stream(room, line, b"HEAD ", latest_only=latest_only), line, room


def test_what_was_missed_comes_first_and_nothing_twice():
    one, line, _room = stream()
    for event in (b"2", b"3"):
        one.put(event)
    one.begin([b"1", b"2"])
    one.put(b"4")
    assert line.said == [b"HEAD " + WELCOME + b"12", b"3", b"4"]


def test_a_reader_far_behind_is_sent_away_to_come_back_by_cursor():
    one, line, room = stream()
    one.put(b"later")
    one.begin([b"1", b"2"], more=True)
    assert (line.said, line.ended, room) == ([b"HEAD " + WELCOME + b"12"], "closed", set())


def test_a_slow_screen_gets_the_newest_state_only():
    one, line, _room = stream(latest_only=True)
    one.begin([b"1"])
    one.hold()
    for event in (b"2", b"3", b"4"):
        one.put(event)
    one.go_on()
    one.put(b"5")
    assert line.said[1:] == [b"4", b"5"]


def test_a_slow_reader_of_changes_misses_none_until_it_is_let_go():
    one, line, room = stream()
    one.begin([])
    one.hold()
    for number in range(DEEPEST):
        one.put(b"%d" % number)
    kept = (line.ended, one in room)
    one.put(b"too many")
    assert (kept, line.ended, room) == (("", True), "aborted", set())


def test_a_line_that_fills_again_while_it_is_caught_up_waits_again():
    one, line, _room = stream()
    one.begin([])
    one.hold()
    one.put(b"1")
    one.put(b"2")
    line.write = lambda data: (line.said.append(data), one.hold())
    one.go_on()
    assert line.said[1:] == [b"1"]
    one.go_on()
    assert line.said[1:] == [b"1", b"2"]


def test_who_takes_nothing_for_three_beats_is_gone():
    one, line, room = stream()
    one.begin([])
    one.beat()
    one.hold()
    for _ in range(2):
        one.beat()
    still = line.ended
    one.beat()
    assert (line.said[1:], still, line.ended, room) == ([BEAT], "", "aborted", set())
