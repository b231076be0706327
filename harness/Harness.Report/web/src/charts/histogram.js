import { ROUNDING, choice, element, number } from '../dom.js';
import { Figure } from '../figure.js';
import { NARROW, axis, base, scale, textWidth, tooltip } from '../options.js';
import { faint, ink, sequential } from '../theme.js';
import { label } from './measures.js';

const MOST_LABELS = 80, LONGEST = 120;

/** The joint histogram of a neuron that is chosen. */
export default async function histogram(holder, state, load) {
  const [data, described] = await Promise.all([load('histograms'), load('neurons')]);
  const kinds = [...new Set(data.sheets.map(label))];
  const chosen = { kind: kinds[0], run: null, layer: null, neuron: null };
  const controls = element('div', { class: 'controls' });
  const figure = new Figure('joint-histogram', 'Joint histogram', { height: 320 });
  const facts = element('p', { class: 'note' });
  const update = () => {
    const runs = state.runs().filter(run => data.sheets.some(sheet => sheet.run === run));
    if (!runs.includes(chosen.run)) chosen.run = runs[0];
    const sheet = data.sheets.find(one => one.run === chosen.run && label(one) === chosen.kind);
    if (!sheet) { figure.showNothing('This configuration has no histograms.'); controls.replaceChildren(); facts.textContent = ''; return; }
    const layers = [...new Set(sheet.neurons.map(one => one.layer))];
    if (!layers.includes(chosen.layer)) chosen.layer = layers[0];
    const inLayer = sheet.neurons.filter(one => one.layer === chosen.layer);
    const information = values(described, sheet);
    if (!inLayer.some(one => one.neuron === chosen.neuron)) chosen.neuron = best(inLayer, information);
    const pick = (key, parse) => value => { chosen[key] = parse(value); update(); };
    const option = (value, text = String(value)) => ({ value: String(value), text });
    controls.replaceChildren(
      ...(kinds.length > 1 ? [choice('Quantizer and split', kinds.map(kind => option(kind)), chosen.kind, pick('kind', String))] : []),
      ...(runs.length > 1 ? [choice('Seed', runs.map(run => option(run, String(state.index.runs[run].seed))), String(chosen.run), pick('run', Number))] : []),
      choice('Layer', layers.map(layer => option(layer)), String(chosen.layer), pick('layer', Number)),
      choice('Neuron', inLayer.map(one => option(one.neuron, `${one.neuron} (${number(information(one)?.mutual_information)} bits)`)), String(chosen.neuron), pick('neuron', Number)));
    const neuron = inLayer.find(one => one.neuron === chosen.neuron);
    facts.textContent = describe(described?.columns ?? [], information(neuron));
    figure.show(width => chart(neuron, sheet, state, chosen, width));
  };
  holder.replaceChildren(controls, facts, figure.root);
  const follow = () => { Object.assign(chosen, state.neuron); update(); };
  state.onChange(update);
  state.onNeuron(follow);
  follow();
}

/** The one that says most. */
const best = (neurons, information) => neurons.reduce((most, one) => (information(one)?.mutual_information ?? 0) > (information(most)?.mutual_information ?? 0) ? one : most).neuron;

function values(described, sheet) {
  const found = described?.sheets.find(one => one.run === sheet.run && label(one) === label(sheet));
  const places = new Map(found?.neuron.map((neuron, i) => [`${found.layer[i]}/${neuron}`, i]));
  return one => {
    const place = places.get(`${one.layer}/${one.neuron}`);
    return place === undefined ? null : Object.fromEntries(Object.entries(found.values).map(([name, column]) => [name, column[place]]));
  };
}

/** Every value of a neuron that the report has. */
const describe = (columns, found) => !found ? ''
  : columns.filter(({ name }) => found[name] != null).map(({ name, title }) => `${title}: ${name.endsWith('value') && found[name] < ROUNDING ? 'below 1e-15' : number(found[name])}`).join(' · ');

function chart(neuron, sheet, state, chosen, width) {
  const narrow = width < NARROW;
  const classes = sheet.classes;
  const bins = neuron.counts.length / classes.length;
  const names = Array.from({ length: bins }, (_, bin) => range(neuron.edges[bin], neuron.edges[bin + 1]));
  const cells = Array.from({ length: bins }, (_, bin) => classes.map((_, at) => [at, bin, neuron.counts[bin * classes.length + at]])).flat();
  const perClass = classes.map((_, at) => cells.filter(cell => cell[0] === at).reduce((sum, cell) => sum + cell[2], 0));
  const most = Math.max(1, ...cells.map(cell => cell[2]));
  const left = Math.min(130, Math.max(...names.map(name => textWidth(name, 11.5))) + 44);
  const slot = (width - left - (narrow ? 22 : 100)) / classes.length;
  const widest = Math.max(...classes.map(name => textWidth(String(name), 11.5)));
  // Names that do not fit their columns are turned.
  const turned = widest > slot - 4;
  const below = turned ? Math.min(widest, LONGEST) * 0.8 : 0;
  return {
    note: `${state.current.label}; seed ${state.index.runs[chosen.run].seed}; layer ${neuron.layer}, neuron ${neuron.neuron}; ${sheet.quantizer} on ${sheet.split} samples.`,
    option: base({
      legend: { show: false },
      grid: { left, right: narrow ? 22 : 100, top: 16, bottom: 52 + below + (narrow ? 56 : 0) },
      xAxis: axis('class (label)', { type: 'category', data: classes.map(String), nameGap: 30 + below, axisLabel: { color: faint(), fontSize: 11.5, interval: 0, rotate: turned ? 55 : 0, width: LONGEST, overflow: 'truncate' }, splitLine: { show: false } }),
      yAxis: axis('output of the neuron (bin)', { type: 'category', data: names, nameGap: left - 22, splitLine: { show: false } }),
      visualMap: { min: 0, max: most, calculable: false, ...scale(narrow, 150), text: narrow ? [`${most} samples`, '0'] : ['samples', ''], textStyle: { color: ink() }, inRange: { color: sequential } },
      tooltip: tooltip('item', item => [`class ${classes[item.value[0]]}, output ${names[item.value[1]]}`, `${item.value[2]} samples`, `${number(item.value[2] / (perClass[item.value[0]] || 1))} of the class`]),
      series: [{
        type: 'heatmap', name: 'samples', data: cells.map(value => ({ value, label: { color: value[2] / most > 0.55 ? '#000' : '#fff' } })), itemStyle: { borderWidth: 1, borderColor: 'transparent' },
        label: { show: cells.length <= MOST_LABELS && slot > textWidth(String(most)) + 4, formatter: item => String(item.value[2]), fontSize: 12 },
      }],
    }),
    data: { columns: ['layer', 'neuron', 'bin', 'output', 'class', 'samples'], rows: cells.map(([at, bin, count]) => [neuron.layer, neuron.neuron, bin, names[bin], classes[at], count]) },
  };
}

const range = (low, high) => low === null ? `up to ${number(high)}` : high === null ? `above ${number(low)}` : `${number(low)} to ${number(high)}`;
