"""Fixed answers about files that come in."""

from django.db.models import TextChoices


class Kind(TextChoices):
    """What the rows of a file are."""

    ACCOUNTS = "accounts", "Accounts"
    CONTACTS = "contacts", "Contacts"
    CONTRACTS = "contracts", "Contracts"
    OPPORTUNITIES = "opportunities", "Opportunities"
    INTERACTIONS = "interactions", "Interactions"
    COMMITMENTS = "commitments", "Commitments"
    PEOPLE = "people", "People"


class Source(TextChoices):
    """Where a file comes from; it decides what its columns and ids mean."""

    OWN = "own", "A table of our own"
    SALESFORCE = "salesforce", "Salesforce"
    HUBSPOT = "hubspot", "HubSpot"
    DYNAMICS = "dynamics", "Dynamics 365"
    PIPEDRIVE = "pipedrive", "Pipedrive"


class ImportState(TextChoices):
    """How far an import is."""

    COLUMNS = "columns", "Columns to be chosen"
    CHECK_WANTED = "check_wanted", "Waits to be checked"
    CHECKING = "checking", "Being checked"
    CHECKED = "checked", "Checked, nothing imported yet"
    WANTED = "wanted", "Waits to be imported"
    RUNNING = "running", "Being imported"
    DONE = "done", "Imported"
    FAILED = "failed", "Failed, nothing imported"
    CANCELLED = "cancelled", "Cancelled, nothing imported"


class Outcome(TextChoices):
    """What becomes of one row of a file."""

    ADDED = "added", "New"
    CHANGED = "changed", "Changed"
    UNCHANGED = "unchanged", "Unchanged"
    WRONG = "wrong", "Wrong"


WAITING = (ImportState.CHECK_WANTED, ImportState.WANTED)
WORKING = (ImportState.CHECKING, ImportState.RUNNING)
OVER = (ImportState.DONE, ImportState.CANCELLED)
TOLD = (ImportState.CHECKED, ImportState.WANTED, ImportState.RUNNING, ImportState.DONE)
"""Where the last check, or the import, says of each row what becomes of it."""


class DayOrder(TextChoices):
    """Which of two numbers is the day, where a date has slashes."""

    DAY_FIRST = "dmy", "Day first: 03/04 is 3 April"
    MONTH_FIRST = "mdy", "Month first: 03/04 is March 4"


class Mark(TextChoices):
    """Which sign stands before the decimals of a number."""

    POINT = ".", "A point: 1.234 is a little more than one"
    COMMA = ",", "A comma: 1.234 is more than a thousand"
