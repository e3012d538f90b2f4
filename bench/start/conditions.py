"""Under which conditions a start is measured, and how often: slow ones less often, so that a run ends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bench.harness import Row, Run
from bench.start.server import Coding, Link


@dataclass(frozen=True)
class Condition(Row):
    """A reader's network, processor and host; its description is the heading of its table."""

    link: Link | None = None
    cpu: float = 1
    """How many times slower the processor is."""
    coding: Coding = Coding.BROTLI
    only: tuple[str, ...] = ()
    """The contenders that are measured; all where none is named."""
    most: int | None = None
    """Rounds at most."""
    fewer: Mapping[str, int] = field(default_factory=dict)
    """Rounds at most of single contenders."""

    def rounds(self, contender: str, requested: int) -> int:
        """Return how often a contender is measured, 0 for not at all."""
        if self.only and contender not in self.only:
            return 0
        return min(requested, self.most or requested, self.fewer.get(contender, requested))


@dataclass(frozen=True)
class Start(Run):
    """One start."""

    condition: str
    visit: int
    """1 in a fresh profile."""
    ms: float
    """From the beginning of the navigation to the answer."""
    block_ms: float
    """The longest time until then in which the page could not react."""
    peak_bytes: int
    """The most memory that the tab's process ever held (VmHWM)."""
    share_bytes: int
    """Its proportional share at the end (PSS)."""
    bytes: int
    """What was sent until then for Python, bodies alone."""
    page_bytes: int
    """What was sent until then for the page itself."""
    requests: int


_FIRST_VISITS = ("floor", "stock", "pyscript", "markdown-exec", "lumbar", "lumbar-page")
_SLOWEST = {"pyscript": 2, "markdown-exec": 2}
"""Rounds of the peers that take longest, where everybody takes long."""

CONDITIONS = (
    Condition("plain", "on this machine, without a network between, over brotli"),
    Condition(
        "20-mbps",
        "at 20 Mbps and 40 ms, over brotli",
        Link(20, 40),
        only=(*_FIRST_VISITS, "lumbar-again"),
        fewer=_SLOWEST,
    ),
    Condition(
        "1.6-mbps",
        "at 1.6 Mbps and 150 ms, over brotli",
        Link(1.6, 150),
        only=(*_FIRST_VISITS, "lumbar-again"),
        most=3,
        fewer=dict.fromkeys(_SLOWEST, 1),
    ),
    Condition(
        "slow-cpu",
        "on a processor that is 4 times slower, over brotli",
        cpu=4,
        only=(*_FIRST_VISITS, "floor-again", "lumbar-again", "lumbar-folder"),
        fewer={**_SLOWEST, "floor-again": 3, "lumbar-again": 3, "lumbar-folder": 3},
    ),
    Condition("gzip", "from a host that compresses with gzip", coding=Coding.GZIP, only=_FIRST_VISITS, most=1),
    Condition("none", "from a host that compresses nothing", coding=Coding.NONE, only=_FIRST_VISITS, most=1),
)
