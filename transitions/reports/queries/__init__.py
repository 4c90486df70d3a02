"""What we know about reports: what one tells, and which ones there are."""
