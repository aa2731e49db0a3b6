"""应用入口。迁移由部署脚本运行：alembic upgrade head，这里不再调用 create_all()。"""

from fastapi import FastAPI

from app.core.config import get_settings

app = FastAPI(title=get_settings().app_name)


@app.get("/health")
async def health() -> dict[str, str]:
    return {"status": "ok"}
