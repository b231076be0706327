import { choice, element } from '../dom.js';
import { Figure } from '../figure.js';
import { label } from './measures.js';
import { PairList } from './pair-list.js';
import { HEIGHT, ORDERS, QUANTITIES, chart, inOrder } from './pair-map.js';
import { zoomable } from './pair-zoom.js';

/** Neurons of a part of a large layer. */
const PART = 100;

/** A map of every layer of one run, and its strongest pairs. */
export default async function pairs(holder, state, load) {
  const [data, told] = await Promise.all([load('pairs'), load('histograms')]);
  const kinds = [...new Set(data.sheets.map(label))];
  const chosen = { run: null, kind: kinds[0], quantity: 'redundancy', order: 'redundancy', part: 'all', zooms: new Map() };
  const controls = element('div', { class: 'controls' });
  const grid = element('div', { class: 'grid maps' });
  const lacks = element('div');
  const figures = new Map();
  const list = new PairList(state, ({ run, layer, neuron }) => told?.sheets.some(sheet => sheet.run === run && sheet.neurons.some(one => one.layer === layer && one.neuron === neuron)) ?? false);
  let turn = 0;
  const update = async () => {
    const own = ++turn;
    const maps = state.current ? (await load(`pairs-${state.point}`))?.maps ?? [] : [];
    // Another choice was made while these were unpacked.
    if (own !== turn) return;
    const runs = state.runs().filter(run => data.sheets.some(sheet => sheet.run === run));
    if (!runs.includes(chosen.run)) { chosen.run = runs[0]; chosen.zooms.clear(); }
    const sheet = data.sheets.find(one => one.run === chosen.run && label(one) === chosen.kind) ?? data.sheets.find(one => one.run === chosen.run);
    if (!sheet) { clear(figures); controls.replaceChildren(); lacks.replaceChildren(element('p', { class: 'none' }, 'This configuration has no pairs.')); list.root.replaceChildren(); return; }
    const shown = maps.filter(map => map.run === sheet.run && label(map) === label(sheet));
    choices(sheet, runs, shown);
    draw(sheet, shown);
    list.show(sheet);
  };
  const choices = (sheet, runs, shown) => {
    const pick = (key, parse = String) => value => { chosen[key] = parse(value); chosen.zooms.clear(); update(); };
    const options = texts => Object.entries(texts).map(([value, text]) => ({ value, text }));
    const widest = Math.max(0, ...sheet.layers.filter(layer => shown.some(map => map.layer === layer.layer)).map(layer => layer.neurons));
    const parts = Array.from({ length: Math.ceil(widest / PART) }, (_, part) => ({ value: String(part), text: `places ${part * PART + 1} to ${Math.min(widest, (part + 1) * PART)}` }));
    controls.replaceChildren(
      ...(kinds.length > 1 ? [choice('Quantizer and split', kinds.map(kind => ({ value: kind, text: kind })), label(sheet), pick('kind'))] : []),
      ...(runs.length > 1 ? [choice('Seed', runs.map(run => ({ value: String(run), text: String(state.index.runs[run].seed) })), String(chosen.run), pick('run', Number))] : []),
      ...(shown.length > 0 ? [
        choice('Quantity', Object.entries(QUANTITIES).map(([value, { text }]) => ({ value, text })), chosen.quantity, pick('quantity')),
        choice('Order', options(ORDERS), chosen.order, pick('order'))] : []),
      ...(parts.length > 1 ? [choice('Part', [{ value: 'all', text: 'the whole layer' }, ...parts], chosen.part, pick('part'))] : []),
      ...(chosen.zooms.size > 0 ? [element('button', { type: 'button', onclick: () => { chosen.zooms.clear(); update(); } }, 'Whole layer')] : []));
  };
  const draw = (sheet, shown) => {
    const wanted = shown.map(map => `pairs-${chosen.quantity.replace('_', '-')}-layer-${map.layer}`);
    for (const [id, figure] of figures) if (!wanted.includes(id)) { figure.remove(); figures.delete(id); }
    const most = Math.max(...shown.map(map => map.values[chosen.quantity].most));
    shown.forEach((map, at) => {
      const { neurons } = sheet.layers.find(layer => layer.layer === map.layer);
      const figure = figures.get(wanted[at]) ?? create(wanted[at], map);
      figures.set(wanted[at], figure);
      const order = inOrder(map, neurons, chosen.order);
      const part = chosen.part === 'all' ? [0, neurons] : [chosen.part * PART, (Number(chosen.part) + 1) * PART];
      const seen = chosen.zooms.get(map.layer) ?? { columns: order.slice(...part), rows: order.slice(...part) };
      figure.seenPart = { ...seen, layer: map.layer };
      if (seen.columns.length === 0) figure.showNothing(`Layer ${map.layer} has ${neurons} neurons, and none in this part.`);
      else figure.show(width => chart(map, neurons, { ...chosen, ...seen, most }, figure.pointer, `${state.current.label}; seed ${state.index.runs[sheet.run].seed}; ${sheet.quantizer} on ${sheet.split} samples${seen.columns.length < neurons ? `; ${seen.rows.length} by ${seen.columns.length} of ${neurons} neurons` : ''}`, width));
      grid.append(figure.root);
    });
    lacks.replaceChildren(...why(sheet, state.index.runs[sheet.run]));
  };
  const create = (id, map) => {
    const name = chosen.quantity === 'i_pair' ? 'I(Ti;Tj)' : chosen.quantity;
    const figure = new Figure(id, `${name.charAt(0).toUpperCase()}${name.slice(1)} in layer ${map.layer}`, { height: HEIGHT });
    figure.pointer = { x: 0, y: 0, left: 0, top: 0, side: 1 };
    figure.root.append(zoomable(figure.plot, figure.pointer, (columns, rows) => {
      const { layer, ...seen } = figure.seenPart;
      const cut = (neurons, [from, to]) => neurons.slice(Math.floor(from * neurons.length), Math.max(Math.ceil(to * neurons.length), Math.floor(from * neurons.length) + 1));
      chosen.zooms.set(layer, { columns: cut(seen.columns, columns), rows: cut(seen.rows, rows) });
      update();
    }));
    return figure;
  };
  holder.replaceChildren(controls, grid, lacks, list.root);
  state.onChange(update);
  await update();
}

function clear(figures) {
  for (const [, figure] of figures) figure.remove();
  figures.clear();
}

/** A line on the layers without a map. */
function why(sheet, run) {
  const some = sheet.layers.filter(layer => layer.neurons > 1 && layer.pairs < layer.neurons * (layer.neurons - 1) / 2);
  const left = sheet.layers.filter(layer => layer.isLeftOut);
  const line = text => element('p', { class: 'note' }, text);
  return [
    ...(some.length > 0 ? [line(`No map of ${some.map(layer => `layer ${layer.layer} (${layer.pairs} of its ${layer.neurons * (layer.neurons - 1) / 2} pairs are in the table)`).join(', ')}: pairs.whole=true keeps every pair, in engine run SPEC pairs.whole=true --out ANOTHER, or of the saved network in engine analyze models/${run.id}.safetensors … pairs.scopes=[layers] pairs.whole=true.`)] : []),
    ...(left.length > 0 ? [line('The maps of this run are left out, so that the file stays small; the report of fewer runs has them.')] : []),
  ];
}
