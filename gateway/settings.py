"""All settings, declared once: names, defaults, meanings, checks (operate.md 2)."""

import difflib
import ipaddress
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from gateway.words import Refused, Words

ROOT = Path(__file__).resolve().parents[1]
DEVELOPMENT_ISSUER = "urn:three-lists-hub:development"
"""`iss` of tokens of the development issuer: the same on every port."""
_LARGEST_PORT = 65_535
_PORT = Words("1 到 65535 的整数", "a whole number from 1 to 65535")


def default_data() -> Path:
    """Return `.hub` beside hub.py in a checkout, else `.hub` in the working directory."""
    return (ROOT if (ROOT / "hub.py").exists() else Path.cwd()) / ".hub"


class Setting(NamedTuple):
    """One environment variable.

    Attributes:
        name: the variable.
        attribute: the field of `Settings` it fills.
        read: text to value; raises ValueError for a text that is none.
        expected: what a valid value looks like.
        shown: the default as the guide shows it.
        meaning: what it is for.
    """

    name: str
    attribute: str
    read: Callable[[str], Any]
    expected: Words
    shown: str
    meaning: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How one process runs; made by `load`, never changed. Secrets are kept out of its text."""

    neo4j_uri: str = ""
    neo4j_user: str = "neo4j"
    neo4j_password: str = field(default="", repr=False)
    neo4j_database: str = "neo4j"
    data: Path = field(default_factory=default_data)
    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str = ""
    environment: str = "development"
    graphiql: bool | None = None
    introspection: bool | None = None
    oidc_issuer: str = ""
    oidc_audience: str = "three-lists-hub"
    oidc_client_id: str = ""
    oidc_client_secret: str = field(default="", repr=False)
    router_key: str = field(default="", repr=False)
    read_from: str = "leader"
    reads: int | None = None
    heap: str = "1g"
    operations: str = "prefer"
    log: str = ""
    trace: bool = False

    @property
    def in_production(self) -> bool:
        """`HUB_ENV=production`."""
        return self.environment == "production"

    @property
    def issues_tokens(self) -> bool:
        """The development issuer is the one that is trusted."""
        return not self.oidc_issuer

    @property
    def issuer(self) -> str:
        """`iss` of the tokens that are accepted."""
        return self.oidc_issuer or DEVELOPMENT_ISSUER

    @property
    def url(self) -> str:
        """How browsers reach this process, without a slash at the end."""
        if self.public_url:
            return self.public_url.rstrip("/")
        host = "127.0.0.1" if self.host in ("0.0.0.0", "::") else self.host  # noqa: S104  compared
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}"

    @property
    def shows_schema(self) -> bool:
        """Introspection and SDL are served: always in development, in production by setting."""
        return not self.in_production if self.introspection is None else self.introspection

    @property
    def shows_explorer(self) -> bool:
        """The page for trying queries is served."""
        return not self.in_production if self.graphiql is None else self.graphiql


def _port(text: str) -> int:
    number = int(text)
    if not 0 < number <= _LARGEST_PORT:
        raise ValueError(text)
    return number


def _reads(text: str) -> int:
    number = int(text)
    if not 0 < number <= 1000:  # noqa: PLR2004  more are no setting but a mistake
        raise ValueError(text)
    return number


def _url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(text)
    return text


def _issuer(text: str) -> str:
    """Read an issuer's URL: https, or http on this machine only."""
    parts = urlsplit(_url(text))
    local = parts.hostname == "localhost" or _is_loopback(parts.hostname or "")
    if parts.scheme != "https" and not local:
        raise ValueError(text)
    return text


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _bolt(text: str) -> str:
    schemes = ("bolt", "neo4j", "bolt+s", "neo4j+s", "bolt+ssc", "neo4j+ssc")
    if urlsplit(text).scheme not in schemes:
        raise ValueError(text)
    return text


def _heap(text: str) -> str:
    if not (text[:-1].isdigit() and text[-1:].lower() in ("m", "g")):
        raise ValueError(text)
    return text


def _secret(text: str) -> str:
    """Read a secret from its file."""
    secret = Path(text).read_text("utf-8").strip()
    if not secret:
        raise ValueError(text)
    return secret


def _one_of(*values: str) -> tuple[Callable[[str], str], Words]:
    def read(text: str) -> str:
        if text not in values:
            raise ValueError(text)
        return text

    return read, Words("、".join(values) + " 之一", "one of " + ", ".join(values))


def _switch(text: str) -> bool:
    return {"1": True, "0": False}[text]


_TEXT = Words("文字", "a text")
_URL = Words("http:// 或 https:// 地址", "an http:// or https:// address")
_SWITCH = Words("0 或 1", "0 or 1")
_FILE = Words("可读的非空文件", "a file that can be read and is not empty")

SETTINGS: tuple[Setting, ...] = (
    Setting(
        "NEO4J_URI",
        "neo4j_uri",
        _bolt,
        Words("bolt://主机:7687 或 neo4j://主机:7687", "bolt://host:7687 or neo4j://host:7687"),
        "",
        Words(
            "生产用 Neo4j 的地址；不设则用内嵌图数据库",
            "Neo4j for production; unset: the embedded graph",
        ),
    ),
    Setting("NEO4J_USERNAME", "neo4j_user", str, _TEXT, "neo4j", Words("用户名", "Its user")),
    Setting("NEO4J_PASSWORD", "neo4j_password", str, _TEXT, "", Words("密码", "Its password")),
    Setting(
        "NEO4J_PASSWORD_FILE",
        "neo4j_password",
        _secret,
        _FILE,
        "",
        Words("存放密码的文件", "A file with it"),
    ),
    Setting(
        "NEO4J_DATABASE", "neo4j_database", str, _TEXT, "neo4j", Words("数据库名", "Its database")
    ),
    Setting("HUB_DATA", "data", Path, _TEXT, ".hub", Words("数据目录", "The data folder")),
    Setting("HUB_HOST", "host", str, _TEXT, "127.0.0.1", Words("监听地址", "Where to listen")),
    Setting("HUB_PORT", "port", _port, _PORT, "8000", Words("端口", "The port")),
    Setting(
        "HUB_PUBLIC_URL",
        "public_url",
        _url,
        _URL,
        "",
        Words("浏览器访问本服务的地址", "How browsers reach it"),
    ),
    Setting(
        "HUB_ENV",
        "environment",
        *_one_of("development", "production"),
        "development",
        Words(
            "production：无开发用签发者，日志为 JSON",
            "production: no development issuer, JSON logs",
        ),
    ),
    Setting(
        "HUB_GRAPHIQL",
        "graphiql",
        _switch,
        _SWITCH,
        "",
        Words("是否提供查询页；开发环境默认提供", "The page for trying queries; on in development"),
    ),
    Setting(
        "HUB_INTROSPECTION",
        "introspection",
        _switch,
        _SWITCH,
        "",
        Words(
            "是否允许内省与下载 SDL；开发环境默认允许",
            "Introspection and SDL files; on in development",
        ),
    ),
    Setting(
        "HUB_OIDC_ISSUER",
        "oidc_issuer",
        _issuer,
        Words("https:// 地址", "an https:// address"),
        "",
        Words(
            "OIDC 签发者；不设则用开发用签发者", "The OIDC issuer; unset: the development issuer"
        ),
    ),
    Setting(
        "HUB_OIDC_AUDIENCE",
        "oidc_audience",
        str,
        _TEXT,
        "three-lists-hub",
        Words("令牌须含的受众", "The audience a token must name"),
    ),
    Setting(
        "HUB_OIDC_CLIENT_ID",
        "oidc_client_id",
        str,
        _TEXT,
        "",
        Words("客户端标识", "The client's id"),
    ),
    Setting(
        "HUB_OIDC_CLIENT_SECRET_FILE",
        "oidc_client_secret",
        _secret,
        _FILE,
        "",
        Words("存放客户端密钥的文件", "A file with the client's secret"),
    ),
    Setting(
        "HUB_ROUTER_KEY_FILE",
        "router_key",
        _secret,
        _FILE,
        "",
        Words(
            "存放路由器密钥的文件；子图进程据此验证请求头",
            "A file with the key subgraphs ask the router for",
        ),
    ),
    Setting(
        "HUB_READ_FROM",
        "read_from",
        *_one_of("leader", "any"),
        "leader",
        Words("子图进程从集群何处读取", "Where in a cluster subgraph processes read"),
    ),
    Setting(
        "HUB_READS",
        "reads",
        _reads,
        Words("1 到 1000 的整数", "a whole number from 1 to 1000"),
        "",
        Words("同时读取数；内嵌 16，Neo4j 50", "Reads at one time; 16 embedded, 50 on Neo4j"),
    ),
    Setting(
        "HUB_HEAP",
        "heap",
        _heap,
        Words("如 512m、1g", "such as 512m or 1g"),
        "1g",
        Words("内嵌图数据库的内存", "Memory of the embedded graph"),
    ),
    Setting(
        "HUB_OPERATIONS",
        "operations",
        *_one_of("off", "prefer", "only"),
        "prefer",
        Words("登记的操作", "Registered operations"),
    ),
    Setting(
        "HUB_LOG",
        "log",
        *_one_of("text", "json"),
        "",
        Words(
            "日志格式；终端上为 text，否则为 json",
            "Form of the logs; text on a terminal, else json",
        ),
    ),
    Setting(
        "HUB_TRACE",
        "trace",
        _switch,
        _SWITCH,
        "0",
        Words("OpenTelemetry；需要附加包 [otel]", "OpenTelemetry; needs the extra [otel]"),
    ),
)
"""Every setting there is, in the order of the guide."""


def load(environ: Mapping[str, str], **given: Any) -> Settings:
    """Return the settings of an environment; what is `given` (by a command line) and not None wins.

    Raises:
        Refused: an unknown name, a value that is none, or the development issuer in production.
    """
    known = {setting.name for setting in SETTINGS}
    for name in sorted(environ):
        if name.startswith("HUB_") and name not in known:
            raise _unknown(name, known)
    values: dict[str, Any] = {
        setting.attribute: _value(setting, environ[setting.name])
        for setting in SETTINGS
        if environ.get(setting.name)
    }
    values |= {name: value for name, value in given.items() if value is not None}
    settings = Settings(**values)
    if settings.in_production and settings.issues_tokens:
        raise Refused(
            "HUB_ENV=production 时不使用开发用签发者。"
            "请用 HUB_OIDC_ISSUER 指定身份提供方，或取消 HUB_ENV。",
            "HUB_ENV=production does not trust the development issuer. "
            "Name your identity provider with HUB_OIDC_ISSUER, or unset HUB_ENV.",
        )
    return settings


def _value(setting: Setting, text: str) -> Any:
    try:
        return setting.read(text)
    except (ValueError, KeyError, OSError) as error:
        secret = "PASSWORD" in setting.name and not setting.name.endswith("_FILE")
        shown = "…" if secret else text
        raise Refused(
            f"{setting.name}={shown} 无效，应为{setting.expected.zh}。",
            f"{setting.name}={shown} is not valid; it must be {setting.expected.en}.",
        ) from error


def _unknown(name: str, known: set[str]) -> Refused:
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.0)[0]
    return Refused(
        f"没有名为 {name} 的设置；最接近的是 {near}。请改正或取消它。",
        f"There is no setting {name}; the nearest is {near}. Correct or unset it.",
    )


def table(language: str) -> str:
    """Return the settings as a Markdown table, for the guide."""
    zh = language == "zh"
    lines = ["| 名称 | 默认 | 含义 |" if zh else "| name | default | meaning |", "|---|---|---|"]
    for setting in SETTINGS:
        shown = f"`{setting.shown}`" if setting.shown else ("未设" if zh else "unset")
        lines.append(
            f"| `{setting.name}` | {shown} | {setting.meaning.zh if zh else setting.meaning.en} |"
        )
    return "\n".join(lines) + "\n"
