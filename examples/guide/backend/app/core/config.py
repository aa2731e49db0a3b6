"""应用配置：从环境变量和 .env 读取。"""

from functools import lru_cache
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

BACKEND_DIRECTORY = Path(__file__).resolve().parents[2]


class Settings(BaseSettings):
    """所有配置项；环境变量优先于 .env。"""

    model_config = SettingsConfigDict(
        env_file=BACKEND_DIRECTORY / ".env",
        env_file_encoding="utf-8",
        extra="ignore",
    )

    app_name: str = "CogniSync"
    debug: bool = False
    database_url: str = Field(description="异步数据库连接串")


@lru_cache
def get_settings() -> Settings:
    return Settings()
