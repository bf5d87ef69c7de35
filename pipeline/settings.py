"""The settings of the program: one frozen tree, one branch per stage.

They come, later ones winning, from the defaults here, a TOML file, environment variables (`SOHOA_OCR__PAGE_SECONDS=60`)
and the flags of a command. `docs/settings.md` lists them; a test holds the two together.
"""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipeline.errors import UsageError
from pipeline.message import Message

ENVIRONMENT_PREFIX = "SOHOA_"

OcrData = Literal["sohoa", "system"]
"""Whose language data the engine reads with."""

OcrEngine = Literal["library", "program"]
"""How Tesseract is run: in this process, or as a process of its own for each reading."""


class _Branch(BaseModel):
    """A branch of the tree. A field's `title` says what it is in Vietnamese, its `description` in English."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Limits(_Branch):
    """Bounds on what a stranger's file may cost."""

    file_bytes: int = Field(
        500_000_000,
        gt=0,
        title="Tệp lớn nhất được đọc, tính bằng byte.",
        description="Largest file that is read, in bytes.",
    )
    pages: int = Field(
        2_000, gt=0, title="Số trang nhiều nhất của một văn bản.", description="Most pages of one document."
    )
    page_pixels: int = Field(
        60_000_000,
        gt=0,
        title="Ảnh trang lớn hơn số điểm ảnh này được thu nhỏ.",
        description="A larger page image is scaled down to this many pixels.",
    )
    refused_pixels: int = Field(
        400_000_000,
        gt=0,
        title="Ảnh trang nhiều điểm ảnh hơn thế này bị từ chối.",
        description="A page image above this is refused.",
    )
    archive_files: int = Field(
        10_000, gt=0, title="Số tệp nhiều nhất trong một .zip.", description="Most files in one .zip."
    )
    archive_bytes: int = Field(
        4_000_000_000,
        gt=0,
        title="Số byte nhiều nhất mà một .zip được giải nén ra.",
        description="Most bytes that one .zip may unpack to.",
    )
    archive_ratio: int = Field(
        200,
        gt=0,
        title="Tỷ lệ giải nén lớn nhất của một tệp trong .zip.",
        description="Largest ratio of unpacked to packed size of a member.",
    )
    text_characters: int = Field(
        5_000_000,
        gt=0,
        title="Số ký tự nhiều nhất của một tệp .txt hoặc lớp chữ.",
        description="Most characters of one plain text or text layer.",
    )
    worker_bytes: int = Field(
        4_000_000_000,
        gt=500_000_000,
        title="Bộ nhớ nhiều nhất của một tiến trình, tính bằng byte.",
        description="Most memory of one worker process, in bytes.",
    )
    render_seconds: float = Field(
        60.0,
        gt=0,
        title="Thời gian dài nhất để mở hoặc vẽ một trang, tính bằng giây.",
        description="Longest time to open or render one page, in seconds.",
    )


class Ingest(_Branch):
    """How files become pages."""

    render_dpi: int = Field(
        300,
        ge=72,
        le=600,
        title="Độ phân giải khi vẽ trang không phải là một ảnh nguyên trang.",
        description="Resolution at which a page without a full-page image is drawn.",
    )
    join_page_images: bool = Field(
        True,
        title="Thư mục ảnh có tên đánh số liên tiếp là một văn bản.",
        description="A folder of images whose names count up is one document.",
    )
    trust_text_layer: bool = Field(
        True,
        title="Dùng lớp chữ nếu xét thấy là tiếng Việt đúng.",
        description="Use a text layer that is judged to be correct Vietnamese.",
    )
    split_documents: bool = Field(
        True,
        title="Tách một tệp quét chứa nhiều văn bản ở đầu mỗi văn bản; bản gốc giữ nguyên.",
        description="Split a scan that holds several documents where each begins; the original stays whole.",
    )
    state_secrets: Literal["refuse", "allow"] = Field(
        "refuse",
        title="Tệp có dấu MẬT, TỐI MẬT, TUYỆT MẬT: refuse là từ chối, không giữ lại gì; allow chỉ dành cho máy tính "
        "độc lập được phép xử lý bí mật nhà nước.",
        description="A file that bears a mark of secrecy: refuse it and keep nothing of it, or (allow) read it, on a "
        "machine apart that is meant for state secrets.",
    )


class Clean(_Branch):
    """How a page image is made ready for OCR."""

    enabled: bool = Field(True, title="Làm sạch ảnh trước khi OCR.", description="Clean the image before OCR.")
    target_dpi: int = Field(
        240,
        ge=150,
        le=600,
        title="Độ phân giải mà ảnh trang được đưa về trước khi OCR.",
        description="Resolution that a page is brought to before OCR.",
    )


class Ocr(_Branch):
    """How words are read from an image."""

    language: str = Field(
        "vie", pattern=r"^[A-Za-z_+]+$", title="Dữ liệu ngôn ngữ của Tesseract.", description="Tesseract language data."
    )
    data: OcrData = Field(
        "sohoa",
        title="Dữ liệu nhận dạng: sohoa (kèm chương trình, học thêm từ chữ in hành chính) hoặc system (của Tesseract).",
        description="Recognition data: sohoa (carried, taught on administrative print) or system (Tesseract's own).",
    )
    engine: OcrEngine = Field(
        "library",
        title="Cách chạy Tesseract: library (thư viện trong tiến trình, nhanh hơn) hoặc program (chương trình riêng).",
        description="How Tesseract is run: library (in process, faster) or program (a process of its own).",
    )
    page_seconds: float = Field(
        120.0,
        gt=0,
        title="Thời gian OCR dài nhất cho một trang, tính bằng giây.",
        description="Longest time for the OCR of one page, in seconds.",
    )
    review_below: float = Field(
        0.6,
        ge=0,
        le=1,
        title="Trang có độ tin cậy trung bình thấp hơn mức này cần người xem lại.",
        description="A page whose mean confidence is below this is doubtful.",
    )


class Restore(_Branch):
    """How OCR errors and lost diacritics are repaired."""

    enabled: bool = Field(True, title="Sửa chữ sau OCR.", description="Repair the text after OCR.")
    words: Path | None = Field(
        None,
        title="Danh sách từ, tên riêng của kho (tệp .txt UTF-8, mỗi dòng một tên), được ưu tiên khi sửa chữ.",
        description="Words and names of the archive (a UTF-8 .txt file, one a line), preferred in repairs.",
    )
    regime: Literal["auto", "garbled", "unaccented", "vietnamese", "none"] = Field(
        "auto",
        title="Buộc một cách sửa; auto tự chọn theo văn bản.",
        description="Force one way of repairing; auto chooses by what the text looks like.",
    )


class Extract(_Branch):
    """What extraction puts before a person."""

    review_below: float = Field(
        0.6,
        ge=0,
        le=1,
        title="Dữ kiện có độ tin cậy thấp hơn mức này cần người đối chiếu với trang giấy.",
        description="A fact whose confidence is below this is to be compared with the page.",
    )


class Store(_Branch):
    """Where the workspace may lie."""

    allow_network: bool = Field(
        False,
        title="Cho phép đặt kho trên ổ đĩa mạng (có nguy cơ hỏng cơ sở dữ liệu).",
        description="Allow a workspace on a network share (the database may be damaged there).",
    )


class Run(_Branch):
    """How a batch is run."""

    jobs: int = Field(
        0,
        ge=0,
        title="Số tiến trình; 0 là mỗi nhân một tiến trình.",
        description="Worker processes; 0 means one per core.",
    )
    watch_seconds: float = Field(
        5.0,
        gt=0,
        title="`sohoa watch`: cứ chừng này giây xem thư mục một lần.",
        description="`sohoa watch` looks at the folder once in so many seconds.",
    )
    settle_seconds: float = Field(
        10.0,
        ge=0,
        title="`sohoa watch`: tệp không đổi trong chừng này giây thì coi là đã chép xong.",
        description="`sohoa watch` takes a file to be whole that did not change for so many seconds.",
    )


class Archive(_Branch):
    """How files (hồ sơ) are known, and packages made."""

    folders: str = Field(
        "{fonds}/{box}/{dossier}",
        title="Thư mục nói gì: thư mục trong cùng là hồ sơ, ngoài nó là hộp, ngoài nữa là phông.",
        description="What folders say, outermost first; {title} may stand beside, as in {box}/{dossier} - {title}.",
    )
    schemas: Path | None = Field(
        None,
        title="Thư mục có mets1_12.xsd, xlink.xsd và hai lược đồ DILCIS.",
        description="Folder of mets1_12.xsd, xlink.xsd and the two DILCIS schemas, put into packages.",
    )


class Settings(_Branch):
    """All settings."""

    language: Literal["vi", "en"] = Field("vi", title="Ngôn ngữ của thông báo.", description="Language of messages.")
    limits: Limits = Limits()
    ingest: Ingest = Ingest()
    clean: Clean = Clean()
    ocr: Ocr = Ocr()
    restore: Restore = Restore()
    extract: Extract = Extract()
    store: Store = Store()
    run: Run = Run()
    archive: Archive = Archive()


def load_settings(file: Path | None = None, overrides: dict[str, Any] | None = None) -> Settings:
    """Return the settings from defaults, `file` (TOML), the environment and `overrides` (a nested dict).

    Raises:
        UsageError: the file cannot be read, or a name or value is wrong.
    """
    tree: dict[str, Any] = {}
    if file is not None:
        try:
            tree = tomllib.loads(file.read_text("utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise UsageError(
                Message(
                    f"Không đọc được tệp cấu hình {file}: {error}",
                    f"Cannot read the settings file {file}: {error}",
                )
            ) from error
    tree = _merge(_merge(tree, _from_environment(os.environ)), overrides or {})
    try:
        return Settings.model_validate(tree)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        raise UsageError(
            Message(
                f"Cấu hình sai: {name}: {first['msg']}. Xem `sohoa settings`.",
                f"Wrong setting: {name}: {first['msg']}. See `sohoa settings`.",
            )
        ) from error


def _from_environment(environment: os._Environ[str] | dict[str, str]) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    known = set(Settings.model_fields)
    for variable, value in environment.items():
        if not variable.startswith(ENVIRONMENT_PREFIX):
            continue
        path = variable.removeprefix(ENVIRONMENT_PREFIX).lower().split("__")
        if path[0] not in known:
            continue  # SOHOA_WORKSPACE and the like belong to the command line
        for part in reversed(path):
            value = {part: value}  # type: ignore[assignment]  # noqa: PLW2901
        tree = _merge(tree, value)  # type: ignore[arg-type]
    return tree


def _merge(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    out = dict(below)
    for name, value in above.items():
        old = out.get(name)
        out[name] = _merge(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return out
