"""Stand-in for `nest_asyncio`: `asyncio.run` inside a running loop runs the coroutine to its end at once."""


def apply(loop=None):
    import asyncio
    from asyncio import events, runners

    if getattr(runners, "_nested", False):
        return
    runners._nested = True
    plain_run, plain_until = runners.run, events.EventLoop.run_until_complete

    def aside(call):
        running = events._get_running_loop()
        events._set_running_loop(None)
        try:
            return call()
        finally:
            events._set_running_loop(running)

    def run(main, **options):
        return aside(lambda: plain_run(main, **options))

    def run_until_complete(self, future):
        if not self.is_running():
            return aside(lambda: plain_until(self, future))
        other = events.new_event_loop()
        try:
            return aside(lambda: plain_until(other, future))
        finally:
            other.close()

    runners.run = asyncio.run = run
    events.EventLoop.run_until_complete = run_until_complete
