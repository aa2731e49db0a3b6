no expressions at all
second line