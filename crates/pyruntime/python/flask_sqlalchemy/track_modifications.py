"""Signals of the application's session, which is not run here: they can be connected to."""

from _stand_ins import Value

models_committed = Value("flask_sqlalchemy.track_modifications.models_committed")
before_models_committed = Value("flask_sqlalchemy.track_modifications.before_models_committed")
