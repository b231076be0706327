// What all charts have in common.
import { element, number } from './dom.js';
import { colour, faint, ink, lines, paper } from './theme.js';

/** @param {string} name with its unit */
export function axis(name, more = {}) {
  return {
    type: 'value', name, nameLocation: 'middle', nameGap: 30, scale: true,
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
    // Few names go on as many lines as they need, many are turned over.
    legend: { top: 0, type: new Set((more.series ?? []).map(one => one.name)).size > 4 ? 'scroll' : 'plain', itemGap: 8, itemWidth: marks ? 14 : 34, itemHeight: marks ? 12 : 14, textStyle: { color: ink(), fontSize: 12 }, pageTextStyle: { color: ink() } },
    ...more,
  };
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
    type: 'custom', name, silent: true, tooltip: { show: false }, z: 2, itemStyle: { color: paint }, data,
    renderItem: (_, api) => {
      const [x, low] = api.coord([api.value(0), api.value(1)]);
      const [, high] = api.coord([api.value(0), api.value(2)]);
      const style = { stroke: paint, lineWidth: 1.5 };
      const stroke = (x1, y1, x2, y2) => ({ type: 'line', shape: { x1, y1, x2, y2 }, style });
      return { type: 'group', children: [stroke(x, low, x, high), stroke(x - 4, low, x + 4, low), stroke(x - 4, high, x + 4, high)] };
    },
  };
}
