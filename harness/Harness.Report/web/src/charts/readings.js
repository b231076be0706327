import { choice, element, table } from '../dom.js';
import { ALL } from '../state.js';
import { cellOf } from './seed-places.js';

const COLUMNS = [
  ['intact accuracy', 'intact_accuracy', ''], ['suffice', 'sufficient', 'ascending'], ['destroy', 'destroying', 'descending'], ['inactive', 'inactive', ''],
  ['effectively inactive', 'effectively_inactive', ''], ['redundant, low', 'redundant_low', ''], ['redundant, high', 'redundant_high', ''], ['synergistic', 'synergistic', ''],
  ['interaction, max', 'interaction_max', 'ascending'], ['interaction, min', 'interaction_min', 'ascending'],
  ['lowest first against random', 'area_vs_random', 'ascending'], ['highest first against random', 'area_vs_random', 'descending'],
  ['Simpson, pooled', 'simpson_pooled', ''], ['Simpson, within', 'simpson_within', ''],
  ['reversal, lowest first', 'reversal_decided', 'ascending'], ['reversal, highest first', 'reversal_decided', 'descending'],
];
const MOST_ROWS = 300;

/** Rows of the readings as objects. */
export const entries = data => data.point.map((_, i) => ({
  point: data.point[i], scope: data.scope[i], order: data.order[i], quantizer: data.quantizer[i], name: data.name[i], direction: data.direction[i],
  kind: data.quantizer[i] ? `${data.quantizer[i]}, ${data.measureSplit[i]}` : '', mean: data.mean[i], low: data.low[i], high: data.high[i], seeds: data.seeds[i], detail: data.detail[i],
}));

/** The quantizers and splits that orders were ranked by. */
export const kindsOf = all => [...new Set(all.map(row => row.kind).filter(Boolean))];

/** Readings of the chosen order, and those of none. */
export const wanted = (row, chosen) => (row.order === chosen.order || row.order === '') && (row.kind === chosen.kind || row.kind === '');

/** The readings of all configurations that the filters leave, with their intervals. */
export default async function readings(holder, state, load) {
  const all = entries(await load('readings'));
  const orders = [...new Set(all.map(row => row.order).filter(Boolean))];
  const kinds = kindsOf(all);
  const chosen = { order: orders[0] ?? '', scope: ALL, kind: kinds[0] ?? '' };
  const scopes = [...new Set(all.map(row => row.scope))];
  const shown = element('div');
  const update = () => {
    const points = new Set(state.matches());
    const rows = all.filter(row => points.has(row.point) && wanted(row, chosen) && (chosen.scope === ALL || row.scope === chosen.scope));
    const lines = group(rows, row => `${row.point}/${row.scope}`);
    const known = COLUMNS.filter(([, name, direction]) => rows.some(row => fits(row, name, direction)));
    const cells = lines.slice(0, MOST_ROWS).map(line => [state.index.points[line[0].point].label, line[0].scope, ...known.map(column => cell(line, column))]);
    const more = lines.length > MOST_ROWS ? `, the first ${MOST_ROWS} of ${lines.length} rows` : '';
    shown.replaceChildren(table(['configuration', 'scope', ...known.map(column => column[0])], cells, `Readings by ${chosen.order}${more}; all seeds together`, 'readings'));
  };
  holder.replaceChildren(element('div', { class: 'controls' },
    choice('Measure', orders.map(value => ({ value, text: value })), chosen.order, value => { chosen.order = value; update(); }),
    ...(kinds.length > 1 ? [choice('Quantizer and split', kinds.map(value => ({ value, text: value })), chosen.kind, value => { chosen.kind = value; update(); })] : []),
    choice('Scope', [{ value: ALL, text: 'all' }, ...scopes.map(value => ({ value, text: value }))], chosen.scope, value => { chosen.scope = value; update(); })), shown);
  state.onChange(update);
  update();
}

export const fits = (row, name, direction) => row.name === name && (direction === '' || row.direction === direction || !row.direction);

function cell(line, [, name, direction]) {
  const found = line.find(row => fits(row, name, direction));
  if (found && name === 'reversal_decided') return { 1: 'yes', 0: 'no' }[found.mean] ?? 'open';
  return cellOf(found);
}

function group(rows, key) {
  const groups = new Map();
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row]);
  return [...groups.values()];
}
