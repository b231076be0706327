import { element, number, table } from '../dom.js';
import { Figure } from '../figure.js';
import { axis, bars, base, textWidth, tooltip, wrapped } from '../options.js';
import { colour, faint } from '../theme.js';

/** Bounds beside the gap that was measured, on a logarithmic axis. */
export default async function bounds(holder, state, load) {
  const data = await load('bounds');
  const figure = new Figure('bounds', 'Bound and measured gap', { height: 400 });
  const words = element('div');
  const update = () => {
    const runs = new Set(state.runs());
    const rows = data.rows.filter(row => row.run === null || runs.has(row.run));
    const groups = grouped(rows, state);
    if (groups.every(group => group.value === null && !(group.gap > 0))) figure.showNothing(rows.length > 0 ? 'None of these bounds has a value: they are scalings without constants.' : 'This configuration has no bounds.');
    else figure.show(width => chart(groups, state, width));
    const said = [...new Map(rows.map(row => [`${row.bound}/${row.assumptions}`, row])).values()];
    words.replaceChildren(table(['bound', 'assumptions and standing', 'what went into it (first run)'], said.map(row => [row.bound, row.assumptions, row.detail]), 'What each bound assumes'));
  };
  holder.replaceChildren(figure.root, words);
  state.onChange(update);
  update();
}

function grouped(rows, state) {
  const key = row => `${row.bound}, ${row.layer === 0 ? 'network' : state.layerName(row.layer, row.run ?? undefined)}`;
  const groups = rows.reduce((map, row) => map.set(key(row), [...(map.get(key(row)) ?? []), row]), new Map());
  return [...groups].map(([name, all]) => {
    const values = all.map(row => row.value).filter(value => value !== null);
    const gaps = all.map(row => row.gap);
    return { name, value: mean(values), values, gap: mean(gaps), gaps, vacuous: all.some(row => row.vacuous === 1), runs: all.length };
  });
}

const mean = values => values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

function chart(groups, state, width) {
  const names = groups.map(group => group.name);
  const slot = (width - 102) / groups.length - 8;
  const lines = names.map(name => wrapped(name, slot, 11.5));
  const named = lines.every(one => one.length <= 4 && one.every(part => textWidth(part, 11.5) <= slot));
  const below = named ? 15 * (Math.max(...lines.map(one => one.length)) - 1) : 0;
  const positive = values => values.filter(value => value > 0);
  const series = (name, symbol, paint, values) => [
    { type: 'scatter', name, symbol, symbolSize: 13, z: 3, itemStyle: { color: paint }, data: groups.map((group, i) => [i, mean(positive(values(group))), group.runs]).filter(point => point[1] !== null) },
    bars(name, groups.map((group, i) => [i, positive(values(group))]).filter(([, all]) => all.length > 1).map(([i, all]) => [i, Math.min(...all), Math.max(...all)]), paint),
  ];
  const limit = { silent: true, symbol: 'none', label: { formatter: 'vacuous from 1 up', position: 'insideEndTop', color: faint() }, lineStyle: { color: faint(), type: 'dashed' }, data: [{ yAxis: 1 }] };
  const drawn = [...series('bound', 'diamond', colour(1), group => group.values), ...series('measured gap', 'circle', colour(0), group => group.gaps)];
  drawn[0].markLine = limit;
  return {
    note: `${state.describe()}. Means over runs, bars their range; a gap of 0 or less has no place on a logarithmic axis and is in the table.`,
    option: base({
      marks: true,
      grid: { left: 80, right: 22, top: 44, bottom: 52 + below },
      xAxis: axis(named ? 'bound, of what' : 'bound, of what (number in the key)', { type: 'category', data: names, nameGap: 30 + below, axisLabel: { interval: 0, fontSize: 11.5, lineHeight: 15, color: faint(), formatter: (_, i) => named ? lines[i].join('\n') : String(i + 1) } }),
      yAxis: axis('gap in 0-1 error (share of samples, log)', { type: 'log', nameGap: 52 }),
      tooltip: tooltip('item', item => [names[item.value[0]], `${item.seriesName}: ${number(item.value[1])}`, `${item.value[2]} runs`]),
      series: drawn,
    }),
    key: named ? [] : names.map((name, i) => [String(i + 1), name]),
    data: { columns: ['bound', 'value', 'measured_gap', 'vacuous', 'runs'], rows: groups.map(group => [group.name, group.value, group.gap, group.vacuous, group.runs]) },
  };
}
