"""What the columns of usual exports are called, and which of our fields they fill: a file for each
system that they come from.
"""

from accounts.exchange.rules.presets.choosing import PRESETS, best

__all__ = ["PRESETS", "best"]
