"""oslo.utils: clocks, identifiers and truth values; its other modules are stand-ins."""
