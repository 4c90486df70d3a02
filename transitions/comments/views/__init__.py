"""Comments on transitions and items, and the mentions of a person."""
