import { choice, element, number } from '../dom.js';
import { Figure } from '../figure.js';
import { axis, band, base, line, tooltip } from '../options.js';
import { ALL } from '../state.js';
import { colour, dashes, random } from '../theme.js';
import { MARKS_HEIGHT, markSeries, marksOf, readingsOf, seedReadings, sentence } from './marks.js';
import { reversal } from './reversal.js';
import { placesOf } from './seed-places.js';

export const RANDOM = 'random';
export const WORDS = { ascending: 'lowest first', descending: 'highest first', random: 'random order' };

/** Accuracy against the number of neurons ablated: one chart for each scope. */
export default async function curves(holder, state, load) {
  const [all, bands] = [await load('curves'), (await load('marks'))?.bands ?? []];
  const orders = all.orders.filter(order => order !== RANDOM);
  const { quantizers, grids } = all;
  const chosen = { order: orders[0] ?? RANDOM, quantizer: quantizers[0], readings: 'shown' };
  const grid = element('div', { class: 'grid' });
  const reversed = element('div', { class: 'grid' });
  const figures = new Map();
  const [reversals, reversalHead] = [new Map(), element('p', { class: 'lead below' }, 'Does the order of the whole network reverse those of the layers (Simpson’s paradox)? Network beside layers, at equal shares of removed neurons; 0 is random removal.')];
  const update = async () => {
    const point = state.point;
    const [found, rows] = [await seriesOf(load, state, point), await readingsOf(load, state, point)];
    const [ofSeeds, single] = [await seedReadings(load, state, point), (await load(`curves-${point}`) ?? []).filter(one => one.run !== null && wanted(one, chosen))];
    if (point !== state.point) return;
    const read = { order: chosen.order, kind: kindOf(rows, chosen) };
    const series = found.filter(one => wanted(one, chosen));
    const scopes = [...new Set(series.map(one => one.key.scope))];
    for (const [scope, figure] of figures) if (!scopes.includes(scope)) { figure.remove(); figures.delete(scope); }
    for (const scope of scopes) {
      if (!figures.has(scope)) figures.set(scope, new Figure(`curves-${scope}`, title(scope)));
      const mine = series.filter(one => one.key.scope === scope);
      const marks = chosen.readings === 'shown' ? marksOf(rows, read, scope, mine[0].key.width, bands[point]) : null;
      const own = (name, direction) => placesOf(ofSeeds, read, scope, name, single.filter(one => one.key.scope === scope && one.key.order === chosen.order && one.key.direction === direction), grids);
      const seeds = { sufficient: own('sufficient', 'ascending'), destroying: own('destroying', 'descending') };
      figures.get(scope).show(() => chart(grids, mine, state, chosen, marks, seeds));
      grid.append(figures.get(scope).root);
    }
    for (const direction of ['ascending', 'descending']) {
      const make = reversal(rows, read, direction, state);
      if (!make) { reversals.get(direction)?.remove(); reversals.delete(direction); continue; }
      if (!reversals.has(direction)) reversals.set(direction, new Figure(`reversal-${WORDS[direction].replace(' ', '-')}`, `Network beside layers, ${WORDS[direction]}`, { height: 270 }));
      reversals.get(direction).show(make);
      reversed.append(reversals.get(direction).root);
    }
    reversalHead.hidden = reversals.size === 0;
  };
  holder.replaceChildren(element('div', { class: 'controls' },
    choice('Measure', [...orders.map(order => ({ value: order, text: order })), ...(orders.length > 1 ? [{ value: ALL, text: 'all measures' }] : [])], chosen.order,
      value => { chosen.order = value; update(); }),
    ...(quantizers.length > 1 ? [choice('Quantizer', quantizers.map(value => ({ value, text: value })), chosen.quantizer, value => { chosen.quantizer = value; update(); })] : []),
    ...(bands.length > 0 ? [choice('Readings', [{ value: 'shown', text: 'on the curves' }, { value: 'hidden', text: 'hidden' }], chosen.readings, value => { chosen.readings = value; update(); })] : [])), grid, reversalHead, reversed);
  state.onChange(update);
  await update();
}

export const title = scope => scope === 'network' ? 'Whole network' : scope.replace('-', ' ').replace('layer', 'Layer');

/** The series of what is looked at of a configuration: the seeds together, or the one run. */
export async function seriesOf(load, state, point) {
  const [series, runs] = [await load(`curves-${point}`) ?? [], state.runs(point)];
  return series.filter(one => runs.length > 1 ? one.run === null : one.run === runs[0]);
}

const wanted = (one, chosen) => one.key.order === RANDOM
  || ((chosen.order === ALL || one.key.order === chosen.order) && (!one.key.quantizer || one.key.quantizer === chosen.quantizer));

/** The readings' quantizer and split that a choice of a quantizer means. */
const kindOf = (rows, chosen) => rows.find(row => row.order === chosen.order && row.quantizer === chosen.quantizer)?.kind ?? rows.find(row => row.order === chosen.order)?.kind ?? '';

function chart(grids, series, state, chosen, marks, seeds) {
  const orders = [...new Set(series.map(one => one.key.order))];
  const drawn = series.flatMap(one => lines(grids, one, orders.indexOf(one.key.order), chosen.order === ALL));
  const several = state.runs().length > 1;
  const of = direction => series.filter(one => one.key.direction === direction).map(one => ({ xs: grids[one.key.width], ys: one.mean }))[0];
  const spread = one => one.low ? `${one.key.order === RANDOM ? 'middle 90 %' : 'range'} ${number(one.low)} to ${number(one.high)}` : '';
  return {
    above: marks ? MARKS_HEIGHT : 0,
    said: sentence(marks),
    note: `${state.describe()}. Bands: ${several ? 'range over seeds; ' : ''}of random orders the middle 90 %.${marks && seeds.sufficient.length > 0 ? ' A bracket is the mean over seeds, its thin line the 95 % interval; dots are the place of each seed on its own curve.' : ''}`,
    option: base({
      grid: { left: 64, right: 22, top: 40 + (marks ? MARKS_HEIGHT : 0), bottom: 52 },
      xAxis: axis('neurons removed (count)', { min: 0, max: marks?.width, scale: false }),
      yAxis: axis('accuracy (share of samples)', { min: 0, max: 1, nameGap: 42 }),
      tooltip: tooltip('axis', items => [`${items[0].value[0]} neurons removed`, ...items.map(item => `${item.seriesName}: ${number(item.value[1])} ${spread({ ...find(series, item), low: item.value[2], high: item.value[3] })}`)]),
      series: marks ? [...drawn, markSeries(marks, of('ascending'), of('descending'), seeds)] : drawn,
    }),
    data: {
      columns: ['configuration', 'scope', 'order', 'direction', 'neurons_removed', 'accuracy', 'low', 'high', 'curves'],
      rows: series.flatMap(one => grids[one.key.width].map((step, i) =>
        [state.current.label, one.key.scope, one.key.order, one.key.direction, step, one.mean[i], one.low?.[i], one.high?.[i], one.curves])),
    },
  };
}

const find = (series, item) => series.find(one => name(one, true) === item.seriesName || name(one, false) === item.seriesName) ?? { key: {} };

const name = (one, withOrder) => one.key.order === RANDOM ? 'random order' : `${withOrder ? `${one.key.order}, ` : ''}${WORDS[one.key.direction]}`;

function lines(grids, one, place, withOrder) {
  const xs = grids[one.key.width];
  const ascending = one.key.direction === 'ascending';
  const paint = one.key.order === RANDOM ? random() : colour(withOrder ? place : ascending ? 0 : 1);
  const label = name(one, withOrder);
  const dash = one.key.order === RANDOM ? dashes[2] : ascending ? 'solid' : dashes[1];
  const curve = line(label, xs, one.mean, { paint, dash, extra: one.low ? i => [one.low[i], one.high[i]] : undefined });
  // The legend's mark is that of the first series of a name: the line's.
  return one.low ? [curve, band(label, xs, one.low, one.high, paint)] : [curve];
}
