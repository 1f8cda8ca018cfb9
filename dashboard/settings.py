"""Settings of a running thidua, and where the shipped definitions are."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from platformdirs import user_data_path
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = ("vi", "en")


class Settings(BaseSettings):
    """Read from `THIDUA_*` in the environment; every one has a usable default."""

    model_config = SettingsConfigDict(env_prefix="THIDUA_", frozen=True)

    workspace: Path = Field(default_factory=lambda: user_data_path("thidua", False))
    language: Language = "vi"
    memory_limit: str = "2GB"
    threads: int = Field(default=2, ge=1)
    disk_budget_bytes: int = Field(default=20 * 2**30, ge=0)


def settings() -> Settings:
    """The settings in force, read again at each call: tests and `serve` set them."""
    return Settings()


@cache
def shipped(kind: Literal["data", "queries"]) -> Path:
    """Folder of the shipped definitions: inside the wheel, else in the checkout."""
    package = Path(__file__).parent
    places = (package / "_shipped" / kind, package.parent / kind)
    for place in places:
        if place.is_dir():
            return place
    raise FileNotFoundError(f"{kind}/ is neither in {places[0]} nor in {places[1]}")
