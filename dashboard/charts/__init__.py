"""Figures and marks: pure builders, a frame or values in, a figure or SVG out."""

from plotly.graph_objects import Figure

from dashboard.charts.balance import balance
from dashboard.charts.banded import banded
from dashboard.charts.bars import bars
from dashboard.charts.captions import ControlWords
from dashboard.charts.chance import FunnelWords
from dashboard.charts.control import control
from dashboard.charts.dots import dots
from dashboard.charts.durations import durations
from dashboard.charts.frame import config, figure
from dashboard.charts.funnel import funnel
from dashboard.charts.intervals import intervals
from dashboard.charts.marks import data_uri, mark
from dashboard.charts.multiples import multiples
from dashboard.charts.over_time import over_time
from dashboard.charts.quartiles import QuartileWords, quartiles
from dashboard.charts.scatter import Axis, scatter
from dashboard.charts.segments import Bar, Segment
from dashboard.charts.shares import shares
from dashboard.charts.sparkline import sparkline
from dashboard.charts.timeline import timeline

__all__ = [
    "Axis",
    "Bar",
    "ControlWords",
    "Figure",
    "FunnelWords",
    "QuartileWords",
    "Segment",
    "balance",
    "banded",
    "bars",
    "config",
    "control",
    "data_uri",
    "dots",
    "durations",
    "figure",
    "funnel",
    "intervals",
    "mark",
    "multiples",
    "over_time",
    "quartiles",
    "scatter",
    "shares",
    "sparkline",
    "timeline",
]
