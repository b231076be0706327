import { choice, element, number } from '../dom.js';
import { Figure } from '../figure.js';
import { axis, bars, base, line, textWidth, tooltip, wrapped } from '../options.js';
import { ALL } from '../state.js';
import { between, colour, dashes, faint, isDark, sequential } from '../theme.js';
import { seriesOf, title } from './curves.js';
import { explained, grouped, lackOf, namesOf, unit } from './reading-names.js';
import { entries, kindsOf, wanted } from './readings.js';
import { leftOut } from './seed-places.js';

const MOST_CURVES = 14, LINES = 3, LINE = 15;
/** Of more configurations the marks of one scope are shown. */
const MOST_OF_ALL_SCOPES = 8;

/** One reading over the configurations, and their curves in one chart. */
export default async function overview(holder, state, load) {
  if (state.index.points.length < 2) {
    holder.replaceChildren(element('p', { class: 'none' }, 'This sweep has one configuration: there is nothing to compare it with.'));
    return;
  }
  const [data, curves] = await Promise.all([load('readings'), load('curves')]);
  const all = entries(data);
  const names = namesOf(all);
  const orders = [...new Set(all.map(row => row.order).filter(Boolean))];
  const directions = ['ascending', 'descending'];
  const chosen = { name: names.includes('sufficient') ? 'sufficient' : names[0], order: orders[0] ?? '', direction: 'descending', kind: kindsOf(all)[0] ?? '' };
  const [dots, together] = [new Figure('overview-readings', 'Reading by configuration', { height: 380 }), new Figure('overview-curves', 'Curves of all configurations', { height: 380 })];
  const scopes = curves?.scopes ?? [];
  chosen.scope = scopes.includes('network') ? 'network' : scopes.at(-1);
  const read = [...new Set(all.map(row => row.scope))].sort((a, b) => (b === 'network') - (a === 'network'));
  chosen.shown = state.index.points.length > MOST_OF_ALL_SCOPES ? read[0] : ALL;
  const update = async () => {
    const points = state.matches();
    const rows = all.filter(row => points.includes(row.point) && row.name === chosen.name && wanted(row, chosen) && row.mean !== null && alone(row, chosen, all) && isShown(row, chosen, all));
    const others = lackOf(points, rows, all, chosen);
    if (rows.length === 0) dots.showNothing(`These configurations have no such reading.${others}`);
    else dots.show(width => { const drawn = (isSeries(points, state) ? stepChart : readingChart)(rows, points, chosen, state, width); return { ...drawn, note: drawn.note + others }; });
    const wish = { ...chosen };
    const lines = curves ? await Promise.all(points.slice(0, MOST_CURVES).map(async point => ({ point, series: (await seriesOf(load, state, point)).find(one => isWished(one.key, wish)) }))) : [];
    if (wish.scope !== chosen.scope || wish.order !== chosen.order || wish.direction !== chosen.direction || points.join() !== state.matches().join()) return;
    lines.splice(0, lines.length, ...lines.filter(one => one.series));
    if (lines.length === 0) together.showNothing('These configurations have no such curve.');
    else together.show(width => curveChart(lines, points, curves, chosen, state, width));
  };
  const pick = key => value => { chosen[key] = value; update(); };
  const plain = values => values.map(value => ({ value, text: value }));
  holder.replaceChildren(element('div', { class: 'controls' },
    choice('Reading', grouped(names), chosen.name, pick('name')),
    ...(read.length > 1 ? [choice('Scope of the reading', [{ value: ALL, text: 'all' }, ...read.map(value => ({ value, text: title(value) }))], chosen.shown, pick('shown'))] : []),
    choice('Measure', plain(orders), chosen.order, pick('order')),
    ...(kindsOf(all).length > 1 ? [choice('Quantizer and split', plain(kindsOf(all)), chosen.kind, pick('kind'))] : []),
    choice('Direction', directions.map(value => ({ value, text: value === 'ascending' ? 'lowest first' : 'highest first' })), chosen.direction, pick('direction')),
    choice('Scope of the curves', scopes.map(value => ({ value, text: title(value) })), chosen.scope, pick('scope'))),
  element('div', { class: 'grid' }, dots.root, together.root));
  state.onChange(update);
  await update();
}

const isWished = (key, wish) => key.scope === wish.scope && key.order === wish.order && key.direction === wish.direction
  && (!key.quantizer || wish.kind.startsWith(`${key.quantizer},`));

/** Of readings that there are in both directions, the chosen one. */
const alone = (row, chosen, all) => !row.direction || row.direction === chosen.direction
  || !all.some(other => other.name === row.name && other.direction === chosen.direction);

/** Of readings that there are of the chosen scope, those of it. */
const isShown = (row, chosen, all) => chosen.shown === ALL || row.scope === chosen.shown
  || !all.some(other => other.name === row.name && other.scope === chosen.shown);

/** Whether the configurations are checkpoints of one training, each with a step of its own. */
const isSeries = (points, state) => {
  const steps = points.map(point => state.index.points[point].step);
  return points.length > 1 && steps.every(step => step !== null) && new Set(steps).size === steps.length;
};

/** A reading over the steps of a training, a line for each scope. */
function stepChart(rows, points, chosen, state) {
  const scopes = [...new Set(rows.map(row => row.scope))];
  const step = row => state.index.points[row.point].step;
  return {
    note: `Order: ${chosen.order}. One network at each step.${explained(chosen.name)}`,
    option: base({
      grid: { left: 70, right: 22, top: 44, bottom: 52 },
      xAxis: axis('step of the training (count)'),
      yAxis: axis(unit(chosen.name), { nameGap: 48 }),
      tooltip: tooltip('axis', items => [`step ${items[0].value[0]}`, ...items.map(item => `${item.seriesName}: ${number(item.value[1])}`)]),
      series: scopes.map((scope, i) => {
        const mine = rows.filter(row => row.scope === scope).sort((one, other) => step(one) - step(other));
        return { ...line(title(scope), mine.map(step), mine.map(row => row.mean), { paint: colour(i), dash: dashes[i % dashes.length] }), showSymbol: true };
      }),
    }),
    data: { columns: ['configuration', 'step', 'scope', 'order', 'reading', 'direction', 'value'], rows: rows.map(row => [state.index.points[row.point].label, step(row), row.scope, row.order, row.name, row.direction, row.mean]) },
  };
}

/** A configuration's short name: its number among all. */
const short = point => String(point + 1);

const keyOf = (points, state) => points.map(point => [short(point), state.index.points[point].telling]);

function readingChart(rows, points, chosen, state, width) {
  const scopes = [...new Set(rows.map(row => row.scope))].sort((a, b) => (a === 'network') - (b === 'network'));
  const slot = (width - 92) / (points.length + 1) - 8;
  const names = points.map(point => wrapped(state.index.points[point].telling, slot, 11.5));
  const named = names.every(lines => lines.length <= LINES && lines.every(line => textWidth(line, 11.5) <= slot));
  const below = named ? LINE * (Math.max(...names.map(lines => lines.length)) - 1) : 0;
  const place = (row, i) => points.indexOf(row.point) + (i - (scopes.length - 1) / 2) * 0.16;
  return {
    note: `Order: ${chosen.order}. All seeds together; bars are 95 % intervals of the mean (Student’s t).${explained(chosen.name)}`,
    option: base({
      marks: true,
      grid: { left: 70, right: 22, top: 44, bottom: 52 + below },
      xAxis: axis(named ? 'configuration' : 'configuration (number in the key)', { nameGap: 30 + below, min: -1, max: points.length, splitLine: { show: false }, interval: 1, axisTick: { show: false }, axisLabel: { hideOverlap: !named, fontSize: 11.5, lineHeight: LINE, color: faint(), formatter: value => points[value] === undefined ? '' : named ? names[value].join('\n') : short(points[value]) } }),
      yAxis: axis(unit(chosen.name), { nameGap: 48 }),
      tooltip: tooltip('item', item => [state.index.points[item.value[2]].label, `${item.seriesName}: ${number(item.value[1])}`, `${item.value[3] === null ? '' : `${number(item.value[3])} to ${number(item.value[4])}, `}${item.value[5]} seeds${leftOut({ detail: item.value[6] })}`]),
      series: scopes.flatMap((scope, i) => {
        const mine = rows.filter(row => row.scope === scope);
        return [
          { type: 'scatter', name: title(scope), symbol: ['circle', 'triangle', 'rect', 'diamond'][i % 4], symbolSize: Math.min(10, Math.max(5, (width - 92) / (points.length + 1))), z: 3, itemStyle: { color: colour(i) }, data: mine.map(row => [place(row, i), row.mean, row.point, row.low, row.high, row.seeds, row.detail]) },
          bars(title(scope), mine.filter(row => row.seeds > 1 && row.low !== null).map(row => [place(row, i), row.low, row.high]), colour(i)),
        ];
      }),
    }),
    key: named ? [] : keyOf(points, state),
    data: { columns: ['configuration', 'scope', 'order', 'reading', 'direction', 'mean', 'low', 'high', 'seeds'], rows: rows.map(row => [state.index.points[row.point].label, row.scope, row.order, row.name, row.direction, row.mean, row.low, row.high, row.seeds]) },
  };
}

function curveChart(lines, points, curves, chosen, state, width) {
  const named = lines.every(one => textWidth(state.index.points[one.point].telling) < width / 2 - 60);
  const nameOf = point => named ? state.index.points[point].telling : short(point);
  const shades = isDark() ? sequential.slice(2) : sequential.slice(0, 5);
  const paint = i => lines.length > 6 ? between(shades, i / (lines.length - 1)) : colour(i);
  const left = points.length > lines.length ? ` Shown are ${lines.length} of ${points.length} configurations: filters narrow them down.` : '';
  const of = state.seed !== ALL ? `Seed ${state.seed}.` : lines.some(one => state.runs(one.point).length > 1) ? 'A line is the mean over the seeds; the range is in the curves of one configuration.' : 'One seed each.';
  return {
    note: `${title(chosen.scope)}, ${chosen.order}, ${chosen.direction === 'ascending' ? 'lowest' : 'highest'} first. ${of}${left}`,
    option: base({
      xAxis: axis('neurons removed (count)', { min: 0, scale: false }),
      yAxis: axis('accuracy (share of samples)', { min: 0, max: 1, nameGap: 42 }),
      tooltip: tooltip('axis', items => [`${items[0].value[0]} neurons removed`, ...items.map(item => `${item.seriesName}: ${number(item.value[1])}`)]),
      series: lines.map((one, i) => line(nameOf(one.point), curves.grids[one.series.key.width], one.series.mean, { paint: paint(i), dash: dashes[i % dashes.length] })),
    }),
    key: named ? [] : keyOf(lines.map(one => one.point), state),
    data: {
      columns: ['configuration', 'scope', 'order', 'direction', 'neurons_removed', 'accuracy'],
      rows: lines.flatMap(one => curves.grids[one.series.key.width].map((step, i) => [state.index.points[one.point].label, chosen.scope, chosen.order, chosen.direction, step, one.series.mean[i]])),
    },
  };
}
