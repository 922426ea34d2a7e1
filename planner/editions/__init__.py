"""Editions of a study compared: two studies in, values out."""
