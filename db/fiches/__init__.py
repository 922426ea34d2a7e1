"""The registers' open data: read from the file that a person downloaded, kept to be searched."""
