"""The pages of a profile: the whole, and each row to write."""
