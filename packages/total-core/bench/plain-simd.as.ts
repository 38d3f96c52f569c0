/**
 * AssemblyScript: the plain sum of binary64 numbers where they lie, two a vector, eight vectors at once. As fast as the memory,
 * and as wrong as any plain sum.
 */
export function sum(start: usize, count: usize): f64 {
  let a = f64x2.splat(0);
  let b = a;
  let c = a;
  let d = a;
  let e = a;
  let f = a;
  let g = a;
  let h = a;
  const end = start + (count << 3);
  const whole = start + ((count & ~15) << 3);
  for (; start < whole; start += 128) {
    a = f64x2.add(a, v128.load(start));
    b = f64x2.add(b, v128.load(start, 16));
    c = f64x2.add(c, v128.load(start, 32));
    d = f64x2.add(d, v128.load(start, 48));
    e = f64x2.add(e, v128.load(start, 64));
    f = f64x2.add(f, v128.load(start, 80));
    g = f64x2.add(g, v128.load(start, 96));
    h = f64x2.add(h, v128.load(start, 112));
  }
  const low = f64x2.add(f64x2.add(a, b), f64x2.add(c, d));
  const high = f64x2.add(f64x2.add(e, f), f64x2.add(g, h));
  const both = f64x2.add(low, high);
  let total = f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1);
  for (; start < end; start += 8) total += load<f64>(start);
  return total;
}
