"""`sqlmodel.ext.asyncio`: the session."""
