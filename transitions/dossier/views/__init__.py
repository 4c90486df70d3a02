"""The dossier of a transition: read, confirmed, accepted, asked about."""
