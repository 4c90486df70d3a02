"""Bars on a calendar: one drawing for the pages, which stretch it, and for paper.

    gantt.draw(gantt.Chart(rows, frame, title), gantt.PAGE)

Every mark has a class and no colour: pages colour them in their style sheet, light and dark,
and a document names a style sheet of its own (`PAPER`).
"""

from config.lib.charts.gantt.chart import Bar, Chart, Frame, Kind, Late, Row
from config.lib.charts.gantt.drawing import draw
from config.lib.charts.gantt.plot import PAGE, PAPER

__all__ = ["PAGE", "PAPER", "Bar", "Chart", "Frame", "Kind", "Late", "Row", "draw"]
