"""What decides no column: plugins, providers, repositories, services."""

import _stand_ins


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return _stand_ins.Value("advanced_alchemy." + name)
