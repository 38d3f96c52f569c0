import { afterEach, describe, expect, test, vi } from "vitest";
import { spelledBytes } from "../../scripts/spell-bytes.js";
import { bytesFromSpelling } from "../basics/spelled-bytes.js";
import { kernelLoader } from "./load.js";

interface Lanes {
  lane(bits: number): number;
}

/** `lane(n)` is lane 0 of a vector of four n: `(i32x4.extract_lane 0 (i32x4.splat (local.get 0)))`. */
const NEEDS_SIMD = spelled(
  "\0asm\x01\0\0\0" +
    "\x01\x06\x01\x60\x01\x7f\x01\x7f" + // a type: i32 => i32
    "\x03\x02\x01\0" + // a function of it
    "\x07\x08\x01\x04lane\0\0" + // exported
    "\x0a\x0b\x01\x09\0\x20\0\xfd\x11\xfd\x1b\0\x0b",
);

const NOTHING = () => ({});

/** @param bytes a character each */
function spelled(bytes: string): string {
  return spelledBytes(Buffer.from(bytes, "latin1"));
}

describe("a kernel's loader", () => {
  afterEach(() => void vi.unstubAllGlobals());

  test("gives the functions of the kernel", () => {
    expect(kernelLoader<Lanes>(NEEDS_SIMD, NOTHING)()?.lane(42)).toBe(42);
  });

  test("compiles nothing until it is asked, then once", () => {
    const compile = vi.spyOn(WebAssembly, "Module");
    const load = kernelLoader<Lanes>(NEEDS_SIMD, NOTHING);
    expect(compile).not.toHaveBeenCalled();
    expect(load()).toBe(load());
    expect(compile).toHaveBeenCalledOnce();
    compile.mockRestore();
  });

  test("gives nothing where what it imports cannot be had", () => {
    expect(kernelLoader<Lanes>(NEEDS_SIMD, () => undefined)()).toBeUndefined();
  });

  test("gives nothing where there is no WebAssembly", () => {
    vi.stubGlobal("WebAssembly", undefined);
    expect(kernelLoader<Lanes>(NEEDS_SIMD, NOTHING)()).toBeUndefined();
  });

  test("gives nothing where typed arrays have another byte order than WebAssembly", () => {
    expect(kernelLoader<Lanes>(NEEDS_SIMD, NOTHING, false)()).toBeUndefined();
  });

  test("gives nothing where the engine does not know an instruction", () => {
    const bytes = Buffer.from(bytesFromSpelling(NEEDS_SIMD)).toString("latin1");
    const unknownInstruction = spelled(bytes.replace("\xfd\x11", "\xff\x11"));
    expect(kernelLoader<Lanes>(unknownInstruction, NOTHING)()).toBeUndefined();
  });

  test("gives nothing where a policy forbids to compile, and does not try again", () => {
    const compile = vi.fn<() => void>(function refuse() {
      throw new EvalError("Refused to compile WebAssembly: 'wasm-unsafe-eval' is not allowed");
    });
    vi.stubGlobal("WebAssembly", { ...WebAssembly, Module: compile });
    const load = kernelLoader<Lanes>(NEEDS_SIMD, NOTHING);
    expect([load(), load()]).toEqual([undefined, undefined]);
    expect(compile).toHaveBeenCalledOnce();
  });
});
