"""What the pages of a profile show."""
