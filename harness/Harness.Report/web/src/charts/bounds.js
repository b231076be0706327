import { element, number, table } from '../dom.js';
import { Figure } from '../figure.js';
import { axis, bars, base, textWidth, tooltip, wrapped } from '../options.js';
import { colour, faint } from '../theme.js';
import { firsts, floorOf, grouped, isHollow, reach, rowsOf, saturatedIn, saturationNote } from './bound-groups.js';

/** In the legend: of hollow marks. */
const SATURATED = 'bound, saturated I(X;L)';
const GAP = 'measured gap';

/** Bounds beside the gap that was measured, on a logarithmic axis. */
export default async function bounds(holder, state, load) {
  const data = await load('bounds');
  const figure = new Figure('bounds', 'Bound and measured gap', { height: 400 });
  const words = element('div');
  const update = () => {
    const rows = rowsOf(data.rows, new Set(state.runs()), state.point);
    const groups = grouped(rows, (layer, run) => state.layerName(layer, run));
    if (groups.every(group => group.value === null && !(group.gap > 0))) figure.showNothing(rows.length > 0 ? 'None of these bounds has a value: they are scalings without constants.' : 'This configuration has no bounds.');
    else figure.show(width => chart(groups, state, width));
    const said = firsts(rows);
    words.replaceChildren(table(['bound', 'of what', 'estimator', 'assumptions and standing', 'what went into it (first run)'], said.map(row => [row.bound, row.layer === 0 ? 'network' : state.layerName(row.layer, row.run ?? undefined), row.estimator || null, row.assumptions, row.detail]), 'What each bound assumes'));
  };
  holder.replaceChildren(figure.root, words);
  state.onChange(update);
  update();
}

function chart(groups, state, width) {
  const names = groups.map(group => group.name);
  const slot = (width - 102) / groups.length - 8;
  const lines = names.map(name => wrapped(name, slot, 11.5));
  const named = lines.every(one => one.length <= 4 && one.every(part => textWidth(part, 11.5) <= slot));
  const under = named ? 15 * (Math.max(...lines.map(one => one.length)) - 1) : 0;
  const spans = groups.map(group => ({ bound: reach(group.values, group.low, group.high), gap: reach(group.gaps) }));
  const floor = floorOf(groups.flatMap((group, i) => [group.value, group.gap, ...(spans[i].bound ?? []), ...(spans[i].gap ?? [])]));
  const series = (name, symbol, paint, value, span) => [
    { type: 'scatter', name, symbol, symbolSize: 13, z: 3, itemStyle: { color: paint }, data: groups.map((group, i) => [i, value(group), group.runs]).filter(point => point[1] > 0) },
    bars(name, spans.map((both, i) => [i, span(both)]).filter(([, ends]) => ends && ends[1] > 0).map(([i, ends]) => [i, Math.max(floor, ends[0]), ends[1]]), paint),
  ];
  const limit = { silent: true, symbol: 'none', label: { formatter: 'vacuous from 1 up', position: 'insideEndTop', color: faint() }, lineStyle: { color: faint(), type: 'dashed' }, data: [{ yAxis: 1 }] };
  const bound = series('bound', 'diamond', colour(1), group => group.value, both => both.bound);
  const isDrawnHollow = ([i]) => isHollow(groups[i]);
  const hollow = { ...bound[0], name: SATURATED, symbol: 'emptyDiamond', data: bound[0].data.filter(isDrawnHollow) };
  bound[0].data = bound[0].data.filter(point => !isDrawnHollow(point));
  const drawn = [...bound, ...(hollow.data.length > 0 ? [hollow] : []), ...series(GAP, 'circle', colour(0), group => group.gap, both => both.gap)];
  drawn[0].markLine = limit;
  const below = [...new Set(groups.filter(group => !(group.gap > 0)).map(group => number(group.gap)))];
  const undrawn = below.length > 0 ? ` A mean gap of 0 or less has no place on a logarithmic axis: ${below.join(', ')}.` : '';
  return {
    note: `${state.describe()}.${saturationNote(groups.filter(group => group.value > 0))} Means over runs, gaps below 0 among them; bars are the range over the runs, of a bound over all seeds its 95 % interval; what reaches 0 ends at the lower edge.${undrawn}`,
    option: base({
      marks: true,
      grid: { left: 80, right: 22, top: 44, bottom: 52 + under },
      xAxis: axis(named ? 'bound, of what' : 'bound, of what (number in the key)', { type: 'category', data: names, nameGap: 30 + under, axisLabel: { interval: 0, fontSize: 11.5, lineHeight: 15, color: faint(), formatter: (_, i) => named ? lines[i].join('\n') : String(i + 1) } }),
      yAxis: axis('gap in 0-1 error (share of samples, log)', { type: 'log', nameGap: 52, min: floor }),
      tooltip: tooltip('item', item => [names[item.value[0]], `${item.seriesName}: ${number(item.value[1])}`, `${item.value[2]} runs`, ...(item.seriesName === GAP ? [] : [saturatedIn(groups[item.value[0]])].filter(Boolean))]),
      series: drawn,
    }),
    key: named ? [] : names.map((name, i) => [String(i + 1), name]),
    data: {
      columns: ['bound', 'layer', 'estimator', 'value', 'ci_low', 'ci_high', 'measured_gap', 'vacuous', 'saturated_runs', 'runs'],
      rows: groups.map(group => [group.bound, group.layer, group.estimator, group.value, group.low, group.high, group.gap, group.vacuous, group.saturated, group.runs]),
    },
  };
}
