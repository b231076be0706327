import { element, choice } from './dom.js';
import { ALL } from './state.js';

/** The bar of filters. Choices of one value are not shown. */
export function showFilters(holder, state) {
  const draw = () => holder.replaceChildren(element('form', { class: 'filters', 'aria-label': 'Filters', onsubmit: event => event.preventDefault() },
    ...byKey(state, 'dataset', 'Data set'), ...byKey(state, 'architecture', 'Architecture'), ...byKey(state, 'regularizer', 'Regularizer'),
    ...seeds(state), ...configurations(state), element('output', { 'aria-live': 'polite' }, count(state))));
  state.onChange(() => { const focused = place(holder); draw(); restore(holder, focused); });
  draw();
}

function byKey(state, key, label) {
  const values = [...new Set(state.index.points.map(point => point[key]))];
  if (values.length < 2) return [];
  return [choice(label, [{ value: ALL, text: 'all' }, ...values.map(value => ({ value, text: value }))], state.filters[key], value => state.setFilter(key, value))];
}

function seeds(state) {
  const values = [...new Set(state.index.runs.map(run => String(run.seed)))].sort((a, b) => a - b);
  if (values.length < 2) return [];
  return [choice('Seed', [{ value: ALL, text: 'all, with their range' }, ...values.map(value => ({ value, text: value }))], state.seed, value => state.setSeed(value))];
}

function configurations(state) {
  const matches = state.matches();
  if (state.index.points.length < 2) return [];
  const options = matches.map(point => ({ value: String(point), text: state.index.points[point].label }));
  return [choice('Configuration', options, String(state.point), value => state.setPoint(Number(value)))];
}

function count(state) {
  if (state.index.points.length < 2) return '';
  const matches = state.matches().length;
  return matches === 0 ? 'No configuration matches.' : `${matches} of ${state.index.points.length} configurations`;
}

const place = holder => [...holder.querySelectorAll('select')].indexOf(document.activeElement);
const restore = (holder, index) => { if (index >= 0) holder.querySelectorAll('select')[index]?.focus(); };
