# 中文注释 ${message}
"""Ünïcode — ☃ 🎉 \N{BULLET}"""
x = "\t\\"
