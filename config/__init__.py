"""The site: settings, addresses and what no domain owns."""
