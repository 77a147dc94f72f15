"""Requests turned away before GraphQL: a status, and a plain JSON body in the asker's language."""

from collections.abc import Mapping

from starlette.responses import JSONResponse

from gateway.words import Language, Words


class Turned(Exception):
    """This request ends here.

    Attributes:
        status: the HTTP status (api.md 2.10).
        words: cause and way out.
        headers: what the status asks for besides, such as `allow` and `retry-after`.
        code: `extensions.code`, where the table has one.
    """

    def __init__(
        self, status: int, words: Words, *, headers: Mapping[str, str] | None = None, code: str = ""
    ) -> None:
        super().__init__(words.en)
        self.status, self.words, self.headers, self.code = status, words, dict(headers or {}), code

    def response(self, language: Language) -> JSONResponse:
        """Return the answer."""
        error: dict[str, object] = {"message": self.words.to(language)}
        if self.code:
            error["extensions"] = {"code": self.code}
        return JSONResponse({"errors": [error]}, status_code=self.status, headers=self.headers)


METHOD = Turned(
    405,
    Words("此地址只接受 GET 与 POST。", "This address takes GET and POST."),
    headers={"allow": "GET, POST"},
)
MUTATION_BY_GET = Turned(
    405, Words("变更须用 POST 发送。", "Send a mutation by POST."), headers={"allow": "POST"}
)
MEDIA_TYPE = Turned(
    415,
    Words(
        "请用 Content-Type: application/json 发送。", "Send it as Content-Type: application/json."
    ),
)
NO_JSON = Turned(400, Words("请求体不是有效的 JSON。", "The body is not valid JSON."))
NO_OBJECT = Turned(
    400,
    Words(
        '请求体应为 JSON 对象，如 {"query": "{ __typename }"}；不支持批量。',
        'The body must be a JSON object like {"query": "{ __typename }"}; no batches.',
    ),
)
NO_QUERY = Turned(400, Words("缺少 query。", "There is no query."))
NO_OPERATION = Turned(
    400,
    Words(
        "文档中没有这个名称的操作，或有多个操作而未给 operationName。",
        "The document has no operation of this name, or several and no operationName.",
    ),
)


def wrong_kind(name: str, zh: str, en: str) -> Turned:
    """Return the answer to a part of the body that is of the wrong JSON type."""
    return Turned(400, Words(f"{name} 应为{zh}。", f"`{name}` must be {en}."))


def too_large(limit: int) -> Turned:
    """Return the answer to a body over the limit, in bytes."""
    return Turned(
        413, Words(f"请求体超过 {limit} 字节。", f"The body is larger than {limit} bytes.")
    )


def no_entry(words: Words) -> Turned:
    """Return the answer to a token that is not accepted."""
    header = {"www-authenticate": 'Bearer error="invalid_token"'}
    return Turned(401, words, headers=header)


def too_many(wait_s: float) -> Turned:
    """Return the answer to one who asks too often."""
    seconds = max(1, round(wait_s))
    return Turned(
        429,
        Words(
            f"请求过于频繁，请 {seconds} 秒后再试。",
            f"Too many requests; try again in {seconds} s.",
        ),
        headers={"retry-after": str(seconds)},
    )


def not_now(words: Words, retry_after_s: int) -> Turned:
    """Return the answer while nothing can be answered."""
    headers = {"retry-after": str(retry_after_s)}
    return Turned(503, words, headers=headers, code="UNAVAILABLE")
