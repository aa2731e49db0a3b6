"""The error of a source of settings."""


class SettingsError(ValueError):
    pass
