"""Finding accounts, contacts, transitions, items, promises, questions and people by their words."""
