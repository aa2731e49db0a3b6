"""Finds the entities of a package, for `register_entities(collect_instances(package, PGView))`."""


def collect_subclasses(module, class_):
    return [found for found in _objects(module) if isinstance(found, type) and issubclass(found, class_) and found is not class_]


def collect_instances(module, class_):
    return [found for found in _objects(module) if isinstance(found, class_)]


def _objects(module):
    import importlib
    import pkgutil

    modules = [module]
    for place in pkgutil.walk_packages(getattr(module, "__path__", ()), module.__name__ + "."):
        modules.append(importlib.import_module(place.name))
    found = {id(value): value for one in modules for name, value in vars(one).items() if not name.startswith("__")}
    return list(found.values())
