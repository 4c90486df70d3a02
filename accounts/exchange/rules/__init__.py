"""How files are read: their signs, their columns, and what their dates and numbers mean."""
