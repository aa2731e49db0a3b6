"""What an application asks of its own queries: there are none here."""


def get_recorded_queries():
    return []
