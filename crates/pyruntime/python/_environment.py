"""What a run of env.py knows about the world outside its ini: one place, read by the shims of both packages."""

# Stands in where neither the ini nor env.py gives a database URL; None where there is nothing to stand in.
database_url = None


def prepare(file, config):
    """What is done before env.py runs, given its file and the settings that it will see."""
    import _flask_application

    _flask_application.push(file, config)
