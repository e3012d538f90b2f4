"""Modules are taken apart and put together as the specification says: compared with wabt, which is not ours."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_plugins.python_image.wasm import (
    FIXED_I32,
    MUTABLE_I32,
    OF_FUNCTION,
    OF_GLOBAL,
    UNREACHABLE,
    Export,
    Module,
    Reader,
    UnknownModuleError,
    addresses,
    setting_global,
    signed,
    unsigned,
)

WABT = Path(__file__).parents[2] / "node_modules" / "wabt" / "bin"
TEXT = """
(module
  (import "env" "told" (func $told (param i32)))
  (import "env" "base" (global $base i32))
  (memory (export "memory") 1)
  (table 4 funcref)
  (elem (i32.const 1) $twice $thrice)
  (global $count (export "count") (mut i32) (i32.const 7))
  (global (export "fixed") i32 (i32.const -1))
  (func $twice (export "twice") (param i32) (result i32) (local i64 i64 f32)
    (i32.mul (local.get 0) (i32.const 2)))
  (func $thrice (param i32) (result i32) (i32.mul (local.get 0) (i32.const 3)))
  (func (export "call") (param i32 i32) (result i32)
    (call_indirect (param i32) (result i32) (local.get 1) (local.get 0)))
  (func (export "read") (param i32) (result i32) (i32.load8_u offset=0 (local.get 0)))
  (data (i32.const 16) "abc"))
"""
EVERY_KIND = """
(module
  (memory 1) (table 2 funcref) (tag $t (param i32))
  (func $f (param i32) (result i32) (local externref)
    (block (loop (br_if 1 (local.get 0)) (br_table 0 1 0 (i32.const 1111))))
    (if (result i32) (i32.const 2222) (then (i32.const -3)) (else (i32.const 4)))
    (drop (select (result i32) (i32.const 5) (i32.const 6) (i32.const 7)))
    (drop (i64.const 888888)) (drop (f32.const 1.5)) (drop (f64.const 2.5))
    (drop (i64.load offset=70000 (i32.const 8))) (i32.store8 offset=90 (i32.const 9) (i32.const 10))
    (drop (i32.trunc_sat_f64_s (f64.const 1))) (drop (i32.extend8_s (i32.const 11)))
    (memory.fill (i32.const 12) (i32.const 13) (i32.const 14))
    (memory.copy (i32.const 15) (i32.const 16) (i32.const 17))
    (drop (memory.size)) (drop (memory.grow (i32.const 18)))
    (drop (ref.func $f)) (drop (ref.is_null (ref.null func)))
    (try (do (throw $t (i32.const 19))) (catch $t (drop)) (catch_all))
    (drop (call_indirect (param i32) (result i32) (i32.const 20) (i32.const 0)))
    (drop (call $f (i32.const 2147483647))))
  (elem declare func $f))
"""


def _compiled(text: str, folder: Path, *options: str) -> bytes:
    source, target = folder / "made.wat", folder / "made.wasm"
    source.write_text(text, encoding="utf-8")
    subprocess.run([WABT / "wat2wasm", *options, source, "-o", target], check=True)
    return target.read_bytes()


def _run(node: str, module: bytes, expression: str) -> object:
    """The value of an expression over the exports `e` of a module, as JSON."""
    script = """process.stdin.toArray().then(async (parts) => {
        const env = { told: () => {}, base: new WebAssembly.Global({ value: "i32" }, 0) };
        const { instance } = await WebAssembly.instantiate(Buffer.concat(parts), { env });
        const e = instance.exports;
        const attempt = (use) => { try { return use(); } catch (error) { return error.constructor.name; } };
        process.stdout.write(JSON.stringify(eval(process.argv[1])));
    });"""
    done = subprocess.run([node, "-e", script, expression], input=module, capture_output=True, check=True)
    return json.loads(done.stdout)


@given(st.integers(0, 2**64))
def test_numbers_without_a_sign_come_back(number: int) -> None:
    assert Reader(unsigned(number)).unsigned() == number


@given(st.integers(-(2**63), 2**63))
def test_numbers_with_a_sign_come_back(number: int) -> None:
    assert Reader(signed(number)).signed() == number


@pytest.mark.parametrize(
    ("number", "encoded"),
    [(0, "00"), (63, "3f"), (64, "c000"), (-1, "7f"), (-64, "40"), (-65, "bf7f"), (624485, "e58e26")],
)
def test_numbers_are_written_as_the_standard_writes_them(number: int, encoded: str) -> None:
    """DWARF's appendix and the specification have these."""
    assert signed(number).hex() == encoded


def test_a_module_that_nobody_edits_stays_what_it_was(node: str, tmp_path: Path) -> None:
    content = _compiled(TEXT, tmp_path)
    assert Module(content).encode() == content
    assert _run(node, content, "[e.twice(21), e.call(2, 5), e.count.value, e.fixed.value]") == [42, 15, 7, -1]


def test_pyodides_module_is_read_as_wabt_reads_it(pyodide: Path) -> None:
    module = Module((pyodide / "pyodide.asm.wasm").read_bytes())
    told = subprocess.run(
        [WABT / "wasm-objdump", "-h", pyodide / "pyodide.asm.wasm"], capture_output=True, text=True, check=True
    )
    counts = {
        name.lower(): int(count)
        for name, count in re.findall(r"^ *(\w+) start=.* count: (\d+)", told.stdout, re.MULTILINE)
    }
    assert counts["function"] == counts["code"] == len(module.bodies())
    assert counts["global"] == len(module.globals())
    assert counts["export"] == len(module.exports())
    assert counts["import"] >= module.imports(OF_FUNCTION) + module.imports(OF_GLOBAL) > 500


def test_memory_globals_functions_table_and_exports_are_set(node: str, tmp_path: Path) -> None:
    module = Module(_compiled(TEXT, tmp_path))
    functions, globals_ = module.imports(OF_FUNCTION), module.imports(OF_GLOBAL)
    assert (functions, globals_) == (1, 1)
    exports, values, bodies = module.exports(), module.globals(), module.bodies()
    assert values == [(MUTABLE_I32, 7), (FIXED_I32, -1)]
    assert module.table() == {1: 1, 2: 2}
    entered = globals_ + len(values)
    module.set_globals([(MUTABLE_I32, 100_000), (FIXED_I32, -70_000), (MUTABLE_I32, 0)])
    module.set_bodies([setting_global(bodies[0], entered), UNREACHABLE, *bodies[2:]])
    module.set_table({1: 1, 3: 1})
    module.set_memory(2, [(0, b"\1\2"), (70_000, b"\xff")])
    kept = {name: exports[name] for name in ("memory", "count", "twice", "call", "read")}
    module.set_exports({**kept, "thrice": Export(OF_FUNCTION, 2), "entered": Export(OF_GLOBAL, entered)})
    seen = _run(
        node,
        module.encode(),
        "[e.entered.value, e.twice(4), e.entered.value, attempt(() => e.thrice(1)), e.call(3, 5),"
        " attempt(() => e.call(2, 5)), e.count.value,"
        " 'fixed' in e, e.memory.buffer.byteLength, e.read(1), e.read(16), e.read(70000)]",
    )
    assert seen == [0, 8, 1, "RuntimeError", 10, "RuntimeError", 100_000, False, 131_072, 2, 0, 255]


def test_addresses_are_found_among_instructions_of_every_kind(tmp_path: Path) -> None:
    (body,) = Module(_compiled(EVERY_KIND, tmp_path, "--enable-exceptions")).bodies()
    # Offsets that are not written are 0.
    small = {*range(4, 21), 0, -3 & 0xFFFFFFFF}
    assert set(addresses(body)) == small | {1111, 2222, 70_000, 90, 2_147_483_647}


def test_what_this_was_not_written_for_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnknownModuleError, match="no WebAssembly module"):
        Module(b"\0asm\2\0\0\0")
    other = Module(_compiled('(module (import "a" "b" (memory 1)) (global f64 (f64.const 1)))', tmp_path))
    with pytest.raises(UnknownModuleError, match="no 32-bit constant"):
        other.globals()
    with pytest.raises(UnknownModuleError, match="table or a memory"):
        other.imports(OF_GLOBAL)
    with pytest.raises(UnknownModuleError, match="not known"):
        list(addresses(b"\0\xfd\0\x0b"))
