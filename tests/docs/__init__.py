"""The documentation: what is written from the code, and whether it holds."""
