"""Widgets that several pages share; each takes values and a look, none knows the window."""
