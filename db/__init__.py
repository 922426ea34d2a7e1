"""The study file: what is kept, how it is written, and everything that brings data in."""
