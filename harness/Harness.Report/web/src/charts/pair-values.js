// Values of all pairs of a layer, a byte each: by the first neuron of a pair, then by the second.
import { bytes } from '../data.js';

const NONE = 255, STEPS = 254;

/** Unpacked once for each map and quantity. */
const unpacked = new WeakMap();

/** The place of a pair of two different neurons. */
export function place(one, other, neurons) {
  const [first, second] = one < other ? [one, other] : [other, one];
  return first * neurons - first * (first + 1) / 2 + second - first - 1;
}

/** @returns {(one: number, other: number) => number | null} the value of two neurons; null of a neuron with itself, and where there is none */
export function valuesOf(map, quantity, neurons) {
  const packed = map.values[quantity];
  if (!unpacked.has(packed)) unpacked.set(packed, bytes(packed.bytes));
  const all = unpacked.get(packed);
  return (one, other) => {
    if (one === other) return null;
    const value = all[place(one, other, neurons)];
    if (value === NONE) return null;
    return packed.isSigned ? (value / STEPS * 2 - 1) * packed.most : value / STEPS * packed.most;
  };
}
