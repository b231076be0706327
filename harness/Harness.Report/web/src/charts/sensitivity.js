import { choice, element, number } from '../dom.js';
import { Figure } from '../figure.js';
import { axis, band, base, line, tooltip } from '../options.js';
import { colour, dashes } from '../theme.js';

/** A measure against the number of bins, and whether the neurons of a layer keep their ranks. */
export default async function sensitivity(holder, state, load) {
  const { columns, rows } = await load('sensitivity');
  const kindOf = row => `${row.finest}, ${row.split}`;
  const kinds = [...new Set(rows.map(kindOf))];
  const chosen = { kind: kinds[0], column: (columns.find(one => one.name === 'mutual_information') ?? columns[0]).name };
  const [values, ranks] = [new Figure('sensitivity-values', 'Measure by number of bins'), new Figure('sensitivity-ranks', 'Ranks of the neurons by number of bins')];
  const update = () => {
    const runs = new Set(state.runs());
    const mine = rows.filter(row => runs.has(row.run) && kindOf(row) === chosen.kind);
    const column = columns.find(one => one.name === chosen.column);
    if (mine.length === 0) { for (const figure of [values, ranks]) figure.showNothing('This configuration has no other numbers of bins.'); return; }
    values.show(() => chart(mine, state, chosen, column.title, 'Mean over the neurons of the layer; the band is their middle half.', one => one.mean, true));
    ranks.show(() => chart(mine, state, chosen, 'rank correlation (Spearman)', 'Spearman’s correlation of the neurons’ values with those of the finest bins; none where a value is the same for all.', one => one.rank, false));
  };
  holder.replaceChildren(element('div', { class: 'controls' },
    choice('Measure', columns.map(one => ({ value: one.name, text: one.label })), chosen.column, value => { chosen.column = value; update(); }),
    ...(kinds.length > 1 ? [choice('Finest bins and split', kinds.map(value => ({ value, text: value })), chosen.kind, value => { chosen.kind = value; update(); })] : [])), element('div', { class: 'grid' }, values.root, ranks.root));
  state.onChange(update);
  update();
}

function chart(rows, state, chosen, unit, note, of, banded) {
  const bins = [...new Set(rows.map(row => row.bins))].sort((a, b) => a - b);
  const layers = [...new Set(rows.map(row => row.layer))].sort((a, b) => a - b).map(layer => {
    const at = read => bins.map(count => mean(rows.filter(row => row.layer === layer && row.bins === count).map(row => read(row.values[chosen.column])).filter(value => value !== null)));
    return { name: `layer ${layer}`, middle: at(of), low: at(one => one.low), high: at(one => one.high) };
  });
  const known = one => bins.map((_, i) => i).filter(i => one.middle[i] !== null);
  return {
    note: `${state.describe()}; ${chosen.kind}. ${note}`,
    option: base({
      xAxis: axis('bins (count)', { type: 'log', logBase: 2, min: bins[0], max: bins.at(-1) }),
      yAxis: axis(unit, { nameGap: 46, ...(banded ? {} : { max: 1 }) }),
      tooltip: tooltip('axis', items => [`${items[0].value[0]} bins`, ...items.map(item => `${item.seriesName}: ${number(item.value[1])}`)]),
      series: layers.flatMap((one, i) => {
        const places = known(one);
        const pick = values => places.map(place => values[place]);
        return places.length === 0 ? [] : [
          { ...line(one.name, pick(bins), pick(one.middle), { paint: colour(i), dash: dashes[i % dashes.length] }), showSymbol: true },
          ...(banded ? [band(one.name, pick(bins), pick(one.low), pick(one.high), colour(i))] : []),
        ];
      }),
    }),
    data: { columns: ['layer', 'bins', banded ? chosen.column : 'rank_correlation'], rows: layers.flatMap(one => bins.map((count, i) => [one.name, count, one.middle[i]])) },
  };
}

const mean = values => values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
