import { choice, element, number } from '../dom.js';
import { Figure } from '../figure.js';
import { axis, base, line, tooltip } from '../options.js';
import { colour, dashes } from '../theme.js';
import { RANDOM, WORDS, title } from './curves.js';

/** Accuracy of each class against the number of neurons ablated: one chart for each scope. */
export default async function classes(holder, state, load) {
  const { keys } = await load('classes');
  const distinct = (name, among = keys) => [...new Set(among.map(key => key[name]).filter(Boolean))];
  const orders = distinct('order', keys.filter(key => key.order !== RANDOM));
  const quantizers = distinct('quantizer');
  const directions = distinct('direction');
  const chosen = { order: orders[0] ?? RANDOM, quantizer: quantizers[0], direction: directions.includes('descending') ? 'descending' : directions[0] };
  const grid = element('div', { class: 'grid' });
  const figures = new Map();
  const update = async () => {
    const point = state.point;
    const runs = new Set(state.runs(point));
    const all = await load(`classes-${point}`) ?? [];
    if (point !== state.point) return;
    const series = all.filter(one => runs.has(one.run) && one.key.direction === chosen.direction
      && (one.key.order === RANDOM || (one.key.order === chosen.order && (!one.key.quantizer || one.key.quantizer === chosen.quantizer))));
    const scopes = [...new Set(series.map(one => one.key.scope))];
    for (const [scope, figure] of figures) if (!scopes.includes(scope)) { figure.remove(); figures.delete(scope); }
    for (const scope of scopes) {
      if (!figures.has(scope)) figures.set(scope, new Figure(`classes-${scope}`, `${title(scope)}, by class`));
      figures.get(scope).show(() => chart(series.filter(one => one.key.scope === scope), state, chosen));
      grid.append(figures.get(scope).root);
    }
  };
  const pick = (label, values, key, text = value => value) => values.length < 2 ? []
    : [choice(label, values.map(value => ({ value, text: text(value) })), chosen[key], value => { chosen[key] = value; update(); })];
  holder.replaceChildren(element('div', { class: 'controls' },
    ...pick('Measure', orders, 'order'), ...pick('Quantizer', quantizers, 'quantizer'), ...pick('Direction', directions, 'direction', value => WORDS[value])), grid);
  state.onChange(update);
  await update();
}

function chart(series, state, chosen) {
  const { steps, classes } = series[0];
  const lines = classes.map(label => ({ name: state.className(label), accuracy: steps.map((_, i) => mean(series.map(one => one.accuracy[one.classes.indexOf(label)]?.[i]).filter(value => value != null))) }));
  return {
    note: `${state.describe()}; ${chosen.direction === RANDOM ? 'mean of the random orders' : `${chosen.order}, ${WORDS[chosen.direction]}`}.`,
    option: base({
      xAxis: axis('neurons removed (count)', { min: 0, max: steps.at(-1), scale: false }),
      yAxis: axis('accuracy (share of the class)', { min: 0, max: 1, nameGap: 42 }),
      tooltip: tooltip('axis', items => [`${items[0].value[0]} neurons removed`, ...items.map(item => `${item.seriesName}: ${number(item.value[1])}`)]),
      series: lines.map((one, i) => line(one.name, steps, one.accuracy, { paint: colour(i), dash: dashes[i % dashes.length], width: 1.6 })),
    }),
    data: { columns: ['configuration', 'scope', 'class', 'neurons_removed', 'accuracy'], rows: lines.flatMap(one => steps.map((step, i) => [state.current.label, series[0].key.scope, one.name, step, one.accuracy[i]])) },
  };
}

const mean = values => values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
