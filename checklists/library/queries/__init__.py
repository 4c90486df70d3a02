"""What the template pages show."""
