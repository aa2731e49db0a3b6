${"%s -> %s" % (repr(down_revision), up_revision)}
${"{} {}".format(up_revision, len(message))}
${f"{up_revision:>20}"}
${str(down_revision)[:4]}
