"""What happens to what is known of an account."""
