"""What we know about transitions: one module a page or question."""
