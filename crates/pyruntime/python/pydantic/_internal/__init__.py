"""Inner parts of `pydantic` that projects reach for."""
