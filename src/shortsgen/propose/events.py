"""Code -> what it does to names, in the order in which that happens.

`symtable` would know the scopes, but not the order, and since Python 3.12 it takes the variables of comprehensions for
names of the module.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from enum import Enum, auto
from typing import NamedTuple


class Act(Enum):
    USE = auto()
    LATER = auto()  # looked up only when a function is called, or an annotation is read
    BIND = auto()
    DELETE = auto()
    CHANGE = auto()  # what the name stands for is another thing afterwards
    GLOBAL = auto()  # a function says that a name is one of the module


class Event(NamedTuple):
    """`line` is the line that imports what is bound."""

    act: Act
    name: str
    line: str = ""


_OF_CONTEXT: dict[type[ast.expr_context], Act] = {ast.Load: Act.USE, ast.Store: Act.BIND, ast.Del: Act.DELETE}
_Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
_Function = ast.FunctionDef | ast.AsyncFunctionDef
# Methods that change what holds something; a mode such as `model.eval()` is no such change.
_CHANGING = frozenset(
    ["add", "append", "appendleft", "clear", "discard", "extend", "insert", "pop", "popitem", "remove"]
)
_CHANGING |= {"reverse", "setdefault", "sort", "update", "load_state_dict", "register_forward_hook", "step"}


def events(node: ast.AST | None) -> Iterator[Event]:
    """What a statement or an expression does, and never what happens in scopes that have names of their own."""
    match node:
        case None:
            pass
        case ast.Name(id=name, ctx=context):
            yield Event(_OF_CONTEXT[type(context)], name)
        case ast.Import() | ast.ImportFrom():
            yield from _imported(node)
        case ast.Global(names=names):
            yield from (Event(Act.GLOBAL, name) for name in names)
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            yield from _function(node)
        case ast.Lambda(args=arguments, body=body):
            yield from _called(arguments, [body], set())
        case ast.ClassDef():
            yield from _class(node)
        case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
            yield from _comprehension(node)
        case ast.ExceptHandler(type=kind, name=name, body=body):
            yield from events(kind)
            yield from _around(body, name)
        case _:
            yield from _changes(node)
            yield from _in_order(node)


def _in_order(node: ast.AST) -> Iterator[Event]:
    match node:
        case ast.Assign(targets=targets, value=value):
            yield from _all([value, *targets])
        case ast.AugAssign(target=ast.Name(id=name), value=value):
            yield Event(Act.USE, name)
            yield from events(value)
            yield Event(Act.BIND, name)
        case ast.AnnAssign(target=target, annotation=annotation, value=value):
            yield from _later([annotation], set())
            yield from _all([value, target] if value else [])
        case ast.For(target=target, iter=source) | ast.AsyncFor(target=target, iter=source):
            yield from _all([source, target, *node.body, *node.orelse])
        case ast.NamedExpr(target=target, value=value):
            yield from _all([value, target])
        case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)) | ast.MatchMapping(rest=str(name)):
            yield Event(Act.BIND, name)
            yield from _all(ast.iter_child_nodes(node))
        case _:
            yield from _all(ast.iter_child_nodes(node))


def _all(nodes: Iterable[ast.AST | None]) -> Iterator[Event]:
    for node in nodes:
        yield from events(node)


def _around(body: list[ast.stmt], name: str | None) -> Iterator[Event]:
    """A handler has its exception only while it runs."""
    yield from (Event(act, name) for act in [Act.BIND] if name)
    yield from _all(body)
    yield from (Event(act, name) for act in [Act.DELETE] if name)


def _imported(node: ast.Import | ast.ImportFrom) -> Iterator[Event]:
    source = f"from {node.module} " if isinstance(node, ast.ImportFrom) else ""
    for alias in node.names:
        bound = alias.asname or (alias.name if source else alias.name.partition(".")[0])
        spelled = f"{alias.name} as {alias.asname}" if alias.asname else alias.name
        yield Event(Act.BIND, bound, f"{source}import {spelled}")


def _changes(node: ast.AST) -> Iterator[Event]:
    """What is changed in place: `x.append(1)`, `x[0] = 1`, `x.weight.data.fill_(1)`, `optimizer.step()`."""
    match node:
        case ast.Call(func=ast.Attribute(attr=attr, value=changed)) if attr in _CHANGING or _in_place(attr):
            yield from _change_of(changed)
        case ast.Attribute(ctx=ast.Store() | ast.Del(), value=changed):
            yield from _change_of(changed)
        case ast.Subscript(ctx=ast.Store() | ast.Del(), value=changed):
            yield from _change_of(changed)


def _change_of(node: ast.expr) -> Iterator[Event]:
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    if isinstance(node, ast.Name):
        yield Event(Act.CHANGE, node.id)


def _in_place(method: str) -> bool:
    """As torch calls them."""
    return method.endswith("_") and not method.startswith("_")


def _comprehension(node: _Comprehension) -> Iterator[Event]:
    """Its variables are its own; what a walrus binds is not."""
    first, *others = node.generators
    yield from events(first.iter)
    own = _bound(_all(one.target for one in node.generators))
    results = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
    conditions = [condition for one in node.generators for condition in one.ifs]
    inner = _all([*(one.iter for one in others), *conditions, *results])
    yield from (event for event in inner if event.name not in own)


def _function(node: _Function) -> Iterator[Event]:
    yield from _all(node.decorator_list)
    yield from _called(node.args, [node.returns, *node.body], _type_parameters(node))
    yield Event(Act.BIND, node.name)


def _called(arguments: ast.arguments, body: Iterable[ast.AST | None], own: set[str]) -> Iterator[Event]:
    """Defaults are evaluated at once, the body only in a call, and annotations perhaps never."""
    yield from _all([*arguments.defaults, *arguments.kw_defaults])
    each = [one for one in ast.iter_child_nodes(arguments) if isinstance(one, ast.arg)]
    yield from _later([*(one.annotation for one in each), *body], {one.arg for one in each} | own)


def _later(nodes: Iterable[ast.AST | None], own: set[str]) -> Iterator[Event]:
    """What a body takes from outside, and what it binds there by `global`."""
    inner = list(_all(nodes))
    outer = {event.name for event in inner if event.act is Act.GLOBAL}
    own = (own | _bound(inner)) - outer
    for event in inner:
        if event.act is Act.BIND and event.name in outer:
            yield event
        elif event.act in (Act.USE, Act.LATER) and event.name not in own:
            yield Event(Act.LATER, event.name)


def _class(node: ast.ClassDef) -> Iterator[Event]:
    """Its body is executed at once, with names of its own that its methods do not see."""
    yield from _all([*node.decorator_list, *node.bases, *(keyword.value for keyword in node.keywords)])
    own = _type_parameters(node)
    for event in _all(node.body):
        if event.act is Act.BIND:
            own.add(event.name)
        elif event.act is Act.LATER or (event.act in (Act.USE, Act.CHANGE) and event.name not in own):
            yield event
    yield Event(Act.BIND, node.name)


def _type_parameters(node: ast.AST) -> set[str]:
    """Of `def first[T](...)`, which Python knows since 3.12."""
    return {one.name for one in getattr(node, "type_params", ())}


def _bound(found: Iterable[Event]) -> set[str]:
    return {event.name for event in found if event.act is Act.BIND}
