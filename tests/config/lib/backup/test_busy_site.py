"""A site that people work on while it is backed up, restored elsewhere."""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from threading import Event

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db.models import Count, F, Q

from checklists.library.models import Template
from checklists.runs.choices import ItemState
from checklists.runs.models import Attachment, Checklist, Item, Phase
from config.lib.backup import Wishes, restore, save
from tests.factories.transitions import make_transition
from tests.support.databases import Elsewhere, Rows, all_rows
from tests.support.together import all_at_once
from transitions.plans.choices import State
from transitions.plans.models import LogEntry, Transition
from transitions.plans.operations import items, log, starting
from transitions.plans.operations.items import CannotChange, Who
from transitions.portfolio.operations import demo

NOW = datetime(2026, 11, 24, 8, 12, tzinfo=UTC)
WORKERS = 3
AT_LEAST = 8
"""Changes of each worker before the backup begins, and after it has ended."""


class Worker:
    """Somebody who does what people do, in an order of their own."""

    def __init__(self, number: int) -> None:
        self.chance = random.Random(number)
        self.done: Counter[str] = Counter()
        self.transitions = list(Transition.objects.filter(state=State.ACTIVE))
        self.drafts = list(Transition.objects.filter(state=State.DRAFT))[number::WORKERS]

    def do_something(self) -> None:
        transition = self.chance.choice(self.transitions)
        item = self.chance.choice(list(Item.objects.filter(checklist=transition.checklist_id)))
        who = Who(transition.manager, NOW + timedelta(seconds=sum(self.done.values())))
        deed = self.chance.choice([self.tick, self.untick, self.note, self.attach, self.tell])
        try:
            deed(transition, item, who)
        except CannotChange:
            self.done["refused"] += 1
        else:
            self.done[deed.__name__] += 1

    def start_something(self) -> None:
        """Start the drafts that are this worker's, a whole checklist in one transaction each."""
        for draft in self.drafts:
            starting.start(draft.pk, by=draft.manager, now=NOW)
            self.done["start"] += 1

    def tick(self, transition: Transition, item: Item, who: Who) -> None:
        items.tick(transition.pk, item.pk, who)

    def untick(self, transition: Transition, item: Item, who: Who) -> None:
        items.untick(transition.pk, item.pk, who)

    def note(self, transition: Transition, item: Item, who: Who) -> None:
        items.note(transition.pk, item.pk, f"Seen at {who.now}", who)

    def attach(self, transition: Transition, item: Item, who: Who) -> None:
        """A file whose name tells its digest."""
        content = self.chance.randbytes(20_000).hex().encode()
        name = f"{hashlib.sha256(content).hexdigest()}.txt"
        items.attach(transition.pk, item.pk, SimpleUploadedFile(name, content), who)

    def tell(self, transition: Transition, item: Item, who: Who) -> None:
        told = log.ByHand("Called the client", who.by, who.now)
        log.add_by_hand(transition.pk, told, by=who.by)


def test_a_backup_under_load_is_one_moment_of_the_site(
    transactional_db: None, elsewhere: Elsewhere, tmp_path: Path
) -> None:
    call_command("load_templates", verbosity=0)
    demo.build(now=NOW, today=NOW.date())
    _plan_more()
    unlogged = _closed_but_not_logged()
    workers = [Worker(number) for number in range(WORKERS)]
    archive = tmp_path / "busy"
    truth: Rows = {}
    warm, over = [Event() for _ in workers], Event()

    def work(worker: Worker, is_warm: Event) -> None:
        try:
            for _ in range(AT_LEAST):
                worker.do_something()
            is_warm.set()
            worker.start_something()
            while not over.is_set():
                worker.do_something()
            for _ in range(AT_LEAST):
                worker.do_something()
        finally:
            is_warm.set()

    def look(line: str) -> None:
        """Read, with other eyes and in the same snapshot, what the site is at that moment."""
        if not truth:
            truth.update(all_rows())

    def back_up() -> None:
        for event in warm:
            assert event.wait(30)
        try:
            with archive.open("wb") as out:
                save(out, now=NOW, say=look)
        finally:
            over.set()

    pairs = zip(workers, warm, strict=True)
    works: list[Callable[[], None]] = [back_up]
    works += [partial(work, worker, is_warm) for worker, is_warm in pairs]
    all_at_once(works)

    assert all_rows() != truth
    with elsewhere():
        restore(archive, Wishes(while_connected=True), say=lambda line: None)

        assert all_rows() == truth
        assert _closed_but_not_logged() == unlogged
        assert _miscounted() == []
        assert _files_with_another_digest() == []


def _plan_more() -> None:
    """Drafts that the workers start while the backup runs."""
    template = Template.objects.published().get(key="key-account")
    for _ in range(WORKERS * 2):
        make_transition(template=template, started=False)


def _closed_but_not_logged() -> dict[int, int]:
    """By transition: closed items less those that its log tells of."""
    found = {}
    for transition in Transition.objects.exclude(checklist=None):
        entries = LogEntry.objects.filter(transition=transition, kind="item")
        told = entries.filter(
            Q(activity__startswith="Ticked") | Q(activity__startswith="Set aside")
        ).count()
        told -= entries.filter(activity__startswith="Opened again").count()
        closed = Item.objects.filter(checklist=transition.checklist_id)
        found[transition.pk] = closed.exclude(state=ItemState.OPEN).count() - told
    return {pk: difference for pk, difference in found.items() if difference}


def _miscounted() -> list[object]:
    """What stores another number than there is."""
    closed = Count("items", filter=~Q(items__state=ItemState.OPEN))
    phases = Phase.objects.annotate(counted=Count("items"), counted_closed=closed)
    wrong: list[object] = list(phases.exclude(total=F("counted"), closed=F("counted_closed")))
    for checklist in Checklist.objects.all():
        own = Item.objects.filter(checklist=checklist)
        counted = (own.count(), own.exclude(state=ItemState.OPEN).count())
        if (checklist.total, checklist.closed) != counted:
            wrong.append(checklist)
    notes = Item.objects.annotate(counted=Count("notes")).exclude(note_count=F("counted"))
    files = Item.objects.annotate(counted=Count("attachments")).exclude(file_count=F("counted"))
    return [*wrong, *notes, *files]


def _files_with_another_digest() -> list[str]:
    """Files that are not what was put in; those of the workers tell their digest by their name."""
    wrong = []
    for attachment in Attachment.objects.all():
        with attachment.file.open("rb") as file:
            content = file.read()
        told = attachment.name.removesuffix(".txt")
        if len(content) != attachment.size:
            wrong.append(attachment.name)
        if len(told) == 64 and told != hashlib.sha256(content).hexdigest():
            wrong.append(attachment.name)
    return wrong
