"""What people write into a dossier; each form knows the operation behind it."""
