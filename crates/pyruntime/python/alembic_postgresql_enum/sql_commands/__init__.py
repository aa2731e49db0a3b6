"""What version files import from here is `TableIndex`."""
