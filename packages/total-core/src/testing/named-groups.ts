import { isKey, keyFromBytes } from "../contract/key-bytes.js";
import type { NumbersSink, SinkGroups } from "../contract/sink.js";

/** The same sink, which knows groups not only by the texts of their keys but also by numbers, if it knows any. */
export function withGroups(sink: NumbersSink): NumbersSink {
  return sink.group === undefined ? sink : { ...sink, groups: namedGroups(sink) };
}

function namedGroups(sink: NumbersSink): SinkGroups {
  const keys: string[] = [];
  const groups = new Map<string, number>();
  return {
    groupsOfKeys({ words, starts, lengths, count }, parts, found, visit) {
      for (let i = 0; i < count; i++) {
        const [start, length] = [starts[i]!, lengths[i]!];
        if (!isKey(words, start, length, parts)) return i;
        const key = keyFromBytes(new Uint8Array(words.buffer), 4 * start, 4 * start + length);
        sink.group?.(key);
        found[i] = groups.get(key) ?? keys.push(key) - 1;
        groups.set(key, found[i]!);
        visit?.(i);
      }
      return count;
    },
    fetch() {},
    beginGroup(group) {
      sink.group?.(keys[group]!);
    },
    addDecimal(group, column, coefficient, exponent, count) {
      sink.group?.(keys[group]!);
      sink.column?.(column);
      sink.decimal(coefficient, exponent, count);
    },
  };
}
