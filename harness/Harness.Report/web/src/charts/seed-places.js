// What a mean over seeds does not show: the seeds that it leaves out, and each seed's own place.
import { wanted } from './readings.js';

/** The seeds that a mean leaves out, as the table's detail counts them. */
export function leftOut(reading) {
  const counted = [...(reading?.detail ?? '').matchAll(/(never|undefined) in (\d+) of (\d+) runs/g)];
  return counted.map(([, how, some, all]) => `, ${how} in ${some} of ${all} seeds`).join('');
}

/** Each seed's own place on its own curve: where it begins to suffice, or is destroyed. @param curves of single runs, of one scope and direction */
export function placesOf(rows, chosen, scope, name, curves, grids) {
  return curves.flatMap(one => {
    const reading = rows.find(row => row.point === one.run && row.scope === scope && row.name === name && wanted(row, chosen) && row.mean !== null && row.mean >= 0);
    if (!reading) return [];
    const x = name === 'sufficient' ? one.key.width - reading.mean : reading.mean;
    const y = valueAt({ xs: grids[one.key.width], ys: one.mean }, x);
    return y === null ? [] : [{ x, y }];
  });
}

/** A curve's value between its steps; null beyond its end. */
export function valueAt({ xs, ys }, x) {
  const after = xs.findIndex(value => value >= x);
  if (after < 0) return null;
  if (after === 0 || xs[after] === x) return ys[after];
  const part = (x - xs[after - 1]) / (xs[after] - xs[after - 1]);
  return ys[after - 1] + part * (ys[after] - ys[after - 1]);
}
