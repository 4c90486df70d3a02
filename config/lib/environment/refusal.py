"""How a process ends that has been told something it cannot work with."""

from __future__ import annotations


class Misconfigured(SystemExit):
    """Ends the process with 1 and a sentence on standard error, for whoever runs the site.

    No error that somebody might catch and go on from: neither Django's command line nor gunicorn
    nor Celery does, and none of them adds a traceback, which would hide the sentence.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(" ".join(sentence.split()))
