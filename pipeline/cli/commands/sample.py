"""`sohoa sample`: acceptance samples of a group of documents."""

# No postponed annotations here: typer reads them, and theirs name the language of the enclosing function.

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli import review_texts as texts
from pipeline.cli import review_view
from pipeline.cli.options import (
    DEFAULT_WORKSPACE,
    existing_workspace,
    json_option,
    option,
    print_json,
    who_option,
    whoever,
    workspace_option,
)
from pipeline.desk import Unit, draw_sample, get_sample, judge_items, sign_sample
from pipeline.errors import UsageError
from pipeline.message import Language, Message
from pipeline.store import Sample, Workspace


def add(app: typer.Typer, language: Language) -> None:
    """Add the commands to `app`, their help in `language`."""
    group = typer.Typer(help=texts.SAMPLE.in_language(language), no_args_is_help=True, rich_markup_mode=None)
    _add_draw(group, language)
    _add_show(group, language)
    _add_mark(group, language)
    _add_sign(group, language)
    app.add_typer(group, name="sample")


def _add_draw(group: typer.Typer, language: Language) -> None:
    @group.command(help=texts.SAMPLE_DRAW.in_language(language))
    def draw(
        docs: Annotated[list[str] | None, typer.Argument(help=texts.SAMPLE_DOCS.in_language(language))] = None,
        dossier: Annotated[str | None, option("--dossier", help=texts.SAMPLE_DOSSIER, language=language)] = None,
        folder: Annotated[str | None, option("--folder", help=texts.SAMPLE_FOLDER, language=language)] = None,
        unit: Annotated[Unit, option("--unit", help=texts.SAMPLE_UNIT, language=language)] = Unit.FIELD,
        worst: Annotated[float, option("--worst", help=texts.SAMPLE_WORST, language=language, min=0.0, max=1.0)] = 0.03,
        seed: Annotated[int, option("--seed", help=texts.SAMPLE_SEED, language=language)] = 1,
        workspace: Annotated[Path, workspace_option(language)] = DEFAULT_WORKSPACE,
        who: Annotated[str | None, who_option(language)] = None,
        as_json: Annotated[bool, json_option(language)] = False,
    ) -> None:
        with existing_workspace(workspace) as store:
            documents, title = _group(store, docs or [], dossier, folder)
            sample = draw_sample(store, documents, title, unit, worst, seed, whoever(who))
        _print(sample, language, as_json=as_json)


def _add_show(group: typer.Typer, language: Language) -> None:
    @group.command(help=texts.SAMPLE_SHOW.in_language(language))
    def show(
        number: Annotated[int | None, typer.Argument(help=texts.SAMPLE_NUMBER.in_language(language))] = None,
        workspace: Annotated[Path, workspace_option(language)] = DEFAULT_WORKSPACE,
        as_json: Annotated[bool, json_option(language)] = False,
    ) -> None:
        with existing_workspace(workspace) as store:
            samples = store.samples.all() if number is None else [get_sample(store, number)]
        if number is not None:
            _print(samples[0], language, as_json=as_json)
        elif as_json:
            print_json([asdict(one) for one in samples])
        else:
            review_view.print_samples(samples, language)


def _add_mark(group: typer.Typer, language: Language) -> None:
    @group.command(help=texts.SAMPLE_MARK.in_language(language))
    def mark(
        number: Annotated[int, typer.Argument(help=texts.SAMPLE_NUMBER.in_language(language))],
        items: Annotated[list[str], typer.Argument(help=texts.SAMPLE_ITEMS.in_language(language))],
        wrong: Annotated[bool, option("--wrong", help=texts.SAMPLE_WRONG, language=language)] = False,
        note: Annotated[str, option("--note", help=texts.SAMPLE_NOTE, language=language)] = "",
        workspace: Annotated[Path, workspace_option(language)] = DEFAULT_WORKSPACE,
        who: Annotated[str | None, who_option(language)] = None,
        as_json: Annotated[bool, json_option(language)] = False,
    ) -> None:
        with existing_workspace(workspace) as store:
            positions = _positions(items, get_sample(store, number))
            sample = judge_items(store, number, positions, not wrong, whoever(who), note)
        _print(sample, language, as_json=as_json)


def _add_sign(group: typer.Typer, language: Language) -> None:
    @group.command(help=texts.SAMPLE_SIGN.in_language(language))
    def sign(
        number: Annotated[int, typer.Argument(help=texts.SAMPLE_NUMBER.in_language(language))],
        refuse: Annotated[bool, option("--refuse", help=texts.SAMPLE_REFUSE, language=language)] = False,
        note: Annotated[str, option("--note", help=texts.SAMPLE_NOTE, language=language)] = "",
        workspace: Annotated[Path, workspace_option(language)] = DEFAULT_WORKSPACE,
        who: Annotated[str | None, who_option(language)] = None,
        as_json: Annotated[bool, json_option(language)] = False,
    ) -> None:
        with existing_workspace(workspace) as store:
            sample = sign_sample(store, number, not refuse, whoever(who), note)
        _print(sample, language, as_json=as_json)


def _print(sample: Sample, language: Language, *, as_json: bool) -> None:
    if as_json:
        print_json(asdict(sample))
    else:
        review_view.print_sample(sample, language)


def _group(store: Workspace, docs: list[str], dossier: str | None, folder: str | None) -> tuple[list[int], str]:
    """Return the ids of the documents of a group, and what it is called."""
    if dossier is not None:
        return [member.document for member in store.dossiers.members(dossier)], dossier
    if folder is not None:
        prefix = folder.rstrip("/") + "/"
        return [one.id for one in store.documents() if one.name.startswith(prefix)], folder
    if docs:
        found = [store.get(doc) for doc in docs]
        return [one.id for one in found], ", ".join(docs)
    return [one.id for one in store.documents()], store.folder.name


def _positions(items: list[str], sample: Sample) -> list[int]:
    """Return the positions that a person typed: numbers, spans, "all" for those not judged."""
    found: list[int] = []
    for item in items:
        first, _, last = item.partition("-")
        if item == "all":
            found += [one for one in range(1, len(sample.items) + 1) if one not in sample.verdicts]
        elif first.isascii() and first.isdigit() and (not last or (last.isascii() and last.isdigit())):
            found += range(int(first), min(int(last or first), len(sample.items) + 1) + 1)
        else:
            bad = texts.SAMPLE_BAD_ITEMS
            raise UsageError(Message(bad.vi.format(items=item), bad.en.format(items=item)))
    return found
