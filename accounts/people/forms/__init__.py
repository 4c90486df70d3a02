"""What people are asked about themselves."""
