// The readings on the curves: a row of brackets above the axes, the places on the curves, and the band of tolerance.
import { number } from '../dom.js';
import { textWidth } from '../options.js';
import { colour, faint, ink, paper } from '../theme.js';
import { entries, wanted } from './readings.js';
import { ofSeeds, valueAt } from './seed-places.js';

const ROW = 16;

/** Height that the rows of brackets take above a chart. */
export const MARKS_HEIGHT = 4 * ROW + 4;

/** The readings of what is looked at: over the seeds of a point, or of its one run. */
export async function readingsOf(load, state, point) {
  const runs = state.runs(point);
  const own = state.index.points[point]?.runs.length > 1 && runs.length === 1;
  const data = await load(own ? `marks-${point}` : 'readings');
  return data ? entries(data).filter(row => row.point === (own ? runs[0] : point)) : [];
}

/** The readings of every seed of a point, by the number of its run; none where one run is looked at. */
export async function seedReadings(load, state, point) {
  const data = state.runs(point).length > 1 ? await load(`marks-${point}`) : null;
  return data ? entries(data) : [];
}

/** Which neurons a scope's curves say suffice, destroy, are inactive and redundant; null where nothing can be read. */
export function marksOf(rows, chosen, scope, width, band) {
  const one = name => rows.find(row => row.scope === scope && row.name === name && wanted(row, chosen) && row.mean !== null) ?? null;
  const [sufficient, destroying, inactive, redundant, intact] = ['sufficient', 'destroying', 'inactive', 'redundant_low', 'intact_accuracy'].map(one);
  if (!sufficient || !intact) return null;
  const useful = intact.mean - (band?.chance ?? NaN);
  return {
    sufficient, inactive, redundant, width, plateau: width - sufficient.mean, destroying: destroying?.mean >= 0 ? destroying : null, never: destroying?.mean < 0,
    band: Number.isFinite(useful) ? { intact: intact.mean, kept: intact.mean - band.epsilon * useful, lost: band.chance + band.delta * useful, epsilon: band.epsilon } : null,
  };
}

const round = value => number(Math.round(value * 10) / 10);

/** The readings as a sentence. */
export function sentence(marks) {
  if (!marks) return '';
  const { sufficient, destroying, inactive, redundant, never, width } = marks;
  return [`Of ${width} neurons the ${round(sufficient.mean)} highest suffice${ofSeeds(sufficient)}`,
    destroying ? `removing the ${round(destroying.mean)} highest destroys${ofSeeds(destroying)}` : never ? 'no removal destroys' : '',
    inactive ? `${round(inactive.mean)} are inactive` : '', redundant ? `${round(redundant.mean)} redundant` : ''].filter(Boolean).join(', ') + '. ';
}

/** @param {{xs: number[], ys: number[]}} ascending the curve that lowest first gives; descending likewise
 * @param seeds {{sufficient: {x: number, y: number}[], destroying: {x: number, y: number}[]}} each seed's own place, drawn where several are looked at: a mean place on
 * a mean curve is no seed's, and may lie outside of the tolerance */
export function markSeries(marks, ascending, descending, seeds = { sufficient: [], destroying: [] }) {
  const [low, high] = [colour(0), colour(1)];
  const rows = [
    marks.inactive && bracket('inactive', marks.inactive, 0, marks.inactive.mean, low, interval(marks.inactive)),
    marks.redundant && bracket('redundant', marks.redundant, marks.inactive?.mean ?? 0, (marks.inactive?.mean ?? 0) + marks.redundant.mean, low, interval(marks.redundant)?.map(value => value + (marks.inactive?.mean ?? 0))),
    bracket('suffice', marks.sufficient, marks.plateau, marks.width, low, interval(marks.sufficient)?.map(value => marks.width - value).reverse()),
    marks.destroying ? bracket('destroy', marks.destroying, 0, marks.destroying.mean, high, interval(marks.destroying)) : { label: marks.never ? 'no removal destroys' : '', from: 0, to: 0, paint: high },
  ].filter(Boolean);
  const places = [
    ascending && { x: marks.plateau, y: valueAt(ascending, marks.plateau), paint: low, row: 2, own: seeds.sufficient },
    descending && marks.destroying && { x: marks.destroying.mean, y: valueAt(descending, marks.destroying.mean), paint: high, row: 3, own: seeds.destroying },
  ].filter(place => place && place.y !== null);
  return {
    type: 'custom', silent: true, tooltip: { show: false }, clip: false, z: 4, data: [[0, marks.band?.intact ?? 0]], itemStyle: { color: low },
    renderItem: ({ coordSys: area }, api) => ({
      type: 'group', silent: true,
      children: [
        ...(marks.band ? tolerance(marks.band, area, api) : []),
        ...rows.flatMap((row, i) => drawRow(row, area.y - ROW * (rows.length - i) + ROW / 2 - 4, area, api)),
        ...places.flatMap(place => drawPlace(place, area.y - ROW * (rows.length - Math.min(place.row, rows.length - 1)) + ROW / 2 - 4, api)),
      ],
    }),
  };
}

const interval = reading => reading.seeds > 1 && reading.low !== null ? [reading.low, reading.high] : null;

const bracket = (word, reading, from, to, paint, spread) => ({ label: `${round(reading.mean)} ${word}${ofSeeds(reading)}`, from, to, paint, spread });

const text = (words, x, y, fill, more = {}) => ({ type: 'text', x, y, style: { text: words, fill, font: '12px system-ui, sans-serif', verticalAlign: 'middle', ...more } });
const stroke = (x1, y1, x2, y2, paint, more = {}) => ({ type: 'line', shape: { x1, y1, x2, y2 }, style: { stroke: paint, lineWidth: 2, ...more } });

/** A bracket from one number of neurons to another, its interval as a thinner line, and its words where there is room for them. */
function drawRow({ label, from, to, paint, spread }, y, area, api) {
  const at = x => api.coord([x, 0])[0];
  const [left, right] = [at(from), at(to)];
  const ends = [left, right, ...(spread ?? []).map(at)];
  const wide = textWidth(label) + 8;
  // Within the bracket, behind it, or before it.
  const clear = [Math.max(left, ...(spread ?? []).map(at).filter(x => x < right - wide)), right];
  const wished = clear[1] - clear[0] > wide + 16 ? (clear[0] + clear[1]) / 2 : Math.max(...ends) + 4 + wide < area.x + area.width + 16 ? Math.max(...ends) + 4 + wide / 2 : Math.min(...ends) - 4 - wide / 2;
  const place = Math.min(Math.max(wished, area.x + wide / 2), area.x + area.width + 18 - wide / 2);
  return [
    ...(spread ? [stroke(at(spread[0]), y, at(spread[1]), y, paint, { lineWidth: 1, opacity: 0.7 }), ...spread.map(end => stroke(at(end), y - 3, at(end), y + 3, paint, { lineWidth: 1, opacity: 0.7 }))] : []),
    ...(right > left ? [stroke(left, y, right, y, paint), stroke(left, y - 5, left, y + 5, paint), stroke(right, y - 5, right, y + 5, paint)] : []),
    { type: 'rect', shape: { x: place - wide / 2, y: y - 7, width: wide, height: 14 }, style: { fill: paper() } },
    text(label, place, y, ink(), { align: 'center', fontWeight: 600 }),
  ];
}

function drawPlace({ x, y, paint, own }, top, api) {
  const [left, down] = api.coord([x, y]);
  const dot = (cx, cy, r) => ({ type: 'circle', shape: { cx, cy, r }, style: { fill: paint, stroke: paper(), lineWidth: 1.5 } });
  return [
    stroke(left, top, left, down, paint, { lineWidth: 1, lineDash: [2, 3] }),
    ...(own.length > 0 ? own.map(one => dot(...api.coord([one.x, one.y]), 3.5)) : [dot(left, down, 4.5)]),
  ];
}

function tolerance(band, area, api) {
  const [top, bottom, lost] = [band.intact, band.kept, band.lost].map(value => api.coord([0, value])[1]);
  const end = area.x + area.width;
  return [
    { type: 'rect', shape: { x: area.x, y: top, width: area.width, height: bottom - top }, style: { fill: colour(2), opacity: 0.22 } },
    text(`tolerance ${number(100 * band.epsilon)} %`, end - 2, top - 7, faint(), { align: 'right', fontSize: 11 }),
    stroke(area.x, lost, end, lost, faint(), { lineWidth: 1, lineDash: [5, 4] }),
    text('destroyed', area.x + 4, lost + 8, faint(), { align: 'left', fontSize: 11 }),
  ];
}
