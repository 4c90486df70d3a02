"""Rules about running checklists that need no database: days of items, kinds of files."""
