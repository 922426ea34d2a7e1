"""What goes out: workbooks, documents, pictures, packages."""

import os

# openpyxl would take lxml where it is installed (python-docx needs it), and write other bytes
os.environ.setdefault("OPENPYXL_LXML", "False")
