import { element, number } from '../dom.js';
import { Figure } from '../figure.js';
import { axis, band, base, line, tooltip } from '../options.js';
import { colour, dashes } from '../theme.js';

const SPLITS = ['train', 'validation', 'test'];

/** Loss and accuracy over the epochs. */
export default async function training(holder, state, load) {
  const data = await load('epochs');
  const figures = [
    { what: 'loss', unit: 'mean cross-entropy (nats)', figure: new Figure('training-loss', 'Loss') },
    { what: 'accuracy', unit: 'accuracy (share of samples)', figure: new Figure('training-accuracy', 'Accuracy') },
  ];
  const update = () => {
    const runs = new Set(state.runs());
    const chosen = data.runs.filter(one => runs.has(one.run));
    for (const { what, unit, figure } of figures) {
      if (chosen.length === 0) figure.showNothing('This configuration has no training curves.');
      else figure.show(() => chart(chosen, what, unit, state));
    }
  };
  holder.replaceChildren(element('div', { class: 'grid' }, ...figures.map(one => one.figure.root)));
  state.onChange(update);
  update();
}

function chart(runs, what, unit, state) {
  const drawn = SPLITS.map(split => together(runs, `${split}_${what}`, split)).filter(one => one.epochs.length > 0);
  return {
    note: state.describe(),
    option: base({
      xAxis: axis('epoch (count)'),
      yAxis: axis(unit, { nameGap: 46 }),
      tooltip: tooltip('axis', items => [`epoch ${items[0].value[0]}`, ...items.map(item => `${item.seriesName}: ${number(item.value[1])}${item.value[2] !== item.value[3] ? ` (${number(item.value[2])} to ${number(item.value[3])})` : ''}`)]),
      series: drawn.flatMap((one, i) => [
        line(one.split, one.epochs, one.mean, { paint: colour(i), dash: dashes[i], extra: at => [one.low[at], one.high[at]] }),
        ...(runs.length > 1 ? [band(one.split, one.epochs, one.low, one.high, colour(i))] : []),
      ]),
    }),
    data: { columns: ['split', 'epoch', what, 'low', 'high'], rows: drawn.flatMap(one => one.epochs.map((epoch, i) => [one.split, epoch, one.mean[i], one.low[i], one.high[i]])) },
  };
}

/** Mean and range over the runs, at the epochs that all of them have. */
function together(runs, column, split) {
  const values = new Map();
  for (const run of runs) run.epoch.forEach((epoch, i) => {
    const value = run.values[column]?.[i];
    if (value != null) values.set(epoch, [...(values.get(epoch) ?? []), value]);
  });
  const epochs = [...values.keys()].filter(epoch => values.get(epoch).length === runs.length).sort((a, b) => a - b);
  const of = fold => epochs.map(epoch => fold(values.get(epoch)));
  return { split, epochs, mean: of(all => all.reduce((sum, value) => sum + value, 0) / all.length), low: of(all => Math.min(...all)), high: of(all => Math.max(...all)) };
}
