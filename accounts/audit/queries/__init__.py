"""Which fields are kept, what they are called, and the changes that somebody reads."""
