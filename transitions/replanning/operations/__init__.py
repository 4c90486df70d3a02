"""What happens to the plan of a running transition."""
