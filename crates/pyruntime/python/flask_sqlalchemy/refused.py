"""What needs the running application is refused; that it was is kept, because an application may catch the error."""

# The refusals of this process, oldest first.
refusals = []


def refusal(text):
    error = NotImplementedError(text)
    refusals.append(error)
    return error
