"""`sqlmodel.orm`: the session."""
