"""What models and scripts take from oslo.db."""
