"""oslo.serialization: `jsonutils`."""
