"""What we know about many transitions at once."""
