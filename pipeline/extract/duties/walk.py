"""Follows the blocks of a document in order and remembers who is meant.

A reader knows whom a bullet binds from the heading above it, from its own subject, from the sentence that leads in, or
from the bullet that it hangs on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipeline.extract.actors import holds_predicate, names_topic, starts_actor, starts_predicate
from pipeline.extract.duties.clauses import (
    Duty,
    find_duty,
    folded_words,
    goes_with,
    role_of,
    sentences,
    without_prefix,
)
from pipeline.extract.duties.deadlines import read_term
from pipeline.extract.duties.drafts import Draft, draft
from pipeline.extract.duties.lead_ins import (
    calls_upon,
    leads_on,
    named_actor,
    only_directs,
    says_no_more,
    without_fillers,
    without_leading_on,
)
from pipeline.extract.duties.silence import (
    begins_list,
    is_bare_support,
    is_basis,
    is_enacting,
    is_notice,
    is_silent_section,
)
from pipeline.extract.duties.task_lists import Particular, read_values
from pipeline.extract.structure.blocks import Block, BlockKind
from pipeline.extract.structure.layout import mostly_capitals
from pipeline.extract.structure.outline import Outline, parent, within
from pipeline.extract.vocabulary import starts_with
from pipeline.language import fold
from pipeline.model import Header, Role


@dataclass(frozen=True, slots=True)
class _Scope:
    """Who is meant by what stands below: under a heading, a lead-in, or a bullet with an actor of its own.

    `path` is the section it holds in (None: the whole document), `label` the bullet that it hangs on, empty under a
    heading. A carried scope comes from a neighbour and holds only for what begins with a verb.
    """

    actor: str
    role: Role
    path: str | None
    label: str
    rule: str


_WEAK_KINDS = {"muc_dich", "doi_tuong"}  # say what is wanted and of whom: only a command is a duty there
_DUTY_KINDS = {"phuong_huong", "to_chuc_thuc_hien", "nhiem_vu"}  # the only ones where a report lays duties
_SUB_BULLETS = frozenset("+*•●▪○·")
_TEXT_KINDS = {BlockKind.HEADING, BlockKind.BULLET, BlockKind.PARAGRAPH}
_SHORTEST = 12  # characters of a duty
_HEADING = 60  # characters: a longer numbered item is a paragraph
_OWN_WORDS = 5  # of a lead-in that is a duty itself, behind its actor
_CALL = 320  # characters of a heading that calls upon somebody
_ORDERS = {"asked", "given"}
_ADDRESSED = re.compile(r"\W{0,3}Kính gửi\s*:?", re.IGNORECASE)
_LEADING_ON = re.compile(r",?\s*(?:cụ thể|như sau|cụ thể như sau)?\s*:$")
_REPORTING = re.compile(r"\W*(?:Về )?[Cc]hế độ (?:thông tin,? )?báo cáo\s*:\s*")
_OPINES = re.compile(r"(?:ý kiến|chỉ đạo|yêu cầu|kết luận|đề nghị|thống nhất)(?:\s[^.:;]{0,60})?:\s*$")


def _closes(block: Block) -> bool:
    """Say whether a paragraph closes the document: it belongs to the last section, not to its last item."""
    return block.kind is BlockKind.PARAGRAPH and starts_with(fold(block.text[:60]), folded_words("closing"))


def _leads_in_opinion(block: Block) -> bool:
    return block.kind is BlockKind.PARAGRAPH and _OPINES.search(block.text) is not None


def _says_what_to_do(text: str) -> bool:
    """Say whether a text can be a task: it holds a verb of one, and is no heading in capitals."""
    return holds_predicate(text) and not mostly_capitals(text) and not is_bare_support(text)


def _is_sentence(body: str) -> bool:
    """Say whether a numbered item is a sentence, not a title: it is long, or of several words with a full stop."""
    return len(body) > _HEADING or (body.rstrip().endswith(".") and len(body.split()) >= _OWN_WORDS)


_TITLE_WORDS = 3


def _is_title(text: str) -> bool:
    """Say whether a paragraph is the title of something, in capitals: what stood above it no longer holds."""
    return mostly_capitals(text) and len(text.split()) >= _TITLE_WORDS


def _only_leads(block: Block) -> bool:
    """Say whether an item does no more than head the bullets below it: they are the duties."""
    return block.kind is BlockKind.HEADING and block.text.rstrip().endswith(":")


def _carried_role(text: str, duty: Duty) -> Role:
    """Return the role in what hangs on a duty: "chủ trì, thực hiện" holds for all of it, "chủ trì lập" does not."""
    if duty.role == "de_nghi":
        return "de_nghi"
    leads_all = re.compile(r"chủ trì,?\s+(?:tổ chức\s+)?(?:thực hiện|triển khai)\s*[;.:,]").match(text, duty.predicate)
    return "chu_tri" if leads_all else "thuc_hien"


class Walk:
    """Reads block after block; `drafts` holds the duties found.

    Args:
        outline: the sections of the document.
        header: its header; a report lays duties only in what it plans.
        year: the year of deadlines that name none.
    """

    def __init__(self, outline: Outline, header: Header, year: int | None) -> None:
        self.drafts: list[Draft] = []
        self._outline = outline
        self._year = year
        self._report = fold(header.doc_type or "") == "bao cao"
        self._scopes: list[_Scope] = []
        self._carried: _Scope | None = None
        self._addressed = False
        self._opined = False  # whether a letter without sections has led in what it has to say
        self._actors_under: set[str | None] = set()  # sections whose items are headed by actors
        self._led_items: set[str | None] = set()  # numbered items that are duties of whom the document addresses

    def read(self, block: Block, *, heads_items: bool) -> None:
        """Take the next block; `heads_items` where bullets or lettered items hang on it."""
        if block.kind not in _TEXT_KINDS or not block.body.strip():
            return
        path = self._outline.path(block.first_line)
        self._leave_scopes(block, path)
        if self._is_addressee(block):
            return
        if block.kind is BlockKind.PARAGRAPH and (is_basis(block.text) or _is_title(block.text)):
            self._scopes, self._carried = [], None  # another document, or a form, begins
            return
        if self._is_silent(block):
            return
        if values := read_values(block):
            if values[0].particular is Particular.TIME:
                self._read_term(block, path, values[0].start)
            return
        if begins_list(block.text):
            label = block.label if block.kind is BlockKind.BULLET else ""
            self._scopes.append(_Scope("", "thuc_hien", path, label, "silent"))
            return
        if self._opens_reporting(block, path) or self._opens_scope(block, path, heads_items=heads_items):
            return
        self._opined = self._opined or (self._outline.is_bare and _leads_in_opinion(block))
        if not self._read_sentences(block, path) and not (heads_items and _only_leads(block)):
            self._read_without_actor(block, path)

    def _opens_reporting(self, block: Block, path: str | None) -> bool:
        """Read "Chế độ báo cáo:" below the last item of a list: what hangs on it binds all whom the document binds."""
        addressed = next((scope for scope in self._scopes if scope.path is None and scope.actor), None)
        if addressed is None or block.kind is not BlockKind.PARAGRAPH or not _REPORTING.fullmatch(block.text):
            return False
        self._scopes.append(replace(addressed, path=path))
        self._carried = None
        return True

    def _is_addressee(self, block: Block) -> bool:
        """Say whether a block names to whom a letter goes; those stand in bullets below "Kính gửi:"."""
        address = _ADDRESSED.match(block.text)
        begins = address is not None and not (block.text.rstrip().endswith(":") and block.text[address.end() :].strip())
        self._addressed = begins or (self._addressed and block.kind is BlockKind.BULLET)
        return self._addressed

    def _is_silent(self, block: Block) -> bool:
        """Causes, and what a report tells of the past, lay no duty."""
        folded = fold(block.body[:60]).lstrip("(")
        if starts_with(folded, folded_words("silent")):
            return True
        told = self._report and (self._outline.kind(block.first_line) not in _DUTY_KINDS or _closes(block))
        return told and not starts_with(folded, folded_words("ask"))

    def _leave_scopes(self, block: Block, path: str | None) -> None:
        def holds(scope: _Scope) -> bool:
            if not within(path, scope.path):
                return False
            return not scope.label or (block.kind is BlockKind.BULLET and block.label != scope.label)

        self._scopes = [scope for scope in self._scopes if holds(scope)]
        if self._carried and not within(path, self._carried.path):
            self._carried = None

    def _read_term(self, block: Block, path: str | None, start: int) -> None:
        """Read "Thời gian thực hiện: ..." below duties: it is the term of those of its section that have none."""
        given = re.compile(r"[,;.]\s+(?=[Gg]iao\s)").search(block.text, start)
        if given and (duty := find_duty(block.text, given.end(), len(block.text))):
            self._add(block, path, duty)
        term = read_term(block.text[start : given.start() if given else len(block.text)], self._year)
        if term.text is None or path is None:
            return
        self.drafts = [
            replace(found, deadline=replace(term, frequency=term.frequency or found.deadline.frequency))
            if found.section == path and found.deadline.date is None
            else found
            for found in self.drafts
        ]

    def _opens_scope(self, block: Block, path: str | None, *, heads_items: bool) -> bool:
        """Read "2. Phòng Nội vụ:", "6. Đề nghị UBMTTQ phường", "- Sở Tài chính:"; true where nothing else is said."""
        kind = self._outline.kind(block.first_line)
        if kind in _WEAK_KINDS or kind == "phu_luc" or block.kind is BlockKind.PARAGRAPH:
            return False
        whole = block.text.rstrip()
        longest = _CALL if calls_upon(block.text, block.content) and not whole.endswith((".", ";", ":")) else _HEADING
        title = heads_items and block.kind is BlockKind.HEADING and len(block.body) <= longest
        named = named_actor(block.text, block.content, is_title=title and not whole.endswith("."))
        if named is None and title and self._stands_among_actors(block, path):
            named = block.body.strip(" .:;"), "thuc_hien", len(whole)
        if named is None:
            return False
        actor, role, rest = named
        if block.kind is BlockKind.BULLET and rest >= len(whole) and not whole.endswith(":"):
            return False
        scope = _Scope(actor, role, path, block.label if block.kind is BlockKind.BULLET else "", "heading")
        self._scopes.append(scope)
        self._actors_under.add(parent(path))
        self._carried = None
        if rest < len(whole):
            self._add_for(block, scope, (rest, len(whole)), path)
        return True

    def _stands_among_actors(self, block: Block, path: str | None) -> bool:
        """Say whether a heading that the tables do not know is an actor too, since its neighbours are."""
        if self._outline.kind(block.first_line) != "to_chuc_thuc_hien" or parent(path) not in self._actors_under:
            return False
        return not starts_predicate(block.body) and not names_topic(block.body)

    def _read_sentences(self, block: Block, path: str | None) -> bool:
        """Take the duties that the sentences of a block lay on actors they name; say whether there are any."""
        found = open_ended = False
        for start, end in sentences(block.text, block.content):
            duty = find_duty(block.text, start, end)
            if duty and self._counts(duty, block):
                found = open_ended = True
                self._take(block, path, duty)
            elif open_ended and self.drafts[-1].block is block and goes_with(block.text[start:end]):
                self.drafts[-1] = replace(self.drafts[-1], end=len(block.text[:end].rstrip()))
            else:
                open_ended = False
        return found

    def _counts(self, duty: Duty, block: Block) -> bool:
        """Say whether a sentence with an actor lays a duty here."""
        if block.kind is BlockKind.HEADING and duty.strong:  # tasks begin again behind a list of things
            self._scopes = [scope for scope in self._scopes if scope.rule != "silent"]
        if self._outline.is_before(block.first_line):
            told = self._outline.is_bare and (duty.strong or (self._opined and block.kind is BlockKind.BULLET))
            return duty.rule in _ORDERS or told
        if duty.rule == "subject" and (self._lists() or is_notice(block.text, duty.predicate)):
            return False
        if is_silent_section(self._outline.around(block.first_line), strong=duty.strong):
            return duty.rule in _ORDERS
        if duty.rule == "subject" and is_enacting(block.text, duty.predicate):
            return False
        kind = self._outline.kind(block.first_line)
        if kind == "phu_luc" and not duty.strong:  # names stand in the cells and fields of its forms
            actor = block.text[duty.actor_start : duty.actor_end]
            return actor.startswith(("Các ", "Những ")) and not block.text.rstrip().endswith(":")
        return duty.strong or kind not in _WEAK_KINDS

    def _lists(self) -> bool:
        """Say whether the blocks at hand are members of a list, not tasks."""
        return bool(self._scopes) and self._scopes[-1].rule == "silent"

    def _take(self, block: Block, path: str | None, duty: Duty) -> None:
        actor = block.text[duty.actor_start : duty.actor_end]
        label = block.label if block.kind is BlockKind.BULLET else ""
        whole = block.text.rstrip()
        before = self._outline.is_before(block.first_line)
        leads_in = duty.rule in _ORDERS or says_no_more(block.text, duty.predicate) or leads_on(block.text)
        if whole.endswith(":") and duty.end >= len(whole) and leads_in:
            invites = re.search(r"\bmời\s+$", block.text[: duty.actor_start]) is not None
            role: Role = "thuc_hien" if invites else duty.role
            self._scopes.append(_Scope(actor, role, None if before else path, label, "led"))
            end = len(without_leading_on(block.text[: duty.end]))
            own = without_fillers(block.text[duty.predicate : end])
            if invites or (len(own.split()) >= _OWN_WORDS and not only_directs(own)):
                self._add(block, path, replace(duty, end=end))
            return
        self._add(block, path, duty)
        self._carried = _Scope(actor, _carried_role(block.text, duty), path, label, "carried")

    def _add(self, block: Block, path: str | None, duty: Duty) -> None:
        section = self._outline.top(block.first_line) if _closes(block) else path
        under = self._scopes[-1] if self._scopes else None
        below_asked = under is not None and under.role == "de_nghi" and under.rule == "heading"
        asked = duty.rule == "subject" and below_asked
        rule = "command" if duty.rule == "subject" and duty.strong else duty.rule
        actor = block.text[duty.actor_start : duty.actor_end]
        role = "de_nghi" if asked else duty.role
        self.drafts.append(draft(block, (duty.start, duty.end), section, actor, role, rule, self._year))

    def _read_without_actor(self, block: Block, path: str | None) -> None:
        """Take a bullet or paragraph that names nobody for the one who is meant, where somebody is."""
        if _closes(block):
            self._scopes = [scope for scope in self._scopes if scope.path is None]
            self._carried = None
            return
        start = without_prefix(block.text, block.content)
        silent = is_silent_section(self._outline.around(block.first_line), strong=False)
        scope = None if silent or not _says_what_to_do(block.text[start:]) else self._meant(block, block.text[start:])
        whole = block.text.rstrip()
        end = len(_LEADING_ON.sub("", whole) if whole.endswith(":") else whole)
        if scope and end - start >= _SHORTEST:
            self._add_for(block, scope, (start, end), path)

    def _meant(self, block: Block, body: str) -> _Scope | None:
        """Return who is meant by a block that names nobody, or None."""
        if self._lists() or starts_actor(body):
            return None  # one of a list, or it tells something of somebody else
        orders_carried_out = self._outline.kind(block.first_line) == "to_chuc_thuc_hien"
        commands = starts_predicate(body)
        carried = self._carried
        if carried and carried.label and block.label in _SUB_BULLETS and block.label != carried.label:
            return carried if commands else None
        is_heading = block.kind is BlockKind.HEADING
        if not self._scopes:
            return carried if carried and orders_carried_out and commands and not is_heading else None
        scope = self._scopes[-1]
        if scope.path is None:
            return self._addressed_to(block, scope) if commands and (not is_heading or _is_sentence(body)) else None
        if is_heading:  # a lettered or numbered item below the one that names the actor
            below = self._outline.path(block.first_line) != scope.path
            return scope if below and commands else None
        return scope if orders_carried_out or commands or scope.rule == "led" else None

    def _addressed_to(self, block: Block, scope: _Scope) -> _Scope | None:
        """Return who is meant by what begins with a verb where the document as a whole is addressed to somebody.

        A numbered item binds them, and what hangs on it; a bullet beside one that names an actor binds that actor.
        """
        if block.kind is BlockKind.HEADING:
            return scope
        if block.kind is not BlockKind.BULLET:
            return None
        if self._carried and self._carried.label == block.label:
            return self._carried
        return scope if self._outline.path(block.first_line) in self._led_items else None

    def _add_for(self, block: Block, scope: _Scope, span: tuple[int, int], path: str | None) -> None:
        if scope.path is None and block.kind is BlockKind.HEADING:
            self._led_items.add(path)
        own = role_of(block.text, span[0])
        role = own if scope.role == "thuc_hien" else scope.role
        rule = "restarted" if self._outline.restarts(block.first_line) else scope.rule
        self.drafts.append(draft(block, span, path, scope.actor, role, rule, self._year))
