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
    const all = neurons(chosenSheets(data, state, chosen.kind), [...names, 'single_drop', ABLATED]).map(one => ({ ...one, drop: one[ABLATED] ?? one.single_drop })).filter(one => one[chosen.measure] !== null && one.drop !== null);
    const layers = [...new Set(all.map(one => one.layer))].sort((a, b) => a - b);
    const wanted = ['pooled', ...(layers.length > 1 ? layers : [])];
    for (const [key, figure] of figures) if (!wanted.includes(key)) { figure.remove(); figures.delete(key); }
    for (const key of wanted) {
      if (!figures.has(key)) figures.set(key, new Figure(key === 'pooled' ? 'drops-pooled' : `drops-layer-${key}`, key === 'pooled' ? 'Pooled over the layers' : `Layer ${key}`));
      const shown = key === 'pooled' ? all : all.filter(one => one.layer === key);
      if (shown.length === 0) figures.get(key).showNothing('This configuration has no values.');
      else figures.get(key).show(() => chart(data, shown, layers, chosen, state));
      grid.append(figures.get(key).root);
    }
  };
  holder.replaceChildren(element('div', { class: 'controls' },
    choice('Measure', names.map(name => ({ value: name, text: title(data, name) })), chosen.measure, value => { chosen.measure = value; update(); }),
    ...(kinds(data).length > 1 ? [choice('Quantizer and split', kinds(data).map(value => ({ value, text: value })), chosen.kind, value => { chosen.kind = value; update(); })] : [])), grid);
  state.onChange(update);
  update();
}

function chart(data, points, layers, chosen, state) {
  const active = points.filter(one => !one.inactive);
  const { mean, runs } = overRuns(active, chosen.measure);
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

/** Spearman's correlation of each run and its mean over them, as in the tables insights and sweep_insights; null where a run has none. */
export function overRuns(points, measure) {
  const found = [...new Set(points.map(one => one.run))].map(run => points.filter(one => one.run === run))
    .map(own => spearman(own.map(one => one[measure]), own.map(one => one.drop))).filter(value => value !== null);
  return { mean: found.length > 0 ? found.reduce((sum, value) => sum + value, 0) / found.length : null, runs: found.length };
}

/** Spearman's correlation with average ranks. */
export function spearman(xs, ys) {
  if (xs.length < 2) return null;
  const [a, b] = [ranks(xs), ranks(ys)];
  const mean = (xs.length + 1) / 2;
  let [cross, left, right] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    cross += (a[i] - mean) * (b[i] - mean);
    left += (a[i] - mean) ** 2;
    right += (b[i] - mean) ** 2;
  }
  return left > 0 && right > 0 ? cross / Math.sqrt(left * right) : null;
}

function ranks(values) {
  const order = values.map((value, i) => [value, i]).sort((a, b) => a[0] - b[0]);
  const found = new Array(values.length);
  for (let from = 0; from < order.length;) {
    let to = from;
    while (to < order.length && order[to][0] === order[from][0]) to++;
    for (let at = from; at < to; at++) found[order[at][1]] = (from + 1 + to) / 2;
    from = to;
  }
  return found;
}
