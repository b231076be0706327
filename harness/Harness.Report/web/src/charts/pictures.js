import { choice, element, number } from '../dom.js';
import { Figure } from '../figure.js';
import { axis, base, tooltip } from '../options.js';
import { between, diverging, shapes } from '../theme.js';
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
    show('class-probability', 'Class probability and boundary', () => probability(plane, chosen.place, epoch, state));
    for (const layer of points?.layers.filter(one => one.run === chosen.run) ?? []) {
      const place = layer.epochs.indexOf(epoch);
      if (place >= 0 && layer.h1[place].length > 0) show(`hidden-layer-${layer.layer}`, `Hidden layer ${layer.layer}`, () => scatter(layer, place, epoch, state));
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

/** A class by the data's own name for it, where it has one. */
const called = (names, label) => names[label] ?? `class ${label}`;

function probability(plane, place, epoch, state) {
  const { x1, x2 } = plane;
  const [none, one] = [called(plane.names, 0), called(plane.names, 1)];
  const values = plane.probability[place];
  const [stepX, stepY] = [(x1[1] - x1[0]) || 1, (x2[1] - x2[0]) || 1];
  const cells = values.map((value, i) => [x1[i % x1.length], x2[Math.floor(i / x1.length)], value / 1000]);
  return {
    note: `${state.current.label}; seed ${state.index.runs[plane.run].seed}; epoch ${epoch}. Orange: ${none} is likelier; blue: ${one}; the black line is where both are equally likely.`,
    option: base({
      legend: { show: false }, grid: { left: 64, right: 22, top: 12, bottom: 52 },
      xAxis: axis('first feature', { min: x1[0], max: x1[x1.length - 1], splitLine: { show: false } }),
      yAxis: axis('second feature', { min: x2[0], max: x2[x2.length - 1], splitLine: { show: false }, nameGap: 42 }),
      tooltip: tooltip('item', item => [`P(${one}) = ${number(item.value[2])}`, `features ${number(item.value[0])}, ${number(item.value[1])}`]),
      series: [
        {
          type: 'custom', name: `P(${one})`, clip: true, data: cells,
          renderItem: (_, api) => {
            const [x, y] = api.coord([api.value(0) - stepX / 2, api.value(1) + stepY / 2]);
            const [right, bottom] = api.coord([api.value(0) + stepX / 2, api.value(1) - stepY / 2]);
            // On whole pixels, so that no seam shows between cells.
            const [left, top] = [Math.floor(x), Math.floor(y)];
            return { type: 'rect', shape: { x: left, y: top, width: Math.ceil(right) - left, height: Math.ceil(bottom) - top }, style: { fill: between(diverging, api.value(2)) } };
          },
        },
        {
          type: 'custom', name: 'boundary', silent: true, clip: true, z: 4, data: contour(x1, x2, values, 500),
          renderItem: (_, api) => {
            const [a, b] = [api.coord([api.value(0), api.value(1)]), api.coord([api.value(2), api.value(3)])];
            return { type: 'line', shape: { x1: a[0], y1: a[1], x2: b[0], y2: b[1] }, style: { stroke: '#000', lineWidth: 2 } };
          },
        },
      ],
    }),
    data: { columns: ['epoch', 'x1', 'x2', 'probability'], rows: cells.map(cell => [epoch, ...cell]) },
  };
}

function scatter(layer, place, epoch, state) {
  const classes = [...new Set(layer.class)].sort((a, b) => a - b);
  const paints = [diverging[0], diverging[diverging.length - 1]];
  return {
    note: `${state.current.label}; epoch ${epoch}: outputs of the layer's two neurons for ${layer.class.length} samples.`,
    option: base({
      marks: true,
      xAxis: axis('output of neuron 0 (units of the activation)'),
      yAxis: axis('output of neuron 1 (units of the activation)', { nameGap: 42 }),
      tooltip: tooltip('item', item => [item.seriesName, `outputs ${number(item.value[0])}, ${number(item.value[1])}`]),
      series: classes.map((label, i) => ({
        type: 'scatter', name: called(layer.names, label), symbol: shapes[i % shapes.length], symbolSize: 8, itemStyle: { color: paints[i % 2], opacity: 0.75 },
        data: layer.class.map((value, at) => [value, layer.h1[place][at], layer.h2[place][at]]).filter(([value]) => value === label).map(([, h1, h2]) => [h1, h2]),
      })),
    }),
    data: { columns: ['epoch', 'layer', 'class', 'h1', 'h2'], rows: layer.class.map((value, at) => [epoch, layer.layer, layer.names[value] ?? value, layer.h1[place][at], layer.h2[place][at]]) },
  };
}
