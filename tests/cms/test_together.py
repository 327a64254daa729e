"""One turn of work for all who came meanwhile."""

import asyncio
import threading

from cms.together import Together


def test_who_comes_while_it_works_waits_for_the_next_turn():
    turns: list[list[int]] = []
    begun, go_on = threading.Event(), threading.Event()

    def work(asked):
        turns.append(list(asked))
        begun.set()
        assert go_on.wait(5)
        return [number * 10 for number in asked]

    async def scene():
        together = Together(work, lost=None)
        first = [asyncio.create_task(together.ask(number)) for number in (1, 2)]
        await asyncio.to_thread(begun.wait, 5)
        later = [asyncio.create_task(together.ask(number)) for number in (3, 4, 5)]
        later[1].cancel()
        await asyncio.sleep(0)
        go_on.set()
        found = await asyncio.gather(*first, later[0], later[2])
        together.close()
        return found

    assert asyncio.run(scene()) == [10, 20, 30, 50]
    assert (turns[0], set(turns[1])) == ([1, 2], {3, 5})


def test_where_it_fails_everybody_hears_so_and_the_next_are_served():
    def work(asked):
        if "bad" in asked:
            raise RuntimeError("broken")
        return asked

    async def scene():
        together = Together(work, lost="lost")
        broken = await asyncio.gather(together.ask("bad"), together.ask("good"))
        found = [*broken, await together.ask("good")]
        together.close()
        return found

    assert asyncio.run(scene()) == ["lost", "lost", "good"]
