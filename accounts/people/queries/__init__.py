"""What we know about people."""
