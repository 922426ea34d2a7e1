"""Samples: studies shipped as reviewed text, one folder a study, and their reader."""
