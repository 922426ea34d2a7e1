"""The page for students: one static file that works offline (action 1.4 of the study)."""
