"""Lists of the dossier, narrowed and sorted."""
