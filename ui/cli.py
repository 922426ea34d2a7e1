"""The command line: every verb as a command, made from its signature.

Results go to standard output, one-line errors with their remedy to standard error. The exit status
is 0 when it is done, 1 when it was refused, 2 when it was called wrongly.
"""

# No postponed annotations here: typer reads them, and some are made from the texts.

import inspect
import json
import os
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from db.server.address import Address
from planner.errors import CartoplanError, StudyFileError, UsageError
from planner.messages import Message, message
from planner.watch import Watch
from ui.actions.backups import keep_safe
from ui.actions.desk import Desk
from ui.actions.door import open_desk
from ui.actions.files import place_of
from ui.actions.locks import place_warnings
from ui.actions.outcome import Outcome
from ui.actions.registry import VERBS, Verb
from ui.actions.settings import read_settings, settings_path
from ui.actions.tabletext import print_table
from ui.actions.texts import LANGUAGES, Texts
from ui.actions.verbs import load_verbs

DONE, REFUSED, WRONG_USE = 0, 1, 2


#: What typer raises where the command line is wrong: a bad value, a missing or an unknown word.
CallError: type[Exception] = typer.BadParameter.__bases__[0]

#: What typer says of words that are too many, and of a command that there is not.
_EXTRA = re.compile(r"Got unexpected extra argument\S* \((.*)\)")
_COMMAND = re.compile(r"No such command '(.*?)'")

#: Opens the window on a study file, or on the last one, and gives its exit status.
OpenWindow = Callable[[Path | Address | None, Texts], int]


@dataclass(frozen=True, slots=True)
class Asked:
    """What stands before the command: the file or region, and the edition of it that is read."""

    file: Path | Address | None = None
    edition: str = ""


def main(arguments: Sequence[str], open_window: OpenWindow) -> int:
    """Run one command and give its exit status; without a command, open the window."""
    give_streams()
    words = list(arguments)
    texts = Texts(_language(words))
    try:
        result = _application(texts, open_window, frozenset(words))(
            args=words, standalone_mode=False, prog_name="cartoplan"
        )
    except UsageError as error:
        return _fail(texts.say(error.message), WRONG_USE)
    except CartoplanError as error:
        return _fail(texts.say(error.message), REFUSED)
    except CallError as error:
        return _fail(texts.say(_wrong_use(error)), WRONG_USE)
    except (typer.Abort, KeyboardInterrupt):
        return _fail(texts.say("error.interrupted"), REFUSED)
    except OSError as error:
        said = message("error.system", path=str(error.filename or ""), why=str(error.strerror))
        return _fail(texts.say(said), REFUSED)
    return result if isinstance(result, int) else DONE


def give_streams() -> None:
    """Let what is said go nowhere where there is no console: Python has no streams there."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123


def _fail(sentence: str, status: int) -> int:
    sys.stderr.write(f"cartoplan: {' '.join(sentence.split())}\n")
    return status


def _wrong_use(error: Any) -> Message:
    """What was wrong with the words, in our own: typer speaks English only."""
    name = getattr(getattr(error, "param", None), "name", None)
    name = name or getattr(error, "option_name", "")
    match type(error).__name__:
        case "NoArgsIsHelpError":
            return message("error.command_missing", known=tuple(error.ctx.command.commands))
        case "MissingParameter":
            return message("error.parameter_missing", name=name)
        case "NoSuchOption":
            return message("error.option_unknown", name=name)
        case "BadParameter":
            known = _choices(error.format_message())
            code = "error.choice_unknown" if known else "error.parameter_wrong"
            return message(code, name=name, known=known)
    said = error.format_message()
    if found := _EXTRA.fullmatch(said):
        return message("error.words_extra", words=found[1])
    if found := _COMMAND.match(said):
        known = tuple(getattr(getattr(error.ctx, "command", None), "commands", ()))
        return message("error.command_unknown", name=found[1], known=known)
    return message("error.words_wrong", why=said)


def _choices(said: str) -> tuple[str, ...]:
    """The values that typer names as possible, if it names any."""
    _, _, listed = said.partition("is not one of")
    return tuple(re.findall(r"'([^']*)'", listed))


def _language(words: Sequence[str]) -> str:
    """The language asked for on the command line, or the preferred one; help is said in it."""
    for place, word in enumerate(words):
        asked = word.partition("=")[2] if word.startswith("--lang=") else ""
        if word == "--lang" and place + 1 < len(words):
            asked = words[place + 1]
        if asked in LANGUAGES:
            return asked
    return read_settings(settings_path()).language


def _application(
    texts: Texts, open_window: OpenWindow, words: frozenset[str]
) -> Callable[..., Any]:
    """The commands; of those that ``words`` do not name only what the help lists is made.

    That is a group without its commands, or a name and help without parameters: making the
    parameters of all takes longer than most commands.
    """
    load_verbs()
    top = typer.Typer(
        help=texts.say("cli.help"),
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    top.callback(invoke_without_command=True)(_callback(texts, open_window))
    groups: dict[str, typer.Typer] = {}
    for verb in VERBS.values():
        first, asked, group = verb.words[0], verb.words[0] in words, top
        if len(verb.words) > 1:
            if first not in groups:
                groups[first] = _group(top, texts, first)
            group = groups[first]
        if group is top or asked:
            make = group.command(verb.words[-1], help=texts.say(verb.help))
            make(_command(texts, verb) if asked else _unasked)
    return typer.main.get_command(top)


def _group(top: typer.Typer, texts: Texts, name: str) -> typer.Typer:
    group = typer.Typer(help=texts.say(f"cli.group.{name}"), no_args_is_help=True)
    top.add_typer(group, name=name)
    return group


def _callback(texts: Texts, open_window: OpenWindow) -> Callable[..., None]:
    say = texts.say

    def start(
        context: typer.Context,
        file: Annotated[str | None, typer.Option(help=say("cli.file"))] = None,
        edition: Annotated[str, typer.Option(help=say("cli.edition"))] = "",
        lang: Annotated[str, typer.Option(help=say("cli.lang"), metavar="fr|en")] = "",
        version: Annotated[bool, typer.Option("--version", help=say("cli.version"))] = False,
    ) -> None:
        if lang and lang not in LANGUAGES:
            raise UsageError("unknown_language", value=lang, known=LANGUAGES)
        place = None if file is None else place_of(file)
        context.obj = Asked(place, edition)
        if version:
            from importlib.metadata import version as installed

            sys.stdout.write(f"cartoplan {installed('cartoplan')}\n")
        elif context.invoked_subcommand is None:
            if edition:
                raise UsageError("edition_needs_command", name=edition)
            context.exit(open_window(place, texts))

    return start


def _command(texts: Texts, verb: Verb) -> Callable[..., int]:
    """The function that typer calls for a verb: its parameters, and ``--json``."""

    def run(context: typer.Context, **given: Any) -> int:
        asked: Asked = context.obj
        try:
            return _done(verb, texts, asked, given)
        except StudyFileError as error:
            return _done(verb, texts, _with_password(asked, texts, error), given)

    words = [_asked(texts, verb, parameter) for parameter in verb.parameters]
    own = inspect.Parameter(
        "context", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context
    )
    option = Annotated[bool, typer.Option("--json", help=texts.say("cli.json"))]
    flag = inspect.Parameter(
        "json", inspect.Parameter.KEYWORD_ONLY, default=False, annotation=option
    )
    signature = inspect.Signature([own, *words, flag])
    run.__signature__ = signature  # type: ignore[attr-defined]
    run.__annotations__ = {p.name: p.annotation for p in signature.parameters.values()}
    run.__name__ = "_".join(verb.words)
    return run


def _done(verb: Verb, texts: Texts, asked: Asked, given: Mapping[str, Any]) -> int:
    """Run a verb on what was asked for, and print what came of it."""
    values = dict(given)
    as_json = values.pop("json")
    writes = verb.changes and not values.get("dry_run")
    with open_desk(
        asked.file, texts, writes=writes, edition=asked.edition, opens=verb.opens
    ) as desk:
        kept = keep_safe(desk.document, read_settings(settings_path()).backup_folder)
        for warning in (*place_warnings(desk.document), *kept):
            _fail(texts.say(warning), DONE)
        _print(_run(verb, desk, values), desk, as_json=as_json)
    return DONE


def _with_password(asked: Asked, texts: Texts, error: StudyFileError) -> Asked:
    """What was asked for, with the password that a person types where the server wants one.

    Nothing has been done by then: a server asks before all else. Any other error is raised again;
    where nobody can type, the error says where the password may be kept.
    """
    address = asked.file
    if error.message.code != "error.server_password_needed" or not isinstance(address, Address):
        raise error
    if not _can_type():
        raise StudyFileError(
            "server_password_unasked", name=address.name, login=address.login
        ) from error
    words = texts.say(message("cli.password", name=address.name, login=address.login))
    typed: str = typer.prompt(words, hide_input=True, err=True, prompt_suffix=" ")
    return replace(asked, file=address.with_password(typed))


def _can_type() -> bool:
    """True where somebody sits at a terminal."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def _unasked() -> None:
    """Stands for a command that was not asked for: listed in the help, never run."""


def _asked(texts: Texts, verb: Verb, parameter: inspect.Parameter) -> inspect.Parameter:
    """A verb's parameter as typer wants it: arguments where required, options where not."""
    own = f"param.{verb.key}.{parameter.name}"  # where a name means another thing here
    words = texts.say(own if texts.knows(own) else f"param.{parameter.name}")
    if parameter.default is inspect.Parameter.empty:
        help_of: Any = typer.Argument(help=words)
    else:
        help_of = typer.Option(f"--{parameter.name.replace('_', '-')}", help=words)
    return inspect.Parameter(
        parameter.name,
        inspect.Parameter.KEYWORD_ONLY,
        default=parameter.default,
        annotation=Annotated[parameter.annotation, help_of],
    )


def _run(verb: Verb, desk: Desk, given: dict[str, Any]) -> Outcome:
    if not verb.is_long or not sys.stderr.isatty():
        return verb.run(desk, **given)
    with Console(stderr=True).status(desk.texts.say(verb.label)) as status:

        def tell(done: float, code: str) -> None:
            doing = desk.texts.say(code) if code else desk.texts.say(verb.label)
            status.update(f"{doing} {done:.0%}")

        return verb.run(desk, **given, watch=Watch(tell))


def _print(outcome: Outcome, desk: Desk, *, as_json: bool) -> None:
    if as_json:
        text = json.dumps(outcome.plain(desk.texts), ensure_ascii=False, indent=2)
        sys.stdout.write(text + "\n")
        return
    for sentence in outcome.said:
        sys.stdout.write(desk.texts.say(sentence) + "\n")
    for table in outcome.tables:
        print_table(table, desk.texts, sys.stdout)
