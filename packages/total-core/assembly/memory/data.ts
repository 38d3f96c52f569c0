/** Where the kernel's own data end. assembly/build.js has the data of the next kernel begin there: the kernels share one memory. */
export function dataEnd(): usize {
  return __heap_base;
}
