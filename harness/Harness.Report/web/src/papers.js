import { element } from './dom.js';

/** Figures of the sweep as a whole, which are the same for every configuration. */
const ofSweep = figure => figure.id.startsWith('overview-');

/** What the page's address asks for; null where it asks for no figures. */
export function request() {
  if (!location.hash.startsWith('#figures')) return null;
  const asked = new URLSearchParams(location.hash.slice('#figures?'.length));
  const list = name => (asked.get(name) ?? '').split(',').filter(Boolean);
  return { names: list('names'), points: list('points').map(Number), seed: asked.get('seed') };
}

/** Puts the figures that are asked for into the document as PNG and SVG, where engine report --png takes them from. */
export async function exportFigures(figures, state, { names, points, seed }) {
  const isWanted = ({ id }) => names.includes('all') || names.some(name => id === name || id.startsWith(`${name}-`));
  if (seed !== null) await state.setSeed(seed);
  const [known, taken] = [new Set(), new Set()];
  for (const point of points) {
    if (!state.matches().includes(point)) continue;
    if (point !== state.point) await state.setPoint(point);
    const drawn = figures().filter(figure => figure.canDraw);
    drawn.forEach(figure => known.add(figure.id));
    for (const figure of drawn.filter(isWanted)) {
      const name = ofSweep(figure) ? figure.id : [figure.id, slug(state.index.points[point].telling), seed === null ? '' : `seed-${seed}`].filter(Boolean).join('_');
      if (ofSweep(figure) && taken.has(name)) continue;
      const own = taken.has(name) ? `${name}_${point + 1}` : name;
      taken.add(own);
      add(`${own}.svg`, base64(new TextEncoder().encode(figure.files('svg'))));
      add(`${own}.png`, figure.files('png').replace(/^[^,]*,/, ''));
    }
  }
  document.body.append(element('script', { type: 'application/json', 'data-figures': [...known].join(' ') }));
}

/** As much of a configuration's name as a file may have: L2 1e-4, dropout 0.5 is l2-1e-4-dropout-0.5. */
const slug = text => text.toLowerCase().replace(/[^a-z0-9.]+/g, '-').replace(/^-|-$/g, '').slice(0, 80);

const add = (file, content) => document.body.append(element('script', { type: 'application/base64', 'data-file': file }, content));

function base64(bytes) {
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}
