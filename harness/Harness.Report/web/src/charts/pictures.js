import { choice, element, number } from '../dom.js';
import { Figure } from '../figure.js';
import { axis, base, tooltip } from '../options.js';
import { between, diverging, faint, shapes } from '../theme.js';
import { contour } from './contour.js';

/** Two features: class probability, boundary, and what hidden layers of width two make of the samples. */
export default async function pictures(holder, state, load) {
  const [planes, points] = await Promise.all([load('boundary'), load('hiddenPoints')]);
  const chosen = { run: null, place: null };
  const controls = element('div', { class: 'controls' });
  const grid = element('div', { class: 'grid' });
  const figures = new Map();
  const show = (key, title, make) => {
    if (!figures.has(key)) figures.set(key, new Figure(key, title, { height: 400 }));
    figures.get(key).show(make);
    grid.append(figures.get(key).root);
  };
  const update = () => {
    const runs = state.runs().filter(run => planes?.runs.some(one => one.run === run));
    if (!runs.includes(chosen.run)) { chosen.run = runs[0]; chosen.place = null; }
    const plane = planes?.runs.find(one => one.run === chosen.run);
    for (const [key, figure] of figures) { figure.remove(); figures.delete(key); }
    if (!plane) { controls.replaceChildren(element('p', { class: 'none' }, 'This configuration has no pictures.')); return; }
    chosen.place ??= plane.epochs.length - 1;
    controls.replaceChildren(...seeds(state, runs, chosen, update), slider(plane, chosen, redraw));
    redraw();
  };
  const redraw = () => {
    const plane = planes.runs.find(one => one.run === chosen.run);
    const epoch = plane.epochs[chosen.place];
    const samples = points?.points?.find(one => one.run === chosen.run);
    show('class-probability', 'Class probability and boundary', () => probability(plane, chosen.place, epoch, state, samples));
    for (const layer of points?.layers.filter(one => one.run === chosen.run) ?? []) {
      const place = layer.epochs.indexOf(epoch);
      if (place >= 0 && layer.h1[place].length > 0) show(`hidden-layer-${layer.layer}`, `Hidden layer ${layer.layer}`, () => scatter(layer, place, epoch, state, chosen.run));
    }
  };
  holder.replaceChildren(controls, grid);
  state.onChange(update);
  update();
}

function seeds(state, runs, chosen, update) {
  if (runs.length < 2) return [];
  return [choice('Seed', runs.map(run => ({ value: String(run), text: String(state.index.runs[run].seed) })), String(chosen.run), value => { chosen.run = Number(value); chosen.place = null; update(); })];
}

function slider(plane, chosen, redraw) {
  const said = element('output', {}, `epoch ${plane.epochs[chosen.place]}`);
  const range = element('input', { type: 'range', min: '0', max: String(plane.epochs.length - 1), value: String(chosen.place), oninput: () => {
    chosen.place = Number(range.value);
    said.textContent = `epoch ${plane.epochs[chosen.place]}`;
    redraw();
  } });
  return element('label', { class: 'choice' }, element('span', {}, 'Epoch'), range, said);
}

function probability(plane, place, epoch, state, samples) {
  const { x1, x2 } = plane;
  const values = plane.probability[place];
  const [stepX, stepY] = [(x1[1] - x1[0]) || 1, (x2[1] - x2[0]) || 1];
  // The grid's own ends are no round numbers.
  const inner = { axisLabel: { color: faint(), fontSize: 11.5, hideOverlap: true, showMinLabel: false, showMaxLabel: false, formatter: number } };
  const cells = values.map((value, i) => [x1[i % x1.length], x2[Math.floor(i / x1.length)], value / 1000]);
  return {
    note: `${state.current.label}; seed ${state.index.runs[plane.run].seed}; epoch ${epoch}. Orange: ${state.className(0)} is likelier; blue: ${state.className(1)}; ${samples ? 'points are samples; ' : ''}the black line is where both are equally likely.`,
    option: base({
      marks: true, ...(samples ? {} : { legend: { show: false } }), grid: { left: 64, right: 22, top: samples ? 44 : 12, bottom: 52 },
      xAxis: axis('first feature', { min: x1[0], max: x1[x1.length - 1], splitLine: { show: false }, ...inner }),
      yAxis: axis('second feature', { min: x2[0], max: x2[x2.length - 1], splitLine: { show: false }, nameGap: 42, ...inner }),
      tooltip: tooltip('item', item => [item.seriesType === 'scatter' ? item.seriesName : `P(${state.className(1)}) = ${number(item.value[2])}`, `features ${number(item.value[0])}, ${number(item.value[1])}`]),
      series: [
        {
          type: 'custom', clip: true, data: cells,
          renderItem: (_, api) => {
            const [x, y] = api.coord([api.value(0) - stepX / 2, api.value(1) + stepY / 2]);
            const [right, bottom] = api.coord([api.value(0) + stepX / 2, api.value(1) - stepY / 2]);
            // On whole pixels, so that no seam shows between cells.
            const [left, top] = [Math.floor(x), Math.floor(y)];
            return { type: 'rect', shape: { x: left, y: top, width: Math.ceil(right) - left, height: Math.ceil(bottom) - top }, style: { fill: between(diverging, api.value(2)) } };
          },
        },
        {
          type: 'custom', silent: true, clip: true, z: 4, data: contour(x1, x2, values, 500),
          renderItem: (_, api) => {
            const [a, b] = [api.coord([api.value(0), api.value(1)]), api.coord([api.value(2), api.value(3)])];
            return { type: 'line', shape: { x1: a[0], y1: a[1], x2: b[0], y2: b[1] }, style: { stroke: '#000', lineWidth: 2 } };
          },
        },
        ...(samples ? ofClasses(samples.class, samples.x1, samples.x2, state, { borderColor: '#fff', borderWidth: 1, opacity: 1 }, 6) : []),
      ],
    }),
    data: { columns: ['epoch', 'x1', 'x2', 'probability'], rows: cells.map(cell => [epoch, ...cell]) },
  };
}

function scatter(layer, place, epoch, state, run) {
  return {
    note: `${state.current.label}; seed ${state.index.runs[run].seed}; epoch ${epoch}: outputs of the layer's two neurons for ${layer.class.length} samples.`,
    option: base({
      marks: true,
      xAxis: axis('output of neuron 0 (units of the activation)'),
      yAxis: axis('output of neuron 1 (units of the activation)', { nameGap: 42 }),
      tooltip: tooltip('item', item => [item.seriesName, `outputs ${number(item.value[0])}, ${number(item.value[1])}`]),
      series: ofClasses(layer.class, layer.h1[place], layer.h2[place], state, { opacity: 0.75 }, 8),
    }),
    data: { columns: ['epoch', 'layer', 'class', 'h1', 'h2'], rows: layer.class.map((value, at) => [epoch, layer.layer, value, layer.h1[place][at], layer.h2[place][at]]) },
  };
}

/** Samples as marks of their class. */
function ofClasses(labels, xs, ys, state, style, symbolSize) {
  const paints = [diverging[0], diverging[diverging.length - 1]];
  return [...new Set(labels)].sort((a, b) => a - b).map((label, i) => ({
    type: 'scatter', name: state.className(label), symbol: shapes[i % shapes.length], symbolSize, z: 5, itemStyle: { color: paints[i % 2], ...style },
    data: labels.flatMap((value, at) => value === label ? [[xs[at], ys[at]]] : []),
  }));
}
