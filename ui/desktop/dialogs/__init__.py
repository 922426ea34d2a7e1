"""The only room where ``exec()`` may stand: files, the about box, the crash report, dragging."""
