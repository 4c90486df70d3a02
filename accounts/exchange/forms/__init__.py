"""What people fill in to bring a file in."""
