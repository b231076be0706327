import { load } from './data.js';
import { element } from './dom.js';
import { all, drawAll, redrawAll, resizeAll } from './figure.js';
import { showFilters } from './filters.js';
import { exportFigures, request } from './papers.js';
import { State } from './state.js';
import { forceLight } from './theme.js';
import bounds from './charts/bounds.js';
import classes from './charts/classes.js';
import curves from './charts/curves.js';
import distributions from './charts/distributions.js';
import drops from './charts/drops.js';
import histogram from './charts/histogram.js';
import history from './charts/history.js';
import overview from './charts/overview.js';
import pairs from './charts/pairs.js';
import pictures from './charts/pictures.js';
import plane from './charts/plane.js';
import readings from './charts/readings.js';
import sensitivity from './charts/sensitivity.js';
import training from './charts/training.js';

const parts = { bounds, classes, curves, distributions, drops, histogram, history, overview, pairs, pictures, plane, readings, sensitivity, training };

/** Between the bar of filters and a heading, in pixels. */
const GAP = 10;

async function start() {
  const forPaper = request();
  if (forPaper) forceLight(true);
  const index = await load('index');
  const state = new State(index);
  const bar = document.getElementById('filters');
  if (index.points.length > 0) showFilters(bar, state);
  // What a link leads to ends below the bar, however many lines it has.
  new ResizeObserver(() => { document.documentElement.style.scrollPaddingTop = `${bar.offsetHeight + GAP}px`; }).observe(bar);
  const holders = [...document.querySelectorAll('[data-charts]')];
  const begun = new Map();
  const begin = holder => {
    if (!begun.has(holder)) begun.set(holder, fill(holder, state));
    return begun.get(holder);
  };
  // What is in sight is drawn at once, the rest when it comes into sight or the browser has nothing else to do.
  if (holders.length > 0) await begin(holders[0]);
  const near = new IntersectionObserver(entries => entries.filter(entry => entry.isIntersecting).forEach(entry => begin(entry.target)), { rootMargin: '300px' });
  holders.forEach(holder => near.observe(holder));
  window.addEventListener('beforeprint', () => print(true));
  window.addEventListener('afterprint', () => print(false));
  document.documentElement.dataset.ready = 'yes';
  for (const holder of holders) {
    if (!forPaper) await new Promise(free => window.requestIdleCallback ? requestIdleCallback(free, { timeout: 1000 }) : setTimeout(free));
    await begin(holder);
  }
  if (forPaper) await exportFigures(all, state, forPaper);
  document.documentElement.dataset.complete = 'yes';
}

/** On paper everything is light, drawn, and as wide as half a page, before the browser lays it out. */
function print(on) {
  document.documentElement.classList.toggle('printing', on);
  forceLight(on);
  if (on) drawAll();
  resizeAll();
  redrawAll();
}

async function fill(holder, state) {
  try {
    await parts[holder.dataset.charts](holder, state, load);
  } catch (cause) {
    holder.append(element('p', { class: 'none' }, `This part cannot be drawn: ${cause.message}`));
    console.error(cause);
  }
}

/** Says in place of the notice about scripts why there are no charts; the tables stay. */
function fail(why) {
  document.documentElement.classList.remove('scripted');
  document.getElementById('unscripted').textContent = `${why} The tables of readings and runs below are whole.`;
}

if (typeof DecompressionStream === 'undefined')
  fail('This browser cannot unpack the report’s data: it has no DecompressionStream. Chrome and Edge have it from version 80 on, Firefox from 113, Safari from 16.4.');
else
  start().catch(cause => { console.error(cause); fail(`The charts cannot be drawn: ${cause.message}.`); });
