"""`asyncio` against Python's own: the same values, the same order, the same errors."""

import unittest

from standins import StandInTest, run


class Same(StandInTest):
    def test_run_and_the_old_ways_to_run(self):
        self.check_same(
            """
            import asyncio
            async def main(x): return x + 1
            print(asyncio.run(main(1)))
            loop = asyncio.new_event_loop(); asyncio.set_event_loop(loop)
            print(loop.run_until_complete(main(2)), asyncio.get_event_loop() is loop, loop.is_running(), loop.is_closed()); loop.close()
            print(loop.is_closed())
            with asyncio.Runner() as runner: print(runner.run(main(3)), runner.run(main(4)))
            async def outer():
                print(asyncio.get_running_loop() is asyncio.get_event_loop(), asyncio.current_task().get_name(), len(asyncio.all_tasks()))
                c = main(1)
                try: asyncio.run(c)
                except RuntimeError as e: print(e)
                c.close()
            asyncio.run(outer())
            for call in (lambda: asyncio.get_running_loop(), lambda: loop.run_until_complete(None), lambda: asyncio.get_event_loop(),
                         lambda: asyncio.set_event_loop(3), lambda: loop.call_soon(print), lambda: asyncio.run_coroutine_threadsafe(1, loop)):
                try: print(call())
                except Exception as e: print(type(e).__name__, e)
            asyncio.set_event_loop_policy(asyncio.DefaultEventLoopPolicy())
            print(hasattr(asyncio, "WindowsSelectorEventLoopPolicy"))
            """
        )
        # CPython 3.12 and 3.13 warn that there is no loop yet.
        self.check_same(
            "import asyncio\nasync def f(): return 7\nprint(asyncio.get_event_loop().run_until_complete(f()))",
            environ={"PYTHONWARNINGS": "ignore"},
        )

    def test_order_of_tasks_sleeps_and_callbacks(self):
        self.check_same(
            """
            import asyncio
            async def say(name, delay, times):
                for n in range(times):
                    print(name, n); await asyncio.sleep(delay)
                return name
            async def main():
                a = asyncio.create_task(say("a", 0.02, 2)); b = asyncio.create_task(say("b", 0, 4), name="bee")
                print(b.get_name(), a.done())
                print(await asyncio.gather(say("c", 0.01, 3), a, b, say("d", 0, 1)))
                loop = asyncio.get_running_loop()
                loop.call_later(0.02, print, "late"); loop.call_soon(print, "soon"); h = loop.call_later(0.01, print, "never"); h.cancel()
                b.add_done_callback(lambda t: print("done already", t.result()))
                await asyncio.sleep(0.03)
                for c in asyncio.as_completed([asyncio.sleep(0.02, "x"), asyncio.sleep(0.001, "y")]): print(await c)
                done, pending = await asyncio.wait([asyncio.create_task(say("p", 0.05, 1)), asyncio.create_task(say("q", 0, 1))], timeout=0.02)
                print(len(done), len(pending)); [p.cancel() for p in pending]
                done, pending = await asyncio.wait({asyncio.create_task(say("r", 0.05, 1)), asyncio.ensure_future(say("s", 0, 1))}, return_when=asyncio.FIRST_COMPLETED)
                print([d.result() for d in done], len(pending))
            asyncio.run(main())
            """
        )

    def test_cancelling_and_timeouts(self):
        self.check_same(
            """
            import asyncio
            async def work(n):
                try: await asyncio.sleep(n); return "finished"
                except asyncio.CancelledError as e: print("cancelled", e.args); raise
                finally: print("cleaned")
            async def main():
                t = asyncio.create_task(work(5)); await asyncio.sleep(0); t.cancel("why")
                try: await t
                except asyncio.CancelledError as e: print("main saw", e.args, t.cancelled(), t.done())
                for limit in (0.01, 0, -1, None, 1):
                    try: print(await asyncio.wait_for(work(0.02), limit))
                    except asyncio.TimeoutError as e: print("timeout", repr(e), asyncio.TimeoutError is TimeoutError)
                try:
                    async with asyncio.timeout(0.01) as cm: await work(1)
                except TimeoutError: print("timed out", cm.expired())
                async with asyncio.timeout(None): print(await work(0))
                async with asyncio.timeout(1) as cm: cm.reschedule(asyncio.get_running_loop().time() + 2)
                inner = asyncio.create_task(work(0.02)); outer = asyncio.shield(inner); outer.cancel()
                try: await outer
                except asyncio.CancelledError: print("outer", inner.done())
                print(await inner)
                g = asyncio.gather(work(1), work(2)); await asyncio.sleep(0); g.cancel()
                try: await g
                except asyncio.CancelledError: print("gather cancelled")
                t = asyncio.create_task(work(9)); await asyncio.sleep(0)
                return "left behind"
            print(asyncio.run(main()))
            """
        )

    def test_errors_travel(self):
        self.check_same(
            """
            import asyncio, sys, logging
            logging.basicConfig(stream=sys.stdout, format="%(name)s %(levelname)s %(message)s")
            async def fail(x, after=0): await asyncio.sleep(after); raise ValueError(x)
            async def fine(x): return x
            async def main():
                try: await asyncio.gather(fine(1), fail("a"), fail("b", 0.01))
                except ValueError as e: print("first", e)
                print(await asyncio.gather(fine(1), fail("c"), return_exceptions=True))
                print(await asyncio.gather())
                try: await asyncio.wait_for(fail("d"), 1)
                except ValueError as e: print("waited", e)
                f = asyncio.get_running_loop().create_future(); f.set_exception(KeyError("k"))
                try: await f
                except KeyError as e: print(repr(e))
                f = asyncio.Future(); f.set_result(1); print(f.result(), await f, f)
                for bad in (lambda: f.set_result(2), lambda: asyncio.Future().result(), lambda: asyncio.Future().exception(),
                            lambda: asyncio.create_task(3), lambda: asyncio.ensure_future(3)):
                    try: bad()
                    except BaseException as e: print(type(e).__name__, e)
                for bad in (lambda: asyncio.wait([]), lambda: asyncio.wait(f)):
                    try: await bad()
                    except Exception as e: print(type(e).__name__, e)
                asyncio.get_running_loop().set_exception_handler(lambda loop, c: print(c["message"].split(" ")[0], repr(c["exception"])))
                asyncio.get_running_loop().call_soon(lambda: 1 / 0); t = asyncio.create_task(fail("lost")); await asyncio.sleep(0.01); del t
                await asyncio.sleep(0)
                try: asyncio.get_running_loop().run_forever()  # CPython 3.13.0 forgets the running loop here
                except RuntimeError as e: print(e)
            asyncio.run(main())
            try: asyncio.run(fail("out"))
            except ValueError as e: print("out", e)
            async def leave(): sys.exit(3)
            try: asyncio.run(leave())
            except SystemExit as e: print("exit", e.code)
            """
        )

    def test_task_groups(self):
        self.check_same(
            """
            import asyncio
            async def fine(x, after=0): await asyncio.sleep(after); print("fine", x); return x
            async def fail(x): await asyncio.sleep(0); raise ValueError(x)
            async def main():
                async with asyncio.TaskGroup() as g: a = g.create_task(fine(1)); b = g.create_task(fine(2, 0.01), name="n")
                print(a.result(), b.result(), b.get_name())
                try:
                    async with asyncio.TaskGroup() as g: g.create_task(fail(1)); g.create_task(fine(3, 5)); g.create_task(fail(2)); await asyncio.sleep(5)
                except* ValueError as e: print(e, [str(x) for x in e.exceptions], asyncio.current_task().cancelling())
                try:
                    async with asyncio.TaskGroup() as g: g.create_task(fine(4, 5)); raise KeyError("body")
                except* KeyError as e: print(repr(e.exceptions))
                print(asyncio.current_task().cancelling())
                async with asyncio.timeout(5): print(await fine(6))
                try:
                    c = fine(1); g.create_task(c)
                except RuntimeError as e: print("finished" in str(e))
                c.close()
            asyncio.run(main())
            """
        )

    def test_locks_events_and_queues(self):
        self.check_same(
            """
            import asyncio
            async def main():
                lock = asyncio.Lock(); sem = asyncio.Semaphore(2); event = asyncio.Event(); cond = asyncio.Condition(); log = []
                async def one(n):
                    async with lock: log.append(("in", n)); await asyncio.sleep(0); log.append(("out", n))
                    async with sem: log.append(("sem", n)); await asyncio.sleep(0.001 * n)
                    await event.wait(); log.append(("event", n))
                    async with cond: await cond.wait(); log.append(("cond", n))
                tasks = [asyncio.create_task(one(n)) for n in range(4)]
                await asyncio.sleep(0.03); event.set(); await asyncio.sleep(0.001)
                async with cond: cond.notify(2)
                await asyncio.sleep(0.001)
                async with cond: cond.notify_all()
                await asyncio.gather(*tasks); print(log, lock.locked(), event.is_set(), sem.locked())
                for bad in (lock.release, asyncio.BoundedSemaphore(1).release, lambda: asyncio.Semaphore(-1), cond.notify):
                    try: bad()
                    except Exception as e: print(type(e).__name__, e)
                for kind in (asyncio.Queue, asyncio.LifoQueue, asyncio.PriorityQueue):
                    q = kind(2); got = []
                    async def put():
                        for n in (3, 1, 2, 5, 4): await q.put(n)
                    async def get():
                        while True: got.append(await q.get()); q.task_done()
                    p, g = asyncio.create_task(put()), asyncio.create_task(get())
                    await p; await q.join(); g.cancel(); print(kind.__name__, got, q.empty(), q.full(), q.qsize(), q.maxsize)
                    try: q.get_nowait()
                    except asyncio.QueueEmpty as e: print(repr(e))
                barrier = asyncio.Barrier(3); print(sorted(await asyncio.gather(*[barrier.wait() for _ in range(3)])))
            asyncio.run(main())
            """
        )

    def test_async_generators_context_variables_threads_and_questions(self):
        self.check_same(
            """
            import asyncio, contextvars, functools
            v = contextvars.ContextVar("v", default=0)
            async def gen():
                try:
                    for n in range(3): yield n; await asyncio.sleep(0)
                finally: print("generator closed")
            class Manager:
                async def __aenter__(self): await asyncio.sleep(0); return self
                async def __aexit__(self, *e): print("left", e[0])
            async def child(): print("child", v.get()); v.set(2)
            class Aw:
                def __await__(self): yield from asyncio.sleep(0).__await__(); return "awaited"
            async def main():
                print([n async for n in gen()])
                async for n in gen(): break
                async with Manager() as m: print(type(m).__name__)
                v.set(1); await asyncio.create_task(child()); print(v.get())
                print(await asyncio.to_thread(lambda a, b=1: (a, b, v.get()), 5, b=6))
                print(await asyncio.get_running_loop().run_in_executor(None, sum, [1, 2]))
                print(await Aw(), await asyncio.gather(Aw()), await asyncio.ensure_future(Aw()))
                print(await asyncio.sleep(0.001, "result"))
            asyncio.run(main())
            c = child(); print(asyncio.iscoroutine(c), asyncio.iscoroutinefunction(child), asyncio.iscoroutinefunction(print), asyncio.iscoroutine(3)); c.close()
            from asyncio import events, tasks, locks, exceptions, futures, coroutines, queues, runners
            print(tasks.Task is asyncio.Task, locks.Lock is asyncio.Lock, futures.isfuture(3), issubclass(asyncio.CancelledError, Exception))
            """
        )


class Ours(StandInTest):
    def test_what_is_not_served_says_so(self):
        self.check_prints(
            """
            asyncio.open_connection() is not served: while migrations run there are no sockets; open connections outside of env.py
            asyncio.create_subprocess_exec() is not served: use the module subprocess
            create_server() of the event loop is not served: while migrations run there are no sockets, processes or signals
            asyncio.run_coroutine_threadsafe() is not served: while migrations run there is one thread; use asyncio.run()
            every task of the event loop waits for something that nothing will bring about
            """,
            """
            import asyncio
            async def nothing(): pass
            async def server(): asyncio.get_running_loop().create_server(None)
            async def thread(): asyncio.run_coroutine_threadsafe(nothing(), asyncio.get_running_loop())
            async def deadlock(): await asyncio.Event().wait()
            for main in (asyncio.open_connection("x", 1), asyncio.create_subprocess_exec("ls"), server(), thread(), deadlock()):
                try: asyncio.run(main)
                except (NotImplementedError, RuntimeError) as e: print(e)
            """,
        )

    def test_a_policy_of_another_library_is_accepted_and_not_used(self):
        self.check_prints(
            "1",
            """
            import asyncio
            class Policy: pass
            asyncio.set_event_loop_policy(Policy())
            async def f(): return 1
            print(asyncio.run(f()))
            """,
        )

    def test_asyncio_imports_nothing_heavy(self):
        status, printed, complaints = run(
            "import sys; before = set(sys.modules)\nimport asyncio, logging.config\n"
            "print(sorted(m for m in set(sys.modules) - before if m.split('.')[0] not in ('asyncio', 'logging')))",
            True,
        )
        self.assertEqual((status, printed), (0, "['_collections', '_contextvars', '_limbeck', 'atexit']\n"), complaints)


if __name__ == "__main__":
    unittest.main()
