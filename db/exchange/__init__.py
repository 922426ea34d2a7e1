"""What comes in from outside: read strictly, hostile until read, written by nobody here."""

import os

# openpyxl would take lxml where it is installed (python-docx needs it), and read in another way
os.environ.setdefault("OPENPYXL_LXML", "False")
