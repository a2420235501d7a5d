"""A check: one sentence about what a user of a client sees, and a function that raises if it is not so.

A suite prints one line per check: `ok  SUITE: SENTENCE` or `FAIL  SUITE: SENTENCE` with the reason indented
below, and `end` when it has come through. `lib.main` counts these lines; checks.mjs prints the same.
"""
import os
import queue
import sys
import time
import traceback


class Suite:
    """Checks in the order in which they were written down. They share one `world` and may build on one another."""

    def __init__(self, name):
        self.name = name
        self.checks = []

    def check(self, sentence):
        def register(function):
            self.checks.append((sentence, function))
            return function
        return register

    def run(self, world, release=lambda: None):
        """Runs all checks; a failed one does not stop the others. `release` ends what was started for them."""
        for sentence, function in self.checks:
            started = time.monotonic()
            try:
                function(world)
            except Exception as failure:  # whatever a client throws is the finding
                print(f"FAIL  {self.name}: {sentence}")
                print(_indented(failure), flush=True)
            else:
                slow = time.monotonic() - started
                print(f"ok  {self.name}: {sentence}" + (f" ({slow:.1f} s)" if slow > 2 else ""), flush=True)
        release()
        print("end", flush=True)
        # Stream readers of the client libraries may still be running: do not wait for them.
        sys.stdout.flush()
        os._exit(0)


def _indented(failure):
    frames = [f for f in traceback.extract_tb(failure.__traceback__) if os.getcwd() in f.filename]
    where = "".join(f"\n      at {os.path.relpath(f.filename)}:{f.lineno}" for f in frames[1:])
    text = f"{type(failure).__name__}: {failure}"[:1500].replace("\n", "\n      ")
    return f"      {text}{where}"


def same(actual, expected, what):
    """Fails unless both are equal."""
    assert actual == expected, f"{what}: expected {expected!r}, got {actual!r}"


def true(condition, what):
    assert condition, what


def shows(text, *parts):
    """Fails unless every part can be read in the text."""
    for part in parts:
        assert str(part) in text, f"does not show {part!r}:\n{text}"


def hides(text, *parts):
    """Fails if any part can be read in the text."""
    for part in parts:
        assert str(part) not in text, f"shows {part!r}, but should not:\n{text}"


def raises(kind, function, *args, **named):
    """Fails unless the call raises exactly this kind of error; returns the error."""
    try:
        result = function(*args, **named)
    except Exception as error:
        assert type(error) is kind, f"expected {kind.__name__}, got {type(error).__name__}: {error}"
        return error
    raise AssertionError(f"expected {kind.__name__}, but the call returned {result!r}")


def eventually(question, what, seconds_max=30):
    """Asks again and again until the answer is truthy, and returns it; fails after `seconds_max`."""
    deadline = time.monotonic() + seconds_max
    while True:
        answer = question()
        if answer:
            return answer
        assert time.monotonic() < deadline, f"not within {seconds_max} s: {what}"
        time.sleep(0.05)


def received(events, fits, what, seconds_max=30):
    """Takes events off the queue until one fits, and returns it; fails after `seconds_max`."""
    deadline = time.monotonic() + seconds_max
    passed_by = []
    while True:
        try:
            event = events.get(timeout=max(0.0, deadline - time.monotonic()))
        except queue.Empty:
            raise AssertionError(f"not received within {seconds_max} s: {what}; instead {passed_by}") from None
        if fits(event):
            return event
        passed_by.append(str(event)[:120])
