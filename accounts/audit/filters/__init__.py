"""What changes and visits are looked for by."""
