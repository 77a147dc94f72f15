"""Errors of a request as a whole: top-level errors with a code (api.md 2.10), in both languages."""

from graphql import GraphQLError


class RequestError(GraphQLError):
    """A request that cannot be carried out as it stands; told in the request's language.

    Attributes:
        zh: cause and way out in Chinese.
        en: the same in English.
    """

    code = "BAD_USER_INPUT"

    def __init__(self, *, zh: str, en: str) -> None:
        super().__init__(en, extensions={"code": self.code, "zh": zh})
        self.zh, self.en = zh, en


class BadUserInput(RequestError):
    """An argument that no thing can answer: both `first` and `last`, a cursor of another list."""


class Unauthorized(RequestError):
    """A guarded field, refused to this viewer; its value is null."""

    code = "UNAUTHORIZED_FIELD_OR_TYPE"
