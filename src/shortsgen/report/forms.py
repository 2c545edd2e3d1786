"""The forms of a report that are made for programs."""

from __future__ import annotations

from collections.abc import Callable

from shortsgen.choices import ReportFormat
from shortsgen.report.envelope import envelope
from shortsgen.report.findings import Findings
from shortsgen.report.github import workflow_commands
from shortsgen.report.junit import junit
from shortsgen.report.sarif import sarif

#: Each gives a valid document for success, for problems and for input that cannot be used.
FORMS: dict[ReportFormat, Callable[[Findings], str]] = {
    ReportFormat.JSON: envelope,
    ReportFormat.GITHUB: workflow_commands,
    ReportFormat.JUNIT: junit,
    ReportFormat.SARIF: sarif,
}
