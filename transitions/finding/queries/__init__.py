"""Finding accounts, contacts, transitions, items and people by what they are called."""
