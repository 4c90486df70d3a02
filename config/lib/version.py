"""Which version of Changeover this is; a backup says which one made it."""

VERSION = "1.1.0"
