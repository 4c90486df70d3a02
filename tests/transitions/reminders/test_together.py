from datetime import datetime

import pytest

from config.lib.mail.models import Message
from config.lib.mail.operations import deliver
from tests.support.smtp import SmtpSink
from tests.support.together import at_once
from transitions.plans.models import Transition
from transitions.reminders.models import Digest
from transitions.reminders.operations import write_due

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_digest_is_written_once_by_workers_at_the_same_moment(
    transition: Transition, morning: datetime
) -> None:
    written = at_once(lambda: write_due(morning), times=4)

    assert sum(written) == 3
    assert (Message.objects.count(), Digest.objects.count()) == (3, 3)


def test_a_mail_is_delivered_once_by_workers_at_the_same_moment(
    transition: Transition, morning: datetime, smtp_sink: SmtpSink
) -> None:
    write_due(morning)

    done = at_once(lambda: deliver(clock=lambda: morning), times=4)

    assert sum(one.sent for one in done) == 3
    assert len(smtp_sink.received) == 3
