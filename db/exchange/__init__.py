"""What comes in from outside: read strictly, hostile until read, written by nobody here."""
