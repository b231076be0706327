import { choice, element, number } from '../dom.js';
import { Figure } from '../figure.js';
import { axis, base, tooltip } from '../options.js';
import { colour, dashes } from '../theme.js';
import { chosenSheets, drawn, kinds, neurons } from './measures.js';

const BINS = 32;

/** How each measure is spread over the neurons of each layer. */
export default async function distributions(holder, state, load) {
  const data = await load('neurons');
  const chosen = { kind: kinds(data)[0], inactive: 'with' };
  const columns = drawn(data);
  const names = columns.map(column => column.name);
  const grid = element('div', { class: 'grid' });
  const figures = columns.map(column => ({ column, figure: new Figure(`distribution-${column.name.replaceAll('_', '-')}`, column.label) }));
  grid.append(...figures.map(one => one.figure.root));
  const update = () => {
    const all = neurons(chosenSheets(data, state, chosen.kind), names).filter(one => chosen.inactive === 'with' || !one.inactive);
    for (const { column, figure } of figures) {
      const values = all.filter(one => one[column.name] !== null);
      if (values.length === 0) figure.showNothing('This configuration has no values of it.');
      else figure.show(() => chart(column, values, state));
    }
  };
  holder.replaceChildren(element('div', { class: 'controls' },
    ...(kinds(data).length > 1 ? [choice('Quantizer and split', kinds(data).map(value => ({ value, text: value })), chosen.kind, value => { chosen.kind = value; update(); })] : []),
    choice('Inactive neurons', [{ value: 'with', text: 'included' }, { value: 'without', text: 'left out' }], chosen.inactive, value => { chosen.inactive = value; update(); })), grid);
  state.onChange(update);
  update();
}

function chart({ name, title }, values, state) {
  const all = values.map(one => one[name]);
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const width = (high - low || 1) / BINS;
  const layers = [...new Set(values.map(one => one.layer))].sort((a, b) => a - b);
  const rows = layers.flatMap(layer => counted(layer, values.filter(one => one.layer === layer).map(one => one[name]), low, width));
  return {
    note: `${state.describe()}. ${BINS} bins of equal width; vertical lines are the layers' means.`,
    option: base({
      xAxis: axis(title, { min: low, max: low + BINS * width, scale: true, axisLabel: { hideOverlap: true, formatter: number, showMinLabel: true, showMaxLabel: false } }),
      yAxis: axis('share of the layer\'s neurons', { nameGap: 42, min: 0 }),
      tooltip: tooltip('axis', items => [`${number(items[0].value[0])} to ${number(items[0].value[0] + width)}`, ...items.map(item => `${item.seriesName}: ${number(item.value[1])} (${item.value[2]} neurons)`)]),
      series: layers.map((layer, i) => steps(layer, i, rows.filter(row => row.layer === layer), low + BINS * width)),
    }),
    data: { columns: ['layer', 'from', 'to', 'neurons', 'share'], rows: rows.map(row => [row.layer, row.from, row.from + width, row.count, row.share]) },
  };
}

function counted(layer, values, low, width) {
  const counts = new Array(BINS).fill(0);
  for (const value of values) counts[Math.min(BINS - 1, Math.floor((value - low) / width))]++;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return counts.map((count, bin) => ({ layer, from: low + bin * width, count, share: count / values.length, mean }));
}

function steps(layer, index, rows, end) {
  const paint = colour(index);
  const last = rows[rows.length - 1];
  return {
    type: 'line', name: `layer ${layer}`, step: 'end', showSymbol: false, itemStyle: { color: paint }, emphasis: { disabled: true },
    lineStyle: { color: paint, width: 2, type: dashes[index % dashes.length] }, areaStyle: { color: paint, opacity: 0.16 },
    data: [...rows.map(row => [row.from, row.share, row.count]), [end, last.share, last.count]],
    markLine: { silent: true, symbol: 'none', label: { show: false }, lineStyle: { color: paint, type: 'solid', width: 1.5 }, data: [{ xAxis: rows[0].mean }] },
  };
}
