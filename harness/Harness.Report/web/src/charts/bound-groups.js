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
 * Saturated counts the rows whose estimate is at the most that the samples can show: such a bound says little, whatever its value.
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

/** From where to where the bars of a group reach: the interval of an estimate, else the range over the runs; null without either. */
export const reach = (values, low = null, high = null) => low !== null ? [low, high] : values.length > 1 ? [Math.min(...values), Math.max(...values)] : null;

/** Where a logarithmic axis begins: at the power of ten below all that has a place on it. */
export const floorOf = numbers => {
  const positive = numbers.filter(value => value > 0);
  return positive.length === 0 ? 1e-3 : 10 ** Math.floor(Math.log10(Math.min(...positive)));
};
