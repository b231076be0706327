import { number } from '../dom.js';
import { axis, bars, base, line, tooltip } from '../options.js';
import { colour, dashes, faint, ink } from '../theme.js';
import { verdictOf } from './reading-names.js';
import { wanted } from './readings.js';

const SHARES = [10, 20, 30, 40, 50];

/** The network's order beside those of the layers at equal shares; null where fewer than two layers have one. */
export function reversal(rows, chosen, direction, state) {
  const mine = rows.filter(row => row.direction === direction && wanted(row, chosen));
  const one = (scope, name) => mine.find(row => row.scope === scope && row.name === name && row.mean !== null);
  const scopes = [...new Set(mine.map(row => row.scope))].filter(scope => SHARES.some(share => one(scope, `vs_random_${share}`)));
  const layers = scopes.filter(scope => scope !== 'network');
  if (layers.length < 2 || layers.length === scopes.length) return null;
  const last = one('network', 'reversal_last_share');
  const used = last ? (last.low ?? last.mean) : 0;
  const drawn = ['network', ...layers].map(scope => ({ scope, points: SHARES.map(share => ({ share, found: one(scope, `vs_random_${share}`) })).filter(point => point.found) }));
  const decided = mine.find(row => row.name === 'reversal_decided') ?? mine.find(row => row.name === 'reversal');
  const verdict = verdictOf(decided);
  return () => ({
    note: `Reversal: ${verdict}. ${state.describe()}. ${direction === 'ascending' ? 'It is one where the whole network lies below 0 and the layers above.' : 'It is one where the whole network lies at 0 or above and the layers below.'} Hollow: beyond the shares that are used. Bars: 95 % intervals.`,
    option: base({
      xAxis: axis('removed (% of the scope’s neurons)', { min: 0, max: 55, interval: 10, scale: false, nameGap: 28, axisLabel: { color: faint(), fontSize: 11.5, showMaxLabel: false } }),
      yAxis: axis('against random (share of A0 - c)', { nameGap: 48 }),
      tooltip: tooltip('axis', items => [`${number(Math.round(items[0].value[0]))} % removed`, ...items.map(item => `${item.seriesName}: ${number(item.value[1])}${item.value[2] === null ? '' : ` (${number(item.value[2])} to ${number(item.value[3])})`}`)]),
      series: drawn.flatMap((one, i) => scopeSeries(one, i, used)),
    }),
    data: {
      columns: ['configuration', 'scope', 'direction', 'percent_removed', 'against_random', 'low', 'high', 'used'],
      rows: drawn.flatMap(({ scope, points }) => points.map(({ share, found }) => [state.current.label, scope, direction, share, found.mean, found.low, found.high, share <= used])),
    },
  });
}

function scopeSeries({ scope, points }, place, used) {
  const network = place === 0;
  const paint = network ? ink() : colour(place - 1);
  const label = network ? 'whole network' : scope.replace('-', ' ');
  const aside = (place - 1) * 0.8;
  const curve = line(label, points.map(point => point.share + aside), points.map(point => point.found.mean), {
    paint, dash: network ? 'solid' : dashes[1 + (place - 1) % 4], width: network ? 3 : 2, extra: i => [points[i].found.low, points[i].found.high],
  });
  Object.assign(curve, { showSymbol: true, symbol: network ? 'rect' : 'circle', symbolSize: 7, data: curve.data.map((value, i) => points[i].share <= used ? value : { value, symbol: network ? 'emptyRect' : 'emptyCircle' }) });
  if (network) curve.markLine = { silent: true, symbol: 'none', label: { formatter: 'random', position: 'insideEndTop', color: faint() }, lineStyle: { color: faint(), type: 'solid', width: 1.5 }, data: [{ yAxis: 0 }] };
  return [curve, bars(label, points.filter(point => point.found.low !== null && point.found.low !== point.found.high).map(point => [point.share + aside, point.found.low, point.found.high]), paint)];
}
