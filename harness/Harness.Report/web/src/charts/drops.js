import { choice, element, number } from '../dom.js';
import { Figure } from '../figure.js';
import { axis, base, tooltip } from '../options.js';
import { colour, shapes } from '../theme.js';
import { chosenSheets, drawn, kinds, neurons, title } from './measures.js';

/** The drop on the split that is ablated, which the readings are of; tables of earlier versions have that of the measured split alone. */
const ABLATED = 'single_drop_ablated';

/** What each neuron says against what its removal alone costs: pooled, and within each layer. */
export default async function drops(holder, state, load) {
  const data = await load('neurons');
  if (!data.sheets.some(sheet => sheet.values.single_drop)) {
    holder.replaceChildren(element('p', { class: 'none' }, 'The table neurons has no column single_drop: the engine that wrote it did not remove neurons one at a time.'));
    return;
  }
  const names = drawn(data).map(column => column.name).filter(name => name !== 'single_drop');
  const chosen = { kind: kinds(data)[0], measure: names.includes('mutual_information') ? 'mutual_information' : names[0] };
  const grid = element('div', { class: 'grid' });
  const figures = new Map();
  const update = () => {
    const sheets = chosenSheets(data, state, chosen.kind);
    const all = neurons(sheets, [...names, 'single_drop', ABLATED]).map(one => ({ ...one, drop: one[ABLATED] ?? one.single_drop })).filter(one => one[chosen.measure] !== null && one.drop !== null);
    const layers = [...new Set(all.map(one => one.layer))].sort((a, b) => a - b);
    const wanted = ['pooled', ...(layers.length > 1 ? layers : [])];
    for (const [key, figure] of figures) if (!wanted.includes(key)) { figure.remove(); figures.delete(key); }
    for (const key of wanted) {
      if (!figures.has(key)) figures.set(key, new Figure(key === 'pooled' ? 'drops-pooled' : `drops-layer-${key}`, key === 'pooled' ? 'Pooled over the layers' : `Layer ${key}`));
      const shown = key === 'pooled' ? all : all.filter(one => one.layer === key);
      if (shown.length === 0) figures.get(key).showNothing('This configuration has no values.');
      else figures.get(key).show(() => chart(data, shown, layers, chosen, state, overRuns(sheets, chosen.measure, key)));
      grid.append(figures.get(key).root);
    }
  };
  holder.replaceChildren(element('div', { class: 'controls' },
    choice('Measure', names.map(name => ({ value: name, text: title(data, name) })), chosen.measure, value => { chosen.measure = value; update(); }),
    ...(kinds(data).length > 1 ? [choice('Quantizer and split', kinds(data).map(value => ({ value, text: value })), chosen.kind, value => { chosen.kind = value; update(); })] : [])), grid);
  state.onChange(update);
  update();
}

function chart(data, points, layers, chosen, state, { mean, runs }) {
  const drop = points.some(one => one[ABLATED] !== null) ? ABLATED : 'single_drop';
  return {
    note: `${state.describe()}. Spearman correlation of the active neurons${runs > 1 ? `, mean of ${runs} seeds` : ''}: ${number(mean)}. Inactive neurons are hollow.`,
    option: base({
      marks: true,
      xAxis: axis(title(data, chosen.measure)),
      yAxis: axis(title(data, drop), { nameGap: 46 }),
      tooltip: tooltip('item', item => [`layer ${item.value[2]}, neuron ${item.value[3]}`, `${title(data, chosen.measure)}: ${number(item.value[0])}`, `drop: ${number(item.value[1])}`, `seed ${state.index.runs[item.value[4]].seed}`]),
      series: layers.filter(layer => points.some(one => one.layer === layer)).map(layer => scatter(layer, layers.indexOf(layer), points.filter(one => one.layer === layer), chosen)),
    }),
    data: {
      columns: ['seed', 'layer', 'neuron', 'inactive', chosen.measure, drop],
      rows: points.map(one => [state.index.runs[one.run].seed, one.layer, one.neuron, one.inactive, one[chosen.measure], one.drop]),
    },
  };
}

function scatter(layer, index, points, chosen) {
  const paint = colour(index);
  return {
    type: 'scatter', name: `layer ${layer}`, symbol: shapes[index % shapes.length], symbolSize: 8, itemStyle: { color: paint, opacity: 0.7 },
    data: points.map(one => ({
      value: [one[chosen.measure], one.drop, one.layer, one.neuron, one.run],
      ...(one.inactive ? { itemStyle: { color: 'transparent', borderColor: paint, borderWidth: 1 } } : {}),
    })),
  };
}

/** The mean over the runs of Spearman's correlation of each, taken from exact numbers of all active neurons; null where no run has one. */
export function overRuns(sheets, measure, scope) {
  const found = sheets.map(sheet => sheet.correlations[measure]?.[scope] ?? null).filter(value => value !== null);
  return { mean: found.length > 0 ? found.reduce((sum, value) => sum + value, 0) / found.length : null, runs: found.length };
}
