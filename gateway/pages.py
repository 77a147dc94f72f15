"""The page at `/` and `/api` in development: addresses, examples to run, nothing from elsewhere.

A later issue brings the console and the explorer of api.md 10; this page is for the first hour.
"""

import json
import secrets
from collections.abc import Awaitable, Callable
from html import escape
from pathlib import Path
from string import Template

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from gateway.examples import EXAMPLES
from gateway.roles import demo_tokens
from gateway.state import State, locale_of
from gateway.words import Language, Words

_PAGE = Template(Path(__file__).with_name("explorer.html").read_text("utf-8"))
_TEXTS = {
    "title": Words("三清单共建枢纽", "Three-Lists Hub"),
    "lead": Words(
        "匹配单位的资源、党员的专长与社区的需求，并跟进共建项目。",
        "Matches what units can lend, what members can do and what communities need.",
    ),
    "addresses": Words("地址", "Addresses"),
    "try_it": Words("试一试", "Try it"),
    "role": Words("以此角色查询", "Ask as"),
    "nobody": Words("未登录", "nobody"),
    "example": Words("示例", "Example"),
    "run": Words("运行", "Run"),
    "other": Words("English", "中文"),
}


def explorer(state: State) -> Callable[[Request], Awaitable[Response]]:
    """Return the endpoint of the page."""

    async def page(request: Request) -> Response:
        language: Language = "en" if locale_of(request) == "EN" else "zh"
        nonce = secrets.token_urlsafe(12)
        policy = (
            f"default-src 'none'; connect-src 'self'; style-src 'nonce-{nonce}'; "
            f"script-src 'nonce-{nonce}'; base-uri 'none'; form-action 'none'; "
            "frame-ancestors 'none'"
        )
        headers = {"content-security-policy": policy, "cache-control": "no-store"}
        return HTMLResponse(_filled(state, language, nonce), headers=headers)

    return page


def _filled(state: State, language: Language, nonce: str) -> str:
    texts = {name: escape(words.to(language)) for name, words in _TEXTS.items()}
    tokens = demo_tokens(state.issuer) if state.issuer else {}
    examples = [{"title": one.title.to(language), "query": one.document} for one in EXAMPLES]
    return _PAGE.substitute(
        texts,
        nonce=nonce,
        lang="zh-CN" if language == "zh" else "en",
        other_lang="en" if language == "zh" else "zh",
        links="".join(
            f'<li><a href="{path}"><code>{path}</code></a> {escape(words.to(language))}</li>'
            for path, words in _addresses(state).items()
        ),
        tokens=_script(tokens),
        examples=_script(examples),
    )


def _addresses(state: State) -> dict[str, Words]:
    shown = {
        "/schema.graphql": Words("接口定义（SDL）", "the API as SDL"),
        "/supergraph.graphql": Words("供路由器使用的超图", "the supergraph for the router"),
    }
    return {
        "/graphql": Words("GraphQL 接口：POST 查询", "GraphQL: POST your query"),
        **(shown if state.settings.shows_schema else {}),
        "/readyz": Words("是否就绪", "whether it is ready"),
        "/metrics": Words("运行指标", "figures for operators"),
    }


def _script(value: object) -> str:
    """Return JSON that may stand inside a script element."""
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")
