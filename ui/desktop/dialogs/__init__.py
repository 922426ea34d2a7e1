"""The only room where ``exec()`` may stand: files to choose, the about box, the crash report."""
