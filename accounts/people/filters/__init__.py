"""Search and filters of the lists of this room."""
