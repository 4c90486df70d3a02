"""What can be found, in the order in which it is shown."""

from django.db.models import TextChoices


class Kind(TextChoices):
    ACCOUNTS = "accounts", "Accounts"
    CONTACTS = "contacts", "Contacts"
    TRANSITIONS = "transitions", "Transitions"
    ITEMS = "items", "Items"
    COMMITMENTS = "commitments", "Commitments"
    QUESTIONS = "questions", "Questions"
    PEOPLE = "people", "People"
