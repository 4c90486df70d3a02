"""The outbox, and the link that stops the digest."""
