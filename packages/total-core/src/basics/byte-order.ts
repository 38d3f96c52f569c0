/** Whether typed arrays have the byte order of WebAssembly and of the formats that are read here: nearly every processor's. */
export const HOST_IS_LITTLE_ENDIAN: boolean = /* @__PURE__ */ isLittleEndian();

function isLittleEndian(): boolean {
  return new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
}
