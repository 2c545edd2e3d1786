"""The PDF of a short is read by others: its text can be selected, and it is tagged for screen readers."""

from __future__ import annotations

from io import BytesIO

import pypdf
import pytest

from shortsgen.render.slides.typeset import PLAIN, Slides
from shortsgen.render.templates import Templates
from shortsgen.script.model import Code
from tests.factory import CODE, make_timeline
from tests.render.shapes import SHAPES

CLASS = """class Net(nn.Module):
    def forward(self, x):
        return self.fc(x)  # ==> logits
"""


@pytest.fixture(scope="module")
def slides():
    return Slides(Templates())


def read(slides, timeline):
    (pdf,) = slides.render(timeline, formats=("pdf",))
    return pypdf.PdfReader(BytesIO(pdf.data))


def test_code_is_selected_as_it_was_typed(slides):
    reader = read(slides, make_timeline(code=Code(CLASS), kinds=["code"]))
    assert CLASS.strip() in reader.pages[0].extract_text()


def test_each_slide_is_a_page_with_its_text(slides):
    texts = [page.extract_text() for page in read(slides, make_timeline()).pages]
    assert len(texts) == 4
    assert all("04" in text and "Your First Custom Model Class" in text for text in texts)
    assert all(words in texts[0] for words in ("clean,", "nn.Module + “PyTorch Way”", "Day 04"))
    assert not any("Day 04" in text for text in texts[1:])
    assert all(line in texts[1] and line in texts[2] for line in CODE.split("\n"))
    assert "torch.Size([2, 4])" in texts[2]
    assert "Common mistake" in texts[3]


def test_it_is_tagged_and_named_and_has_a_language(slides):
    reader = read(slides, make_timeline())
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert str(root["/Lang"]).startswith("en")
    assert reader.metadata.title == "04 first-custom-model: Your First Custom Model Class"


def test_titles_are_headings(slides):
    titles = [entry.title for entry in read(slides, make_timeline()).outline]
    assert titles == [*["Your First Custom Model Class"] * 4, "Common mistake"]


# No font of the package has Chinese, and a document that cannot show its text is no accessible one.
SHOWN = {name: timeline for name, timeline in SHAPES.items() if name != "wide characters"}


@pytest.mark.parametrize("timeline", SHOWN.values(), ids=SHOWN)
def test_it_keeps_the_standard_for_accessible_documents(slides, timeline):
    """Typst refuses to write what is no PDF/UA-1."""
    files = slides.document(timeline, PLAIN)
    with slides._compiler() as compiler:
        pdf, warnings = compiler.compile_with_warnings(files, format="pdf", timestamp=0, pdf_standards="ua-1")
    assert (bytes(pdf[:5]), warnings) == (b"%PDF-", [])
