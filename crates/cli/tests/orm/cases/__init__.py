"""What version scripts do with the ORM and with Core, one function a case."""
