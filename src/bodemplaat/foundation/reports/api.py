"""The door of this room: ``shown`` makes of a ``presentation.page`` what ``reports/_report.html`` draws."""

from bodemplaat.foundation.reports.drawing import ReportShown, shown

__all__ = ["ReportShown", "shown"]
