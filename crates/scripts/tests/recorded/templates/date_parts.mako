# ${create_date.strftime("%Y-%m-%d %H:%M")}
# ${"%s" % create_date}
# ${create_date.isoformat()} ${create_date.year}-${"%02d" % create_date.month}
