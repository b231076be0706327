// Bounds of one configuration, put together: one group for each bound, layer and estimator.

/** Rows of the runs that are looked at, and those over all seeds of the configuration. */
export const rowsOf = (rows, runs, point) => rows.filter(row => row.run === null ? (row.point ?? point) === point : runs.has(row.run));

/** Of each bound, layer and estimator the first row. */
export const firsts = rows => {
  const found = new Map();
  for (const row of rows) {
    const key = `${row.bound}/${row.layer}/${row.estimator}/${row.assumptions}`;
    if (!found.has(key)) found.set(key, row);
  }
  return [...found.values()];
};

/**
 * Means over the runs: of every gap, those below 0 among them. A bound over all seeds is one row, with an interval of its own.
 * Saturated counts the rows whose I(X;L) is at least 0.95 log2 of the samples: the true one may be larger, and the bound with it.
 * @param layerName of a layer's number and a run.
 * @returns {{name: string, bound: string, layer: number, estimator: string, value: ?number, values: number[], low: ?number, high: ?number, gap: number, gaps: number[], vacuous: boolean, saturated: number, runs: number}[]}
 */
export function grouped(rows, layerName = layer => `layer ${layer}`) {
  const key = row => [row.bound, row.layer === 0 ? 'network' : layerName(row.layer, row.run ?? undefined), row.estimator].filter(Boolean).join(', ');
  const groups = new Map();
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row]);
  return [...groups].map(([name, all]) => {
    const values = all.map(row => row.value).filter(value => value !== null);
    const gaps = all.map(row => row.gap);
    const { bound, layer, estimator } = all[0];
    return {
      name, bound, layer, estimator, values, gaps, value: mean(values), gap: mean(gaps), low: all.length === 1 ? all[0].low : null, high: all.length === 1 ? all[0].high : null,
      vacuous: all.some(row => row.vacuous === 1), saturated: all.filter(row => row.saturated).length, runs: all.length,
    };
  });
}

const mean = values => values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

/** A mark is hollow where all of its runs are saturated: of a mean over others too, some say something. */
export const isHollow = group => group.saturated > 0 && group.saturated === group.runs;

/** In how many of a mark's runs I(X;L) is saturated; empty where it is in none. */
export const saturatedIn = ({ saturated, runs }) => saturated > 0 ? `saturated in ${saturated} of ${runs} ${runs === 1 ? 'run' : 'runs'}` : '';

/** The note on marks that are hollow, and on those that are so in part. */
export function saturationNote(groups) {
  const some = groups.filter(group => group.saturated > 0 && !isHollow(group)).map(group => `${group.name} ${saturatedIn(group)}`);
  const rule = 'at least 0.95 log2 of the number of samples: the true I(X;L) may be larger, and the bound with it, so that a value below 1 says nothing.';
  return [
    groups.some(isHollow) ? ` Hollow: the estimate of I(X;L) is saturated in every run, ${rule}` : '',
    some.length > 0 ? ` Filled, as some runs are not saturated: ${some.join('; ')}.${groups.some(isHollow) ? '' : ` Saturated is ${rule}`}` : '',
  ].join('');
}

/** From where to where the bars of a group reach: the interval of an estimate, else the range over the runs; null without either. */
export const reach = (values, low = null, high = null) => low !== null ? [low, high] : values.length > 1 ? [Math.min(...values), Math.max(...values)] : null;

/** Where a logarithmic axis begins: at the power of ten below all that has a place on it. */
export const floorOf = numbers => {
  const positive = numbers.filter(value => value > 0);
  return positive.length === 0 ? 1e-3 : 10 ** Math.floor(Math.log10(Math.min(...positive)));
};
