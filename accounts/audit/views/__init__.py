"""Pages of what was changed, and of who opened what is confidential."""
