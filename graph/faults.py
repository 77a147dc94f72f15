"""What may fail underneath: surprises, in both languages. Refusals stand in `graph.errors`."""

from typing import ClassVar


class Fault(Exception):
    """Something failed that the asker did not cause; the text says what, where and the way out."""

    code: ClassVar[str] = "INTERNAL"

    def __init__(self, *, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en


class Busy(Fault):
    """More is being asked than the engine can answer now; nothing was done."""

    code = "BUSY"

    def __init__(self) -> None:
        super().__init__(
            zh="系统繁忙，请稍后再试。",
            en="Too much is being asked at this moment; try again shortly.",
        )


class TimedOut(Fault):
    """A statement or a write did not end within its deadline."""

    code = "TIMEOUT"

    def __init__(self, seconds: float) -> None:
        super().__init__(
            zh=f"超过 {seconds:g} 秒未完成，已中止。请缩小范围，或用同一幂等键重试。",
            en=f"Not done after {seconds:g} s; stopped. Ask for less, or again with the same key.",
        )
        self.seconds = seconds


class EngineUnavailable(Fault):
    """The engine does not answer, or does not accept our account."""

    code = "UNAVAILABLE"

    def __init__(self, *, zh: str = "", en: str = "") -> None:
        super().__init__(
            zh=zh or "图数据库暂时不可用，请稍后再试。",
            en=en or "The graph does not answer at this moment; try again shortly.",
        )


class AccountRefused(EngineUnavailable):
    """The engine answers and refuses our user or password; it is never tried again."""

    def __init__(self, uri: str, user: str) -> None:
        super().__init__(
            zh=f"{uri} 的图数据库拒绝了用户 {user}。"
            "请检查 NEO4J_USERNAME 和 NEO4J_PASSWORD；不会重试。",
            en=f"The graph at {uri} refuses the user {user}. "
            "Check NEO4J_USERNAME and NEO4J_PASSWORD; it is not tried again.",
        )


class StatementFault(Fault):
    """A statement of ours is wrong: a bug. The driver's words are its `__cause__`."""

    def __init__(self, name: str, driver_code: str) -> None:
        super().__init__(
            zh="系统内部错误，已记录。", en="An error of ours; it is recorded. Nothing was changed."
        )
        self.name, self.driver_code = name, driver_code


class EngineDidNotStart(Fault):
    """The embedded engine ended or did not answer in time; carries the last lines of its log."""

    def __init__(self, why_zh: str, why_en: str, log: str, tail: list[str]) -> None:
        lines = "\n".join(tail)
        super().__init__(
            zh=f"内嵌图数据库未能启动：{why_zh}。日志：{log}\n{lines}",
            en=f"The embedded graph did not start: {why_en}. Its log: {log}\n{lines}",
        )
        self.tail = tail


class FolderInUse(Fault):
    """Another process works on this data folder and cannot be joined."""

    def __init__(self, folder: str, pid: int | None) -> None:
        zh, en = (f"进程 {pid}", f"process {pid}") if pid else ("另一进程", "another process")
        super().__init__(
            zh=f"数据目录 {folder} 正被{zh}使用。请先停止它，或用 --data 另选目录。",
            en=f"The data folder {folder} is in use by {en}. "
            "Stop that one, or choose another folder with --data.",
        )
        self.pid = pid


class UnsupportedPlatform(Fault):
    """The embedded engine does not run here; Neo4j does."""

    def __init__(self, where: str) -> None:
        super().__init__(
            zh=f"内嵌图数据库不支持此平台（{where}）。"
            "请安装 Neo4j 5.26 或更新版本，并设置 NEO4J_URI。",
            en=f"The embedded graph does not run here ({where}). "
            "Start Neo4j 5.26 or newer and set NEO4J_URI.",
        )


class NewerData(Fault):
    """The data folder was last opened by a newer engine; its storage cannot go back."""

    def __init__(self, folder: str, data: str, ours: str) -> None:
        super().__init__(
            zh=f"数据目录 {folder} 由较新的引擎 {data} 写入，本机引擎为 {ours}。"
            "请升级，或恢复旧备份。",
            en=f"The newer engine {data} wrote the data folder {folder}; this one is {ours}. "
            "Upgrade, or restore an older backup.",
        )


class SchemaChanged(Fault):
    """The graph's applied migrations are not the ones this version carries."""

    def __init__(self, name: str, *, unknown: bool = False) -> None:
        zh = "图数据库由较新版本建立" if unknown else "已执行的迁移文件被改动"
        en = (
            "the graph was made by a newer version"
            if unknown
            else "an applied migration file was changed"
        )
        super().__init__(
            zh=f"{zh}：{name}。请恢复原文件或升级程序；未做任何修改。",
            en=f"Stopped, {en}: {name}. "
            "Restore the file or upgrade the program; nothing was changed.",
        )
        self.name = name


class SchemaBusy(Fault):
    """Another process is migrating this graph and did not finish in time."""

    code = "BUSY"

    def __init__(self, holder: str) -> None:
        super().__init__(
            zh=f"另一进程（{holder}）正在迁移此图数据库。请等它结束后再试。",
            en=f"Another process ({holder}) is migrating this graph. Try again when it has ended.",
        )
