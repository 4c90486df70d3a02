"""What happens to boards that are kept, and to the demo company: both in files of their own."""
