"""How YAML divides a text: into lines, and a line from its comment."""

from __future__ import annotations

import re

BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")  # what YAML counts as one
COMMENT = re.compile(r"[ \t]+#")
