"""What env.py may set."""


def _every_name(name):
    return True


class Config:
    def __init__(
        self,
        add_type_ignore=False,
        type_ignore_comment="  # type: ignore[attr-defined]",
        include_name=_every_name,
        drop_unused_enums=True,
        detect_enum_values_changes=True,
        force_dialect_support=False,
        ignore_enum_values_order=False,
    ):
        self.add_type_ignore = add_type_ignore
        self.type_ignore_comment = type_ignore_comment
        self.include_name = include_name
        self.drop_unused_enums = drop_unused_enums
        self.detect_enum_values_changes = detect_enum_values_changes
        self.force_dialect_support = force_dialect_support
        self.ignore_enum_values_order = ignore_enum_values_order


_config = Config()


def set_configuration(config):
    global _config
    _config = config


def get_configuration():
    return _config
