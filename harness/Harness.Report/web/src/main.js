import { load } from './data.js';
import { element } from './dom.js';
import { all, drawAll, redrawAll } from './figure.js';
import { showFilters } from './filters.js';
import { exportFigures } from './papers.js';
import { State } from './state.js';
import { forceLight } from './theme.js';
import bounds from './charts/bounds.js';
import curves from './charts/curves.js';
import distributions from './charts/distributions.js';
import drops from './charts/drops.js';
import histogram from './charts/histogram.js';
import overview from './charts/overview.js';
import pictures from './charts/pictures.js';
import plane from './charts/plane.js';
import readings from './charts/readings.js';
import training from './charts/training.js';

const parts = { bounds, curves, distributions, drops, histogram, overview, pictures, plane, readings, training };

async function start() {
  const forPaper = location.hash === '#figures';
  if (forPaper) forceLight(true);
  const index = await load('index');
  const state = new State(index);
  if (index.points.length > 0) showFilters(document.getElementById('filters'), state);
  for (const holder of document.querySelectorAll('[data-charts]')) {
    const part = parts[holder.dataset.charts];
    try {
      await part(holder, state, load);
    } catch (cause) {
      holder.append(element('p', { class: 'none' }, `This part cannot be drawn: ${cause.message}`));
      console.error(cause);
    }
  }
  window.addEventListener('beforeprint', () => { forceLight(true); drawAll(); redrawAll(); });
  window.addEventListener('afterprint', () => { forceLight(false); redrawAll(); });
  if (forPaper) exportFigures(all(), state);
  document.documentElement.dataset.ready = 'yes';
}

start();
