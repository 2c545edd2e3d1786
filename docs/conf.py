"""The site of the documents, made by `make docs`: plain files that need no network to be read, nor to be searched."""

from shortsgen import __version__

project = "shortsgen"
release = __version__
extensions = ["myst_parser"]
myst_heading_anchors = 4
myst_enable_extensions = ["colon_fence"]
html_theme = "furo"
html_title = "shortsgen"
html_copy_source = False  # the page is the source, read by people
html_show_sourcelink = False
html_show_search_summary = False  # it would be fetched, which browsers refuse pages on a disk
html_show_copyright = False
pygments_style = "default"
exclude_patterns = ["conf.py"]
suppress_warnings = ["misc.highlighting_failure"]  # some examples are YAML that is none, on purpose
