"""Drawings made on the server, as SVG: the same for pages and for PDF documents.

`gantt` is a package of its own. Nothing here needs a style attribute: marks have classes, and
what only documents show has its colours as presentation attributes.
"""

from config.lib.charts import gantt
from config.lib.charts.baton import Segment, baton
from config.lib.charts.influence import SLIM, Point, influence
from config.lib.charts.trend import Line, trend

__all__ = ["SLIM", "Line", "Point", "Segment", "baton", "gantt", "influence", "trend"]
