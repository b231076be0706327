import { choice, element, number } from '../dom.js';
import { Figure } from '../figure.js';
import { axis, band, base, line, tooltip } from '../options.js';
import { colour, dashes } from '../theme.js';
import { chosenSheets, drawn, kinds } from './measures.js';

/** Measures of layers and of one neuron, and readings of the curves, over the epochs of the training. */
export default async function history(holder, state, load) {
  const data = await load('history');
  const columns = drawn(data);
  const names = [...new Set(data.readings.map(title))].sort();
  const chosen = { kind: kinds(data)[0], column: (columns.find(one => one.name === 'mutual_information') ?? columns[0]).name, neuron: place(data.sheets[0], 0), reading: names.find(name => name.startsWith('sufficient ascending by mutual-information')) ?? names[0] };
  const layers = new Figure('history-layers', 'Layers during training');
  const neuron = new Figure('history-neuron', 'One neuron during training');
  const readings = new Figure('history-readings', 'Readings during training');
  const controls = element('div', { class: 'controls' });
  const update = () => {
    const sheets = chosenSheets(data, state, chosen.kind);
    const column = columns.find(one => one.name === chosen.column);
    const places = sheets.length > 0 ? sheets[0].neuron.map((_, i) => place(sheets[0], i)) : [];
    if (!places.includes(chosen.neuron)) chosen.neuron = places[0];
    const pick = (label, options, key) => choice(label, options, chosen[key], value => { chosen[key] = value; update(); });
    controls.replaceChildren(
      ...(kinds(data).length > 1 ? [pick('Quantizer and split', same(kinds(data)), 'kind')] : []),
      pick('Measure', columns.map(one => ({ value: one.name, text: one.label })), 'column'),
      pick('Neuron', same(places), 'neuron'),
      ...(names.length > 0 ? [pick('Reading', same(names), 'reading')] : []));
    const known = sheets.filter(sheet => sheet.values[chosen.column]);
    if (known.length === 0) {
      for (const figure of [layers, neuron]) figure.showNothing('This configuration was not followed, or has no values of this measure.');
    } else {
      layers.show(() => ofLayers(known, column, state));
      neuron.show(() => ofNeuron(known, column, chosen.neuron, state));
    }
    const runs = new Set(state.runs());
    const read = data.readings.filter(one => runs.has(one.run) && title(one) === chosen.reading);
    if (read.length === 0) readings.showNothing('No curves at epochs of this training: ablation.epochs in the spec asks for them.');
    else readings.show(() => ofReading(read, chosen.reading, state));
  };
  holder.replaceChildren(controls, element('div', { class: 'grid' }, layers.root, neuron.root, readings.root));
  state.onChange(update);
  update();
}

const same = values => values.map(value => ({ value, text: value }));
const place = (sheet, i) => `layer ${sheet.layer[i]}, neuron ${sheet.neuron[i]}`;
const title = ({ key }) => [key.name, key.direction, key.order && `by ${key.order}`, key.quantizer && `(${key.quantizer}, ${key.measureSplit})`].filter(Boolean).join(' ');

function chart(state, note, unit, lines) {
  return {
    note: `${state.describe()}. ${note}`,
    option: base({
      xAxis: axis('epoch (count)'),
      yAxis: axis(unit, { nameGap: 46 }),
      tooltip: tooltip('axis', items => [`epoch ${items[0].value[0]}`, ...items.map(item => `${item.seriesName}: ${number(item.value[1])}${item.value[2] !== item.value[3] ? ` (${number(item.value[2])} to ${number(item.value[3])})` : ''}`)]),
      series: lines.flatMap((one, i) => [
        line(one.name, one.epochs, one.middle, { paint: colour(i), dash: dashes[i % dashes.length], extra: at => [one.low[at], one.high[at]] }),
        ...(one.low.some((value, at) => value !== one.high[at]) ? [band(one.name, one.epochs, one.low, one.high, colour(i))] : []),
      ]),
    }),
    data: { columns: ['line', 'epoch', 'value', 'low', 'high'], rows: lines.flatMap(one => one.epochs.map((epoch, at) => [one.name, epoch, one.middle[at], one.low[at], one.high[at]])) },
  };
}

/** The epochs that all have, and at each what is made of all values there. */
function fold(name, parts, middle, low, high) {
  const values = new Map();
  for (const { epochs, at } of parts) epochs.forEach((epoch, i) => values.set(epoch, [...(values.get(epoch) ?? []), at(i)]));
  const epochs = [...values.keys()].filter(epoch => values.get(epoch).length === parts.length).sort((a, b) => a - b)
    .filter(epoch => values.get(epoch).flat().some(value => value != null));
  const of = make => epochs.map(epoch => make(values.get(epoch).flat().filter(value => value != null).sort((a, b) => a - b)));
  return { name, epochs, middle: of(middle), low: of(low), high: of(high) };
}

const mean = values => values.reduce((sum, value) => sum + value, 0) / values.length;
const quantile = share => values => {
  const at = share * (values.length - 1);
  const [low, high] = [values[Math.floor(at)], values[Math.ceil(at)]];
  return low + (high - low) * (at - Math.floor(at));
};

function ofLayers(sheets, column, state) {
  const layers = [...new Set(sheets.flatMap(sheet => sheet.layer))].sort((a, b) => a - b);
  const lines = layers.map(layer => fold(`layer ${layer}`,
    sheets.map(sheet => ({ epochs: sheet.epoch, at: i => sheet.values[column.name][i].filter((_, j) => sheet.layer[j] === layer) })),
    mean, quantile(0.25), quantile(0.75)));
  return chart(state, 'Mean over the neurons of the layer; the band is their middle half.', column.title, lines);
}

function ofNeuron(sheets, column, chosen, state) {
  const lines = sheets.flatMap(sheet => {
    const j = sheet.neuron.findIndex((_, i) => place(sheet, i) === chosen);
    const value = i => sheet.values[column.name][i][j];
    return j < 0 ? [] : [fold(`seed ${state.index.runs[sheet.run].seed}`, [{ epochs: sheet.epoch, at: value }], mean, mean, mean)];
  });
  return chart(state, `${chosen}; the same place in another seed is another neuron.`, column.title, lines);
}

function ofReading(read, name, state) {
  const scopes = [...new Set(read.map(one => one.key.scope))];
  const lines = scopes.map(scope => fold(scope,
    read.filter(one => one.key.scope === scope).map(one => ({ epochs: one.epoch, at: i => one.values[i] })),
    mean, values => values[0], values => values[values.length - 1]));
  const { key } = read[0];
  return chart(state, `${name}: mean over the seeds; the band is their range.`, [key.name.replaceAll('_', ' '), key.direction && `(${key.direction})`].filter(Boolean).join(' '), lines);
}
