"""`sqlmodel.ext`: asyncio."""
