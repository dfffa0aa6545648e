"""Which model a setting means. Nothing heavy is imported before it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from route_pg.errors import BadArgument
from route_pg.models.base import Embedder, Model

if TYPE_CHECKING:
    from route_pg.models.language_settings import LanguageSettings

SETTINGS = "embedded[:directory], transformers:<name or path>, openai:<base url>#<model>"


def open_model(setting: str, language: LanguageSettings | None = None) -> Model:
    """Open the model of a setting; BadArgument where none has it, or where its extra is missing.

    `language` is how a language model is opened and asked; else what the environment says.

    >>> open_model("fake").name
    'fake'
    """
    kind, _, rest = setting.partition(":")
    match kind:
        case "embedded":
            from route_pg.models.embedded.model import EmbeddedModel

            return EmbeddedModel(rest) if rest else EmbeddedModel()
        case "fake":
            from route_pg.models.fake import FakeModel

            return FakeModel(rest)
        case "transformers" | "openai":
            return _open_language_model(kind, rest, language)
        case _:
            raise BadArgument(message=f"no such model: {setting!r}", hint=f"One of: {SETTINGS}.")


def _open_language_model(kind: str, rest: str, language: LanguageSettings | None) -> Model:
    from route_pg.models.language_settings import LanguageSettings

    settings = language or LanguageSettings.from_environment()
    try:
        if kind == "openai":
            from route_pg.models.openai import open_openai

            return open_openai(rest, settings)
        from route_pg.models.transformers import open_transformers

        return open_transformers(rest, settings)
    except ModuleNotFoundError as error:
        extra = "openai" if kind == "openai" else "lm"
        raise BadArgument(
            f"the model {kind!r} needs {error.name}",
            hint=f"Install it: pip install 'route-pg[{extra}]'.",
        ) from error


def open_embedder(setting: str) -> Embedder:
    """Open the embedder that goes with the model of a setting.

    A language model brings none: the embedded one serves it, so that a catalog stays valid.

    >>> open_embedder("fake").name
    'fake-1'
    """
    kind, _, rest = setting.partition(":")
    if kind == "fake":
        from route_pg.models.fake import FakeEmbedder

        return FakeEmbedder()
    from route_pg.models.embedded.embedder import EmbeddedEmbedder

    return EmbeddedEmbedder(rest) if kind == "embedded" and rest else EmbeddedEmbedder()


def reads_narrowed(setting: str) -> bool:
    """Whether the model is to see only what schema linking kept, as in the paper.

    The embedded model reads the whole slice: its own linking already biases what it points at.

    >>> reads_narrowed("embedded"), reads_narrowed("openai:http://localhost/v1#m")
    (False, True)
    """
    return setting.partition(":")[0] in ("transformers", "openai")


def least_confidence(setting: str) -> float:
    """The confidence below which an answer is refused, where nobody says otherwise.

    That of the embedded model is calibrated: one in sixteen answers below 0.2 was right. Nothing is
    known of another model's.

    >>> least_confidence("embedded"), least_confidence("openai:http://localhost/v1#m")
    (0.2, 0.0)
    """
    return 0.2 if setting.partition(":")[0] == "embedded" else 0.0


def runs_elsewhere(setting: str) -> bool:
    """Whether the model runs in another process, so that its calls need not share a batch.

    >>> runs_elsewhere("transformers:x"), runs_elsewhere("openai:http://localhost/v1#m")
    (False, True)
    """
    return setting.partition(":")[0] == "openai"
