// What all charts have in common.
import { element, number } from './dom.js';
import { colour, faint, ink, lines, paper } from './theme.js';

/** @param {string} name with its unit */
export function axis(name, more = {}) {
  return {
    type: 'value', name, nameLocation: 'middle', nameGap: 30, scale: true, ...(name.endsWith('(count)') ? { minInterval: 1 } : {}),
    nameTextStyle: { color: ink(), fontSize: 12.5 }, axisLabel: { color: faint(), fontSize: 11.5, hideOverlap: true, formatter: more.type === 'category' ? undefined : number },
    axisLine: { show: true, onZero: false, lineStyle: { color: faint() } }, splitLine: { lineStyle: { color: lines() } }, ...more,
  };
}

/** @param {object} more what differs; marks: whether the legend shows marks instead of lines */
export function base({ marks = false, ...more }) {
  return {
    animation: false,
    textStyle: { fontFamily: 'system-ui, sans-serif', color: ink() },
    grid: { left: 64, right: 22, top: 44, bottom: 52 },
    legend: { top: 0, itemGap: GAP, itemWidth: marks ? 14 : 34, itemHeight: marks ? 12 : 14, textStyle: { color: ink(), fontSize: 12 } },
    ...more,
  };
}

/** Below so many pixels a scale of colours lies under the axes, not beside them. */
export const NARROW = 560;

/** The place of a scale of colours. */
export const scale = (narrow, length) => narrow ? { orient: 'horizontal', left: 'center', bottom: 0, itemHeight: Math.min(length, 130) } : { orient: 'vertical', right: 4, top: 'middle', itemHeight: length };

const GAP = 8, LEGEND_LINE = 22, TITLE_LINE = 20;
let measuring = null;

/** Width of a text on one line. */
export function textWidth(text, size = 12) {
  measuring ??= document.createElement('canvas').getContext('2d');
  measuring.font = `${size}px system-ui, sans-serif`;
  return measuring.measureText(text).width;
}

/** Makes room above the axes for every line of the legend, and for a title. @returns {{option: object, extra: number}} the height that was added */
export function fitted(option, width, title = '', note = '') {
  const legend = option.legend?.show === false ? 0 : legendLines(option, width) - 1;
  const heads = title ? [...wrapped(title, width - 20, 15), ''] : [];
  const notes = title ? wrapped(note, width - 20, 11) : [];
  const above = heads.length > 0 ? (heads.length - 1) * TITLE_LINE + notes.length * 15 + 10 : 0;
  const extra = Math.max(0, legend) * LEGEND_LINE + above;
  return {
    extra,
    option: {
      ...option, grid: { ...option.grid, top: (option.grid?.top ?? 0) + extra },
      ...(option.legend ? { legend: { ...option.legend, top: (option.legend.top ?? 0) + above, width: width - 10 } } : {}),
      ...(title ? { title: { text: heads.slice(0, -1).join('\n'), subtext: notes.join('\n'), left: 8, top: 2, itemGap: 4, textStyle: { color: ink(), fontSize: 15, lineHeight: TITLE_LINE }, subtextStyle: { color: faint(), fontSize: 11, lineHeight: 15 } } } : {}),
    },
  };
}

function legendLines(option, width) {
  const names = [...new Set((option.series ?? []).map(one => one.name).filter(Boolean))];
  let [lines, used] = [1, 0];
  for (const name of names) {
    const wide = option.legend.itemWidth + 5 + textWidth(name);
    if (used > 0 && used + wide > width - 10) [lines, used] = [lines + 1, 0];
    used += wide + GAP;
  }
  return lines;
}

/** A text as lines that fit a width, as far as its words do. */
export function wrapped(text, width, size) {
  const lines = [''];
  for (const word of text.split(' ')) {
    const longer = lines.at(-1) ? `${lines.at(-1)} ${word}` : word;
    if (lines.at(-1) && textWidth(longer, size) > width) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}

export function tooltip(trigger, lines, more = {}) {
  return {
    trigger, confine: true, backgroundColor: paper(), borderColor: faint(), textStyle: { color: ink(), fontSize: 12 },
    axisPointer: { type: 'line', lineStyle: { color: faint() } },
    formatter: parameters => tip(lines(parameters)), ...more,
  };
}

/** Lines of text as an element: nothing in it is markup. */
const tip = lines => element('div', {}, ...lines.flatMap((line, i) => i === 0 ? [element('strong', {}, line)] : [element('br'), line]));

/** A band between two curves, drawn as one shape that the legend hides with its line. */
export function band(name, xs, low, high, fill) {
  return {
    type: 'custom', name, silent: true, tooltip: { show: false }, clip: true, z: 1, itemStyle: { color: fill },
    // The axes reach as far as these.
    data: [[xs[0], Math.min(...low)], [xs[xs.length - 1], Math.max(...high)]],
    dimensions: ['x', 'y'],
    renderItem: (parameters, api) => parameters.dataIndexInside > 0 ? null : {
      type: 'polygon', silent: true,
      shape: { points: [...xs.map((x, i) => api.coord([x, high[i]])), ...xs.map((x, i) => api.coord([x, low[i]])).reverse()] },
      style: { fill, opacity: 0.17 },
    },
  };
}

export function line(name, xs, ys, { paint = colour(0), dash = 'solid', width = 2, extra } = {}) {
  return {
    type: 'line', name, data: xs.map((x, i) => [x, ys[i], ...(extra ? extra(i) : [])]), showSymbol: xs.length === 1, symbolSize: 5, z: 3,
    itemStyle: { color: paint }, lineStyle: { color: paint, type: dash, width }, emphasis: { disabled: true },
  };
}

/** Error bars from low to high at each place. */
export function bars(name, data, paint) {
  return {
    type: 'custom', name, silent: true, tooltip: { show: false }, z: 2, clip: true, itemStyle: { color: paint }, data, encode: { x: 0, y: [1, 2] },
    renderItem: (_, api) => {
      const [x, low] = api.coord([api.value(0), api.value(1)]);
      const [, high] = api.coord([api.value(0), api.value(2)]);
      const style = { stroke: paint, lineWidth: 1.5 };
      const stroke = (x1, y1, x2, y2) => ({ type: 'line', shape: { x1, y1, x2, y2 }, style });
      return { type: 'group', children: [stroke(x, low, x, high), stroke(x - 4, low, x + 4, low), stroke(x - 4, high, x + 4, high)] };
    },
  };
}
