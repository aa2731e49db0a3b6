${nothing.attribute}
