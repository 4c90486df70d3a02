"""The pages of transitions."""
