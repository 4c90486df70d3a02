"""The pages of a plan: the whole, and its versions."""
