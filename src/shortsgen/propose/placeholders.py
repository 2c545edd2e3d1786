"""Stand-ins for names that nothing defines, though what they are goes without saying: a model, a batch, its labels.

A kit has one for each kind of name, and they fit together: inputs that the model takes, labels that the loss takes.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

_WORDS = {  # in the order in which they are written, since an optimizer takes a model
    "device": "device",
    "epochs": "epochs num_epochs n_epochs",
    "batch_size": "batch_size",
    "rate": "lr learning_rate",
    "model": "model net network",
    "loss": "criterion loss_fn loss_function",
    "optimizer": "optimizer opt",
    "images": "images image imgs",
    "inputs": "x X xb x_batch X_batch inputs batch data",
    "targets": "y Y yb y_batch y_true target targets label labels",
    "outputs": "logits output outputs pred preds predictions y_hat y_pred",
    "loader": "loader dataloader data_loader train_loader trainloader val_loader test_loader testloader",
}
_KIND = {name: kind for kind, names in _WORDS.items() for name in names.split()}
_LINEAR = re.compile(r"\bLinear\(\s*(?:in_features\s*=\s*)?(\d+)\s*,\s*(?:out_features\s*=\s*)?(\d+)")
_CONVOLUTION = re.compile(r"\bConv2d\(\s*(?:in_channels\s*=\s*)?(\d+)")
_IMPORTS = {"torch": "import torch", "nn": "import torch.nn as nn", "optim": "import torch.optim as optim"}
_FEATURES, _CLASSES = 10, 3


@dataclass(frozen=True, slots=True)
class _Kit:
    images: str
    inputs: str
    targets: str
    loss: str
    model: str
    outputs: str


def is_plain(name: str) -> bool:
    """Whether there are stand-ins for a name."""
    return name in _KIND


def is_data(name: str) -> bool:
    """Whether its stand-ins are as good as any others of the right shape."""
    return _KIND.get(name) in ("images", "inputs", "targets", "outputs", "loader")


def has_layers(code: str) -> bool:
    """Whether code says which shapes its layers take."""
    return bool(_LINEAR.search(code) or _CONVOLUTION.search(code))


def placeholders(
    wanted: Collection[str], names: Collection[str], code: str, widths: Iterable[int]
) -> Iterator[Mapping[str, str]]:
    """For the names that are `wanted`, the lines that define them and what these import, one way after the other.

    `names` are all that are bound by then. Shapes are those of layers in `code`, or of `widths`, of which errors spoke.
    """
    if not wanted:
        yield {}
        return
    model = next((name for name in names if _KIND.get(name) == "model"), "")
    ordered = sorted(wanted, key=lambda name: list(_WORDS).index(_KIND[name]))
    for kit in _kits(code, widths):
        yield {name: _with_imports(f"{name} = {_value(_KIND[name], kit, model)}") for name in ordered}


def _kits(code: str, widths: Iterable[int]) -> Iterator[_Kit]:
    layers = [(int(inner), int(outer)) for inner, outer in _LINEAR.findall(code)]
    features, classes = (layers[0][0], layers[-1][1]) if layers else (_FEATURES, _CLASSES)
    channels = _CONVOLUTION.search(code)
    depth = int(channels[1]) if channels else 1
    size = 32 if depth == 3 else 28  # as those of CIFAR, which have colours, and of MNIST
    pictures = f"torch.randn(4, {depth}, {size}, {size})"
    flat = f"nn.Sequential(nn.Flatten(), nn.Linear({depth * size * size}, {classes}))"
    of_pictures = _of_classes(pictures, pictures, flat, classes)
    if channels:
        yield of_pictures
    for width in dict.fromkeys((features, *widths)):
        rows, numbers = f"torch.randn(4, {width})", classes if layers else 1
        yield _of_classes(pictures, rows, f"nn.Linear({width}, {classes})", classes)
        result = f"torch.randn(4, {numbers})"
        yield _Kit(pictures, rows, result, "nn.MSELoss()", f"nn.Linear({width}, {numbers})", result)
    if not channels:
        yield of_pictures


def _of_classes(images: str, inputs: str, model: str, classes: int) -> _Kit:
    targets, outputs = f"torch.randint({classes}, (4,))", f"torch.randn(4, {classes})"
    return _Kit(images, inputs, targets, "nn.CrossEntropyLoss()", model, outputs)


def _value(kind: str, kit: _Kit, model: str) -> str:
    match kind:
        case "images" | "inputs" | "targets" | "loss" | "model" | "outputs":
            return str(getattr(kit, kind))
        case "loader":
            return f"[({kit.inputs}, {kit.targets})]"
        case "optimizer":
            parameters = f"{model}.parameters()" if model else "[torch.zeros(1, requires_grad=True)]"
            return f"optim.SGD({parameters}, lr=0.01)"
    return {"device": 'torch.device("cpu")', "epochs": "1", "batch_size": "4", "rate": "0.01"}[kind]


def _with_imports(line: str) -> str:
    imports = [whole for name, whole in _IMPORTS.items() if re.search(rf"\b{name}\.", line)]
    return "\n".join([*imports, line])
