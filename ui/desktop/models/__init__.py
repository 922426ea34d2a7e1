"""Qt models over planner values."""
