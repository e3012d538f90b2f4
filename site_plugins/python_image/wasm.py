"""WebAssembly modules, taken apart and put together again section by section.

The names are the specification's: https://webassembly.github.io/spec/core/binary/modules.html. Nothing is
renumbered: functions, globals and places in the table keep their indices, so a section that is not edited stays.
Written for the modules that Pyodide publishes: what another one might have is refused and not guessed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

PREAMBLE = b"\0asm\1\0\0\0"
PAGE = 1 << 16
"""Bytes of memory that are given out at once."""
MAX_PAGES = 1 << 16

CUSTOM, IMPORT, MEMORY, GLOBAL, EXPORT, ELEMENT, CODE, DATA, DATA_COUNT = 0, 2, 5, 6, 7, 9, 10, 11, 12
"""The ids of sections."""
OF_FUNCTION, OF_TABLE, OF_MEMORY, OF_GLOBAL, OF_TAG = range(5)
"""What an import or an export is (`externtype`)."""

_I32, _FIXED, _MUTABLE, _I32_CONST, _GLOBAL_SET, _END = (bytes([byte]) for byte in (0x7F, 0, 1, 0x41, 0x24, 0x0B))
_REFERENCE_TYPES = (0x63, 0x64)
UNREACHABLE = b"\0\0\x0b"
"""The body of a function without locals that traps: `unreachable`, `end`."""


class UnknownModuleError(ValueError):
    """The module has something that this file was not written for."""


@dataclass(frozen=True)
class Export:
    """What a module exports under a name: its kind, one of those above, and its index among those of its kind."""

    kind: int
    index: int


class Module:
    """A module as its sections. Raises UnknownModuleError for what is none."""

    def __init__(self, content: bytes) -> None:
        if not content.startswith(PREAMBLE):
            raise UnknownModuleError("this is no WebAssembly module of version 1")
        reader = Reader(content, len(PREAMBLE))
        self._sections: dict[int, bytes] = {}
        while reader.at < len(content):
            section = reader.byte()
            part = reader.take(reader.unsigned())
            # Custom sections hold what only linkers and debuggers read.
            if section != CUSTOM:
                self._sections[section] = part

    def encode(self) -> bytes:
        """Return the module as a file."""
        return PREAMBLE + b"".join(bytes([id_]) + sized(part) for id_, part in self._sections.items())

    def imports(self, kind: int) -> int:
        """Return how many imports of a kind there are: they come first among all of that kind."""
        reader = self._reader(IMPORT)
        return sum(_read_import(reader) == kind for _each in range(reader.unsigned()))

    def exports(self) -> dict[str, Export]:
        """Return what the module exports."""
        reader = self._reader(EXPORT)
        return {
            reader.take(reader.unsigned()).decode(): Export(reader.byte(), reader.unsigned())
            for _each in range(reader.unsigned())
        }

    def set_exports(self, exports: Mapping[str, Export]) -> None:
        """Export these and nothing else."""
        self._sections[EXPORT] = vector(
            [sized(name.encode()) + bytes([each.kind]) + unsigned(each.index) for name, each in exports.items()]
        )

    def bodies(self) -> list[bytes]:
        """Return the bodies of the module's own functions."""
        reader = self._reader(CODE)
        return [reader.take(reader.unsigned()) for _each in range(reader.unsigned())]

    def set_bodies(self, bodies: Sequence[bytes]) -> None:
        """Give each function another body."""
        self._sections[CODE] = vector([sized(body) for body in bodies])

    def globals(self) -> list[tuple[bytes, int]]:
        """Return the module's own globals, all of which are 32-bit numbers: the type, and the initial value."""
        reader = self._reader(GLOBAL)
        return [(reader.take(2), reader.constant()) for _each in range(reader.unsigned())]

    def set_globals(self, globals_: Iterable[tuple[bytes, int]]) -> None:
        """Declare these globals."""
        self._sections[GLOBAL] = vector([of_type + constant(value) for of_type, value in globals_])

    def tell_entered(self, name: str) -> None:
        """Export for each function, under the name and its number, a global that is 1 once it was entered."""
        exports, globals_, bodies = self.exports(), self.globals(), self.bodies()
        first = self.imports(OF_GLOBAL) + len(globals_)
        flags = {f"{name}{number}": Export(OF_GLOBAL, first + number) for number in range(len(bodies))}
        self.set_globals([*globals_, *[(MUTABLE_I32, 0)] * len(bodies)])
        self.set_bodies([setting_global(body, first + number) for number, body in enumerate(bodies)])
        self.set_exports(exports | flags)

    def table(self) -> dict[int, int]:
        """Return which function stands at which place of the table when the module starts."""
        reader = self._reader(ELEMENT)
        table: dict[int, int] = {}
        for _segment in range(reader.unsigned()):
            if reader.unsigned() != 0:
                raise UnknownModuleError("the table has other elements than active segments of function indices")
            first = reader.constant()
            table |= {place: reader.unsigned() for place in range(first, first + reader.unsigned())}
        return table

    def set_table(self, functions: Mapping[int, int]) -> None:
        """Leave only these functions in the table; every other place is empty, and calling it traps."""
        runs: list[tuple[int, list[bytes]]] = []
        for place, function in sorted(functions.items()):
            if not runs or runs[-1][0] + len(runs[-1][1]) != place:
                runs.append((place, []))
            runs[-1][1].append(unsigned(function))
        self._sections[ELEMENT] = vector([b"\0" + constant(place) + vector(run) for place, run in runs])

    def set_memory(self, pages: int, segments: Collection[tuple[int, bytes]]) -> None:
        """Let the memory begin with so many pages, and with these bytes at these addresses; all else is zeros."""
        self._sections[MEMORY] = vector([b"\1" + unsigned(pages) + unsigned(MAX_PAGES)])
        if DATA_COUNT in self._sections:
            self._sections[DATA_COUNT] = unsigned(len(segments))
        self._sections[DATA] = vector([b"\0" + constant(address) + sized(content) for address, content in segments])

    def _reader(self, section: int) -> Reader:
        return Reader(self._sections[section])


# ---- Functions ---------------------------------------------------------------------------------------------------


MUTABLE_I32 = _I32 + _MUTABLE
"""The type of a global that changes."""
FIXED_I32 = _I32 + _FIXED


def setting_global(body: bytes, index: int) -> bytes:
    """Return the body of a function that sets a global to 1 whenever it is entered."""
    start = _after_locals(body)
    return body[:start] + _I32_CONST + signed(1) + _GLOBAL_SET + unsigned(index) + body[start:]


def _after_locals(body: bytes) -> int:
    reader = Reader(body)
    for _group in range(reader.unsigned()):
        reader.unsigned()
        if reader.byte() in _REFERENCE_TYPES:
            reader.unsigned()
    return reader.at


def addresses(body: bytes) -> Iterator[int]:
    """Yield the numbers in a function that may be addresses: its constants, and offsets of loads and stores.

    https://webassembly.github.io/spec/core/binary/instructions.html. Raises UnknownModuleError for an instruction
    that is not known here.
    """
    reader = Reader(body, _after_locals(body))
    while reader.at < len(body):
        instruction = reader.byte()
        if instruction == 0x41:
            yield reader.signed() & 0xFFFFFFFF
        elif 0x28 <= instruction <= 0x3E:
            # The alignment; with this bit the index of a memory follows.
            if reader.unsigned() & 0x40:
                reader.unsigned()
            yield reader.unsigned()
        elif instruction == 0xFC:
            _skip(reader, _IMMEDIATES_FC.get(reader.unsigned()))
        else:
            _skip(reader, _IMMEDIATES.get(instruction))


def _skip(reader: Reader, immediates: str | None) -> None:
    """Skip what follows an instruction. Each letter stands for one immediate."""
    if immediates is None:
        raise UnknownModuleError(f"an instruction before byte {reader.at} of a function is not known")
    for each in immediates:
        if each == "u":
            reader.unsigned()
        elif each == "b":
            reader.byte()
        elif each in "48":
            reader.take(int(each))
        elif each == "v":
            reader.take(reader.unsigned())
        elif each == "l":
            for _label in range(reader.unsigned() + 1):
                reader.unsigned()
        else:
            for _clause in range(reader.unsigned()):
                # Those that catch all tags name none.
                _skip(reader, "uu" if reader.byte() < 2 else "u")


_IMMEDIATES = {
    # Without any: control, parametric and numeric instructions.
    **dict.fromkeys((0x00, 0x01, 0x05, 0x0A, 0x0B, 0x0F, 0x19, 0x1A, 0x1B, 0xD1, *range(0x45, 0xC5)), ""),
    # Types of blocks; indices of labels, functions, variables, tables, tags and types; 64-bit constants.
    **dict.fromkeys(
        (
            0x02,
            0x03,
            0x04,
            0x06,
            0x07,
            0x08,
            0x09,
            0x0C,
            0x0D,
            0x10,
            0x12,
            0x18,
            *range(0x20, 0x27),
            0x42,
            0xD0,
            0xD2,
        ),
        "u",
    ),
    **dict.fromkeys((0x11, 0x13), "uu"),
    # br_table, select, try_table.
    0x0E: "l",
    0x1C: "v",
    0x1F: "uc",
    # memory.size, memory.grow; floating-point constants.
    **dict.fromkeys((0x3F, 0x40), "b"),
    0x43: "4",
    0x44: "8",
}
_IMMEDIATES_FC = {
    # Saturating conversions; memory.init, data.drop, memory.copy, memory.fill; those of tables.
    **dict.fromkeys(range(8), ""),
    8: "ub",
    9: "u",
    10: "bb",
    11: "b",
    **dict.fromkeys((12, 14), "uu"),
    **dict.fromkeys((13, 15, 16, 17), "u"),
}


# ---- Values ------------------------------------------------------------------------------------------------------


class Reader:
    """Reads values one after the other: https://webassembly.github.io/spec/core/binary/values.html."""

    def __init__(self, content: bytes, at: int = 0) -> None:
        self._content = content
        self.at = at

    def byte(self) -> int:
        """Read one byte."""
        self.at += 1
        return self._content[self.at - 1]

    def take(self, length: int) -> bytes:
        """Read so many bytes."""
        self.at += length
        return self._content[self.at - length : self.at]

    def unsigned(self) -> int:
        """Read a number in LEB128, seven bits a byte, the lowest first."""
        number = shift = 0
        while True:
            byte = self.byte()
            number |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return number

    def signed(self) -> int:
        """Read one that has a sign: its last byte's second bit."""
        start = self.at
        number = self.unsigned()
        bits = 7 * (self.at - start)
        return number - (1 << bits) if number >> (bits - 1) else number

    def constant(self) -> int:
        """Read an expression that is a 32-bit constant and nothing else."""
        if self.take(1) != _I32_CONST:
            raise UnknownModuleError("a value is no 32-bit constant")
        value = self.signed()
        if self.take(1) != _END:
            raise UnknownModuleError("a value is more than one constant")
        return value


def unsigned(number: int) -> bytes:
    """Return a number of 0 or more in LEB128."""
    rest, low = number >> 7, number & 0x7F
    return bytes([low | 0x80]) + unsigned(rest) if rest else bytes([low])


def signed(number: int) -> bytes:
    """Return a number of either sign in LEB128."""
    rest, low = number >> 7, number & 0x7F
    is_last = rest == (-1 if low & 0x40 else 0)
    return bytes([low]) if is_last else bytes([low | 0x80]) + signed(rest)


def constant(number: int) -> bytes:
    """Return the expression that is a 32-bit constant."""
    return _I32_CONST + signed(number) + _END


def sized(content: bytes) -> bytes:
    """Return bytes with their length before them."""
    return unsigned(len(content)) + content


def vector(items: Collection[bytes]) -> bytes:
    """Return encoded items with their number before them."""
    return unsigned(len(items)) + b"".join(items)


def _read_import(reader: Reader) -> int:
    """Read an import and return its kind."""
    for _name in range(2):
        reader.take(reader.unsigned())
    kind = reader.byte()
    if kind not in (OF_FUNCTION, OF_GLOBAL, OF_TAG):
        raise UnknownModuleError("a table or a memory is imported")
    if kind != OF_FUNCTION:
        reader.byte()
    # The index of a type, or for a global whether it changes.
    reader.unsigned()
    return kind
