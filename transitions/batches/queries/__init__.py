"""What would come of many items, and what came of them."""
