"""所有 SQLAlchemy 模型。"""
