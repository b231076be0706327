// What a mean over seeds does not show: the seeds that it leaves out, and each seed's own place.
import { number } from '../dom.js';
import { wanted } from './readings.js';

/** The seeds that a mean leaves out, as the table's detail counts them. */
export function leftOut(reading) {
  return counted(reading).map(({ how, some, all }) => `, ${how} in ${some} of ${all} seeds`).join('');
}

/** The seeds that a mean is of, where it leaves some out: to stand behind its verb. */
export function ofSeeds(reading) {
  const out = counted(reading);
  if (out.length === 0) return '';
  const { all } = out[0];
  return ` in ${all - out.reduce((sum, { some }) => sum + some, 0)} of ${all} seeds${out.map(({ how, some }) => `, ${how} in ${some}`).join('')}`;
}

const counted = reading => [...(reading?.detail ?? '').matchAll(/(never|undefined) in (\d+) of (\d+) runs/g)].map(([, how, some, all]) => ({ how, some: Number(some), all: Number(all) }));

/** A reading in a table: mean, interval, and the seeds that the mean leaves out. */
export function cellOf(reading) {
  if (!reading || reading.mean === null) return '-';
  if (reading.name === 'destroying' && reading.mean < 0) return 'never';
  return `${number(reading.mean)}${reading.seeds > 1 && reading.low !== null ? ` (${number(reading.low)} to ${number(reading.high)})` : ''}${leftOut(reading)}`;
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
