"""The command `hub`: what it understands. What each command does stands in `gateway.commands`.

Heavy imports happen inside the commands, so that `hub --help` answers in a fraction of a second.
"""

import argparse
import json
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from gateway.words import Language, Refused, Words, language_of_environment

FIXTURES = ("demo", "district", "province", "none")
REAL_LISTS = "wuhan2020"


class Command(NamedTuple):
    """One command.

    Attributes:
        name: what is typed.
        words: what it does.
        arguments: adds its own arguments; `to` picks a text in the language of the help.
        run: does it; imports what it needs.
    """

    name: str
    words: Words
    arguments: Callable[[argparse.ArgumentParser, Callable[[Words], str]], None]
    run: Callable[[argparse.Namespace], int]


def _up(parser: argparse.ArgumentParser, to: Callable[[Words], str]) -> None:
    parser.add_argument(
        "--host",
        help=to(Words("监听地址，默认 127.0.0.1", "where to listen; 127.0.0.1 by default")),
    )
    parser.add_argument(
        "--port",
        type=int,
        help=to(
            Words(
                "端口，默认 8000，被占用时取下一个",
                "port; 8000 by default, the next free one if taken",
            )
        ),
    )
    parser.add_argument(
        "--fixture",
        choices=FIXTURES,
        default="demo",
        help=to(Words("图为空时载入的数据，默认 demo", "data for an empty graph; demo by default")),
    )


def _match(parser: argparse.ArgumentParser, to: Callable[[Words], str]) -> None:
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "phrase",
        nargs="?",
        metavar="PHRASE",
        help=to(Words("要找的帮助，如：教老人英语", "the help that is sought")),
    )
    what.add_argument(
        "--need", metavar="ID", help=to(Words("已登记需求的 id", "id of a stored need"))
    )
    parser.add_argument(
        "--community", metavar="NAME", help=to(Words("社区名称", "name of the community it is for"))
    )
    _role(parser, to, "coordinator")
    parser.add_argument(
        "--first", type=int, default=5, help=to(Words("列出几项，默认 5", "how many; 5 by default"))
    )


def _query(parser: argparse.ArgumentParser, to: Callable[[Words], str]) -> None:
    parser.add_argument(
        "file",
        metavar="FILE",
        help=to(Words("GraphQL 文件，- 表示标准输入", "a GraphQL file; - is stdin")),
    )
    _role(parser, to, "planner")
    parser.add_argument(
        "--variables", metavar="JSON", help=to(Words("变量，JSON 对象", "variables, a JSON object"))
    )


def _token(parser: argparse.ArgumentParser, to: Callable[[Words], str]) -> None:
    parser.add_argument("role", metavar="ROLE", help=to(Words("演示角色", "a demo role")))
    parser.add_argument(
        "--place",
        metavar="NAME",
        help=to(Words("任职地点的名称", "name of the place the role is held at")),
    )
    parser.add_argument(
        "--hours",
        type=float,
        default=8.0,
        help=to(Words("有效小时数，默认 8", "good for so long; 8 by default")),
    )


def _seed(parser: argparse.ArgumentParser, to: Callable[[Words], str]) -> None:
    parser.add_argument(
        "fixture",
        metavar="FIXTURE",
        choices=(*FIXTURES[:3], REAL_LISTS),
        help=to(Words(f"demo，或 {REAL_LISTS}", f"demo, or {REAL_LISTS}")),
    )
    parser.add_argument(
        "--from",
        dest="folder",
        type=Path,
        metavar="DIR",
        help=to(
            Words(f"{REAL_LISTS} 清单所在文件夹", f"folder that holds the lists of {REAL_LISTS}")
        ),
    )
    parser.add_argument(
        "--seed",
        type=int,
        default=1,
        help=to(Words("随机种子，默认 1", "seed of chance; 1 by default")),
    )


def _reset(parser: argparse.ArgumentParser, to: Callable[[Words], str]) -> None:
    parser.add_argument("--yes", action="store_true", help=to(Words("确认删除", "yes, remove it")))


def _check(parser: argparse.ArgumentParser, to: Callable[[Words], str]) -> None:
    parser.add_argument(
        "--check",
        action="store_true",
        help=to(Words("只检查，不修改", "only check, change nothing")),
    )


def _none(_parser: argparse.ArgumentParser, _to: Callable[[Words], str]) -> None:
    """Add nothing."""


def _role(parser: argparse.ArgumentParser, to: Callable[[Words], str], default: str) -> None:
    text = Words(f"以此角色，默认 {default}", f"as this role; {default} by default")
    parser.add_argument("--as", dest="role", metavar="ROLE", default=default, help=to(text))


def _lazy(module: str) -> Callable[[argparse.Namespace], int]:
    def run(given: argparse.Namespace) -> int:
        from importlib import import_module

        return import_module(f"gateway.commands.{module}").run(given)

    return run


def _test(_given: argparse.Namespace) -> int:
    raise Refused(
        "测试通过 hub.py 运行：python3 hub.py test", "Tests run through hub.py: python3 hub.py test"
    )


COMMANDS: tuple[Command, ...] = (
    Command("up", Words("启动：引擎、数据、接口", "start: engine, data, API"), _up, _lazy("up")),
    Command("test", Words("运行测试（经 hub.py）", "run the tests (through hub.py)"), _none, _test),
    Command(
        "match",
        Words("为一项需求或一句话找人找资源", "who and what fits a need, or a phrase"),
        _match,
        _lazy("match"),
    ),
    Command(
        "query", Words("运行一个 GraphQL 文档", "run one GraphQL document"), _query, _lazy("query")
    ),
    Command(
        "token", Words("打印一个开发用令牌", "print one development token"), _token, _lazy("token")
    ),
    Command("seed", Words("载入演示数据", "load demo data"), _seed, _lazy("seed")),
    Command("reset", Words("清空数据", "remove the data"), _reset, _lazy("reset")),
    Command(
        "migrate", Words("升级图结构", "bring the schema up to date"), _check, _lazy("migrate")
    ),
    Command("sdl", Words("写出五份接口定义", "write the five SDL files"), _check, _lazy("sdl")),
    Command(
        "doctor",
        Words("检查环境并给出建议", "what is there, what is wrong, what to do"),
        _none,
        _lazy("doctor"),
    ),
)
"""Every command, in the order of the help (operate.md 1)."""


class _Parser(argparse.ArgumentParser):
    """Refuses in both languages, and heads its help in the chosen one."""

    language: Language = "zh"

    def error(self, message: str) -> NoReturn:
        """Refuse arguments that cannot be understood."""
        raise Refused(
            f"参数有误：{message}。用法见 {self.prog} --help",
            f"Arguments not understood: {message}. See {self.prog} --help",
        )

    def format_help(self) -> str:
        """Return the help with headings in the chosen language."""
        text = super().format_help()
        if self.language == "en":
            return text
        headings = {"usage: ": "用法：", "options:": "选项：", "positional arguments:": "参数："}
        for english, chinese in headings.items():
            text = text.replace(english, chinese, 1)
        return text.replace("show this help message and exit", "显示本说明")


def parser_of(language: Language) -> argparse.ArgumentParser:
    """Return the parser with its help in one language."""

    def to(words: Words) -> str:
        return words.to(language)

    _Parser.language = language
    parser = _Parser(
        prog="hub",
        description=to(Words("三清单共建枢纽", "Three-Lists Hub")),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--version", action="store_true", help=to(Words("显示版本", "print the version"))
    )
    parser.add_argument("--lang", choices=("zh", "en"), default=language, help=argparse.SUPPRESS)
    shared = _Parser(add_help=False)
    shared.add_argument(
        "--data",
        type=Path,
        metavar="DIR",
        help=to(
            Words("数据目录，默认 hub.py 旁的 .hub", "data folder; .hub beside hub.py by default")
        ),
    )
    shared.add_argument(
        "--lang",
        choices=("zh", "en"),
        default=language,
        help=to(Words("语言，默认随 LANG", "language; that of LANG by default")),
    )
    shared.add_argument(
        "--json", action="store_true", help=to(Words("给程序读的输出", "output for programs"))
    )
    title = to(Words("命令", "commands"))
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title=title)
    for command in COMMANDS:
        text = to(command.words)
        sub = commands.add_parser(command.name, parents=[shared], help=text, description=text)
        command.arguments(sub, to)
        sub.set_defaults(run=command.run)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 our fault, 2 refused, 3 partly done."""
    typed = list(sys.argv[1:] if arguments is None else arguments)
    language = _language_of(typed)
    from graph.faults import Fault

    try:
        given = parser_of(language).parse_args(typed)
        return _run(given, language)
    except Refused as refused:
        return _tell(refused.words, refused.exit_code, language, typed)
    except Fault as fault:
        return _tell(Words(fault.zh, fault.en), _exit_code(fault), language, typed)
    except KeyboardInterrupt:
        return _tell(Words("已中断。", "Interrupted."), 2, language, typed)
    except BrokenPipeError:  # the reader has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception:  # noqa: BLE001  the last door: people get a line, the file gets the traceback
        return _tell(_recorded(), 1, language, typed)


def _run(given: argparse.Namespace, language: Language) -> int:
    if given.version:
        from importlib.metadata import version

        sys.stdout.write(f"hub {version('three-lists-hub')}\n")
        return 0
    if given.command is None:
        parser_of(language).print_help()
        return 2
    return given.run(given)


def _language_of(typed: Sequence[str]) -> Language:
    """Return the language asked for by `--lang`, wherever it stands, else that of the terminal."""
    asked: Any = next(
        (
            word.partition("=")[2] or following
            for word, following in zip(typed, [*typed[1:], ""], strict=True)
            if word == "--lang" or word.startswith("--lang=")
        ),
        None,
    )
    return asked if asked in ("zh", "en") else language_of_environment(os.environ)


def _tell(words: Words, exit_code: int, language: Language, typed: Sequence[str]) -> int:
    if "--json" in typed:
        line = json.dumps({"error": words._asdict(), "exit": exit_code}, ensure_ascii=False)
    else:
        line = words.to(language)
    sys.stderr.write(f"{line}\n")
    return exit_code


def _exit_code(fault: Exception) -> int:
    """Return 2 where nothing was done and the asker can act, 1 where it is our fault."""
    from graph import faults

    theirs = (
        faults.FolderInUse,
        faults.UnsupportedPlatform,
        faults.NewerData,
        faults.EngineUnavailable,
        faults.SchemaBusy,
        faults.SchemaChanged,
        faults.Busy,
    )
    return 2 if isinstance(fault, theirs) else 1


def _recorded() -> Words:
    """Write the traceback of what just failed to a file and return the line that names it."""
    import tempfile

    with tempfile.NamedTemporaryFile(
        "w", prefix="hub-", suffix=".log", delete=False, encoding="utf-8"
    ) as file:
        traceback.print_exc(file=file)
    return Words(
        f"程序内部错误，详情已写入 {file.name}。请附上它反馈。",
        f"An error of ours; the details are in {file.name}. Please send it with your report.",
    )


if __name__ == "__main__":
    sys.exit(main())
