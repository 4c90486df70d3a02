"""What is asked of many items, and what comes of each."""
