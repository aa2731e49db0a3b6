${len(message)} ${type(up_revision).__name__} ${sorted([3, 1])} ${str(None)} ${bool(imports)} ${min(1, 2)} ${dict(a=1)} ${isinstance(message, str)}
