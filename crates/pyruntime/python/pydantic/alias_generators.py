"""Ready-made alias generators."""


def to_pascal(snake):
    camel = snake.title()
    done = []
    for place, letter in enumerate(camel):
        before, after = camel[place - 1 : place], camel[place + 1 : place + 2]
        if letter == "_" and (before.isalnum() and (after.isupper() or after.isdigit())):
            continue
        done.append(letter)
    return "".join(done)


def to_camel(snake):
    if snake[:1].islower() and "_" not in snake:
        return snake
    text = to_pascal(snake)
    start = len(text) - len(text.lstrip("_"))
    return text[:start] + text[start : start + 1].lower() + text[start + 1 :]


def to_snake(camel):
    done = []
    for place, letter in enumerate(camel):
        before, after = camel[place - 1 : place] if place else "", camel[place + 1 : place + 2]
        if letter.isupper() and before and (before.islower() or before.isdigit() or before.isupper() and after.islower()):
            done.append("_")
        elif letter.isdigit() and before and before.isalpha():
            done.append("_")
        done.append("_" if letter == "-" else letter.lower())
    return "".join(done)
