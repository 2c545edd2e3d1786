"""One of everything, as each format has it, in tests/golden/timelines. `pytest --update-golden` writes it anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from shortsgen.choices import TimelineFormat
from shortsgen.render.timelines.formats import FORMATS
from tests.render.timelines.sequences import SHOWN

FOLDER = Path(__file__).parents[2] / "golden" / "timelines"


@pytest.mark.parametrize("form", [TimelineFormat.FCP7, TimelineFormat.FCPXML, TimelineFormat.EDL])
def test_a_file_as_it_is(form: TimelineFormat, request: pytest.FixtureRequest) -> None:
    file, data = FOLDER / f"shown.{FORMATS[form].suffix}", FORMATS[form].write(SHOWN)
    if request.config.getoption("--update-golden"):
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(data)
    assert data.decode() == file.read_text("utf-8")
