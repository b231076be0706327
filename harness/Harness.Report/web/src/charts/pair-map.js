// The map of a layer's pairs: one picture of as many cells as it has, which no browser could draw as shapes.
import { number } from '../dom.js';
import { NARROW, axis, base, scale, tooltip } from '../options.js';
import { between, diverging, faint, ink, sequential } from '../theme.js';
import { valuesOf } from './pair-values.js';

const LARGEST = 560, STRONGEST = 12, NAME_HEIGHT = 17, NAME_WIDTH = 32;

/** The figure's height where nothing is added. */
export const HEIGHT = 400;

export const QUANTITIES = {
  redundancy: { title: 'redundancy (bits)', text: 'redundancy: the lesser of what the two say, class by class' },
  i_pair: { title: 'I(Ti;Tj) (bits)', text: 'I(Ti;Tj): what they say about each other' },
  synergy: { title: 'synergy (bits)', text: 'synergy: what only both say about the class' },
  interaction: { title: 'interaction (bits)', text: 'interaction: synergy less redundancy' },
};

export const ORDERS = { redundancy: 'clusters by redundancy', i_pair: 'clusters by I(Ti;Tj)', number: 'neuron numbers' };

/** The layer's neurons as they stand. */
export const inOrder = (map, neurons, order) => map.orders[order] ?? Array.from({ length: neurons }, (_, neuron) => neuron);

/**
 * @param {object} map of a layer  @param {number} neurons of the layer
 * @param {object} view quantity, order, most (of the scale, all layers alike), columns and rows that are seen (numbers of neurons)
 * @param {object} pointer where the mouse is, and where the map lies: written here, read by who zooms
 */
export function chart(map, neurons, view, pointer, said, width) {
  const narrow = width < NARROW;
  const { columns, rows, quantity, most } = view;
  const own = map.values[quantity];
  const value = valuesOf(map, quantity, neurons);
  const colours = own.isSigned ? diverging : sequential;
  const left = 64, right = narrow ? 18 : 96, top = 12, below = 52 + (narrow ? 60 : 0);
  const side = Math.max(120, Math.min(width - left - right, LARGEST));
  const picture = paint(columns, rows, value, share => between(colours, share), own.isSigned ? -most : 0, most, side);
  const strongest = top12(columns, rows, value, own.isSigned);
  const names = (list, room) => ({
    type: 'category', data: list.map(String), splitLine: { show: false }, axisTick: { show: false },
    axisLabel: { color: faint(), fontSize: 11.5, interval: Math.ceil(list.length * room / side) - 1 },
  });
  const cell = () => [columns[Math.floor((pointer.x - pointer.left) / pointer.side * columns.length)], rows[Math.floor((pointer.y - pointer.top) / pointer.side * rows.length)]];
  const lines = (one, other) => one === undefined || other === undefined ? ['']
    : one === other ? [`layer ${map.layer}, neuron ${one}`]
      : [`layer ${map.layer}, neurons ${other} and ${one}`, ...Object.keys(map.values).map(name => `${QUANTITIES[name].title}: about ${rounded(valuesOf(map, name, neurons)(one, other))}`)];
  return {
    note: `${QUANTITIES[quantity].title} of every two neurons of layer ${map.layer}, ${precision(own)}; ${ORDERS[view.order]}; ${said}.`,
    said: strongest.length > 0 ? `The most is of neurons ${columns[strongest[0][0]]} and ${rows[strongest[0][1]]}. ` : '',
    above: top + side + below - HEIGHT,
    option: base({
      legend: { show: false },
      grid: { left, top, width: side, height: side },
      xAxis: axis('neuron (number)', names(columns, NAME_WIDTH)),
      yAxis: axis('neuron (number)', { ...names(rows, NAME_HEIGHT), inverse: true, nameGap: 44 }),
      visualMap: { min: own.isSigned ? -most : 0, max: most, seriesIndex: 1, dimension: 2, calculable: false, hoverLink: false, precision: 4, ...scale(narrow, 150), ...(narrow ? {} : { left: left + side + 14, right: undefined }), formatter: rounded, text: [rounded(most), own.isSigned ? rounded(-most) : '0'], textStyle: { color: ink() }, inRange: { color: colours } },
      tooltip: tooltip('item', item => item.seriesType === 'scatter' ? lines(columns[item.value[0]], rows[item.value[1]]) : lines(...cell())),
      series: [
        {
          type: 'custom', name: 'pairs', isMouseOnly: true, data: [[0, 0]], clip: false,
          renderItem: (parameters) => {
            const { x, y } = parameters.coordSys;
            Object.assign(pointer, { left: x, top: y, side });
            return { type: 'image', style: { image: picture, x, y, width: side, height: side } };
          },
        },
        // The strongest, for those who go by keys.
        { type: 'scatter', name: 'strongest pairs', symbol: 'rect', symbolSize: Math.max(2, side / columns.length), itemStyle: { opacity: 0 }, z: 4, data: strongest },
      ],
    }),
    get data() {
      const found = [];
      for (const one of rows) for (const other of columns) if (one < other) found.push([map.layer, one, other, value(one, other)]);
      return { columns: ['layer', 'neuron_i', 'neuron_j', quantity], rows: found };
    },
  };
}

/** How exact a colour is: the page has a byte for each value. */
export const precision = ({ isSigned, most }) => `to 1/${isSigned ? 127 : 254} of ${isSigned ? 'its largest size' : 'its most'}, ${rounded(most)}`;

/** No more digits than a byte has. */
const rounded = value => value === null ? 'unknown' : number(Number(Number(value).toPrecision(3)));

/** The pairs of the largest values, or sizes of them, that are seen: places in columns and rows, and the value. */
function top12(columns, rows, value, isSigned) {
  const size = found => isSigned ? Math.abs(found[2]) : found[2];
  let best = [];
  let least = -Infinity;
  rows.forEach((row, y) => columns.forEach((column, x) => {
    const found = [x, y, value(column, row)];
    if (row >= column || found[2] === null || size(found) <= least) return;
    best = [...best, found].sort((a, b) => size(b) - size(a)).slice(0, STRONGEST);
    if (best.length === STRONGEST) least = size(best[STRONGEST - 1]);
  }));
  return best;
}

/** A canvas in which each cell has as many whole points, so that no edge is blurred. */
function paint(columns, rows, value, colour, low, high, side) {
  const steps = Array.from({ length: 256 }, (_, step) => colour(step / 255).match(/\d+/g).map(Number));
  const cells = new ImageData(columns.length, rows.length);
  rows.forEach((row, y) => columns.forEach((column, x) => {
    const found = value(column, row);
    if (found === null) return;
    const [red, green, blue] = steps[high > low ? Math.round((found - low) / (high - low) * 255) : 0];
    cells.data.set([red, green, blue, 255], 4 * (y * columns.length + x));
  }));
  const small = document.createElement('canvas');
  [small.width, small.height] = [columns.length, rows.length];
  small.getContext('2d').putImageData(cells, 0, 0);
  const large = document.createElement('canvas');
  const points = length => Math.max(1, Math.ceil(side * 2 / length));
  [large.width, large.height] = [columns.length * points(columns.length), rows.length * points(rows.length)];
  const context = large.getContext('2d');
  context.imageSmoothingEnabled = false;
  context.drawImage(small, 0, 0, large.width, large.height);
  return large;
}
