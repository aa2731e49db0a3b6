<%!
def shout(text):
    return text.upper()

def wrapped(width):
    def wrap(text):
        return "\n".join(text[i:i + width] for i in range(0, len(text), width))
    return wrap

quiet = str.lower
%>
${message | shout}
${message | wrapped(5)}
${message | shout, wrapped(7), quiet}
${up_revision | shout,n}
