/** Where the kernel's own data ends. assembly/build.js has the next kernel's begin there: they share a memory. */
export function dataEnd(): usize {
  return __heap_base;
}
