"""The symposium's report: one plan of sections, printed as PDF and written as a workbook."""
