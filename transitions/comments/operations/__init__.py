"""What happens with comments and mentions."""
