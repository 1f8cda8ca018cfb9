"""Figures and marks: pure builders, a frame or values in, a figure or SVG out."""

from dashboard.charts.frame import config, figure
from dashboard.charts.intervals import intervals
from dashboard.charts.marks import data_uri, mark
from dashboard.charts.sparkline import sparkline

__all__ = ["config", "data_uri", "figure", "intervals", "mark", "sparkline"]
