"""Many items changed at once, and taken back."""
