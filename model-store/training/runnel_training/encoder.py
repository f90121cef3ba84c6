"""The BERT encoder written for training on a CPU: bfloat16 products, cheap dropout, letter case as token types.

Parameter names are those of the transformers library, so that weights of any BERT load by name. What differs from that
library is speed only: its dropout draws a fresh random number for every activation, which on a CPU costs more than the
matrix products; here masks are slices of one random block, drawn once.

With `rounded` on, weights and inputs of all products take the values that the int8 graph gives them, and gradients pass
as if they did not (straight-through estimator, Bengio et al. 2013, arXiv:1308.3432): the weights settle where rounding
does no harm (quantization-aware training, Jacob et al. 2018, arXiv:1712.05877).
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import nn
from torch.nn import functional

LETTER_CASES = 4  # none, capitalised, all capitals, mixed: see `letter_case`
DROPOUT = 0.1
MASK_VALUES = 1 << 25
WEIGHT_STEPS, STATE_STEPS, GELU_STEPS, GELU_FLOOR = 63, 127, 255, 0.17  # as in `linear_layers`


def rounded_rows(values: torch.Tensor, steps: int) -> torch.Tensor:
    """Every row (last axis) on a grid of its own, `steps` from zero to its largest size; the gradient is that of the input."""
    with torch.no_grad():
        scales = values.abs().amax(dim=-1, keepdim=True).clamp(min=1e-8) / steps
        moved = torch.round(values / scales) * scales - values
    return values + moved


@dataclass(frozen=True)
class Arithmetic:
    """How products are computed: in which precision, and whether with the values of the int8 graph."""

    precision: torch.dtype = torch.float32
    rounded: bool = False

    def states(self, values: torch.Tensor) -> torch.Tensor:
        """Inputs of a product, a row a token, ready for `product`."""
        return (rounded_rows(values, STATE_STEPS) if self.rounded else values).to(self.precision)

    def after_gelu(self, values: torch.Tensor) -> torch.Tensor:
        """The same for values that come out of GELU, which is never below minus its floor."""
        return (rounded_rows(values + GELU_FLOOR, GELU_STEPS) - GELU_FLOOR if self.rounded else values).to(self.precision)

    def product(self, rows: torch.Tensor, weight: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
        """Ready rows times the transposed weight, plus bias."""
        weight = rounded_rows(weight, WEIGHT_STEPS) if self.rounded else weight
        return functional.linear(rows, weight.to(self.precision), bias.to(self.precision))


@dataclass(frozen=True)
class Shape:
    """Sizes of an encoder."""

    layers: int
    width: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    epsilon: float


class CheapDropout(nn.Module):
    """Inverted dropout; the mask is a random stretch of one block of random bits."""

    def __init__(self, rate: float) -> None:
        super().__init__()
        kept = torch.rand(MASK_VALUES if rate else 1, generator=torch.Generator().manual_seed(5)) >= rate
        self.register_buffer("masks", kept.to(torch.bfloat16) / (1 - rate), persistent=False)
        self.rate = rate

    def forward(self, values: torch.Tensor) -> torch.Tensor:
        """Zeros some values while training; exactly the input otherwise."""
        if not self.training or not self.rate:
            return values
        first = int(torch.randint(self.masks.numel() - values.numel(), (1,)))
        return values * self.masks[first : first + values.numel()].view_as(values)


class SelfAttention(nn.Module):
    """Names only; the computation stands in `Layer`."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(width, width) for _ in range(3))


class Projection(nn.Module):
    """A linear layer whose result is added to its residual and normalised."""

    def __init__(self, inner: int, shape: Shape) -> None:
        super().__init__()
        self.dense = nn.Linear(inner, shape.width)
        self.LayerNorm = nn.LayerNorm(shape.width, eps=shape.epsilon)


class Layer(nn.Module):
    """Attention and the feed-forward network."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.heads
        self.attention = nn.ModuleDict({"self": SelfAttention(shape.width), "output": Projection(shape.width, shape)})
        self.intermediate = nn.ModuleDict({"dense": nn.Linear(shape.width, shape.inner)})
        self.output = Projection(shape.inner, shape)

    def forward(self, state: torch.Tensor, mask: torch.Tensor, arithmetic: Arithmetic, dropout: CheapDropout) -> torch.Tensor:
        """State of the next layer, float32, [batch, sequence, width]."""
        batch, length, width = state.shape
        source = self.attention["self"]
        weight = torch.cat([source.query.weight, source.key.weight, source.value.weight])
        bias = torch.cat([source.query.bias, source.key.bias, source.value.bias])
        parts = arithmetic.product(arithmetic.states(state), weight, bias).view(batch, length, 3, self.heads, width // self.heads)
        query, key, value = parts.permute(2, 0, 3, 1, 4)
        scores = torch.matmul(query * (width // self.heads) ** -0.5, key.transpose(2, 3)) + mask
        attended = torch.matmul(torch.softmax(scores, dim=-1), value)
        attended = attended.transpose(1, 2).reshape(batch, length, width)
        state = self._projected(self.attention["output"], arithmetic.states(attended), state, arithmetic, dropout)
        up = self.intermediate["dense"]
        active = functional.gelu(arithmetic.product(arithmetic.states(state), up.weight, up.bias))
        return self._projected(self.output, arithmetic.after_gelu(active), state, arithmetic, dropout)

    @staticmethod
    def _projected(layer: Projection, rows, residual, arithmetic: Arithmetic, dropout) -> torch.Tensor:
        product = arithmetic.product(rows, layer.dense.weight, layer.dense.bias)
        return layer.LayerNorm(dropout(product) + residual)


class Embeddings(nn.Module):
    """Word, position and letter case, normalised."""

    def __init__(self, shape: Shape, types: int) -> None:
        super().__init__()
        self.word_embeddings = nn.Embedding(shape.vocabulary, shape.width, sparse=True)
        self.position_embeddings = nn.Embedding(shape.positions, shape.width)
        self.token_type_embeddings = nn.Embedding(types, shape.width)
        self.LayerNorm = nn.LayerNorm(shape.width, eps=shape.epsilon)

    def forward(self, ids: torch.Tensor, types: torch.Tensor) -> torch.Tensor:
        """float32, [batch, sequence, width]."""
        positions = self.position_embeddings.weight[: ids.shape[1]]
        return self.LayerNorm(self.word_embeddings(ids) + self.token_type_embeddings(types) + positions)


class Encoder(nn.Module):
    """BERT without pooler."""

    def __init__(self, shape: Shape, types: int = LETTER_CASES, dropout: float = DROPOUT) -> None:
        super().__init__()
        self.shape = shape
        self.arithmetic = Arithmetic()
        self.embeddings = Embeddings(shape, types)
        self.encoder = nn.ModuleDict({"layer": nn.ModuleList(Layer(shape) for _ in range(shape.layers))})
        self.dropout = CheapDropout(dropout)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor) -> torch.Tensor:
        """Last hidden states, float32, [batch, sequence, width]; products run in `arithmetic`."""
        state = self.dropout(self.embeddings(ids, types))
        allowed = mask.bool()[:, None, None, :].expand(-1, 1, ids.shape[1], -1)
        bias = torch.zeros(allowed.shape, dtype=self.arithmetic.precision, device=ids.device).masked_fill_(~allowed, float("-inf"))
        for layer in self.encoder["layer"]:
            state = layer(state, bias, self.arithmetic, self.dropout)
        return state


def letter_case(surface: str) -> int:
    """0: no capital; 1: one capital before every small letter; 2: capitals only; 3: mixed. The engine has the same rule."""
    uppers = [i for i, c in enumerate(surface) if c.isupper() or c.istitle()]
    lowers = [i for i, c in enumerate(surface) if c.islower()]
    if not uppers:
        return 0
    if len(uppers) == 1 and (not lowers or uppers[0] < lowers[0]):
        return 1
    return 3 if lowers else 2
