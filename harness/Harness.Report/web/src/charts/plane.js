import { choice, element, number } from '../dom.js';
import { Figure } from '../figure.js';
import { NARROW, axis, base, scale, tooltip } from '../options.js';
import { faint, ink, sequential, shapes } from '../theme.js';

/** I(X;L) against I(Y;L), layer by layer, with the epoch as colour. */
export default async function plane(holder, state, load) {
  const data = await load('plane');
  const estimators = [...new Set(data.paths.map(path => path.estimator))];
  const chosen = { estimator: estimators[0] };
  const figure = new Figure('information-plane', 'Information plane', { height: 480 });
  const update = () => {
    const runs = new Set(state.runs());
    const paths = data.paths.filter(path => runs.has(path.run) && path.estimator === chosen.estimator);
    if (paths.length === 0) figure.showNothing('This configuration has no information plane.');
    else figure.show(width => chart(paths, state, width));
  };
  holder.replaceChildren(element('div', { class: 'controls' },
    ...(estimators.length > 1 ? [choice('Estimator', estimators.map(value => ({ value, text: value })), chosen.estimator, value => { chosen.estimator = value; update(); })] : [])), figure.root);
  state.onChange(update);
  update();
}

const logged = epoch => Math.log10(epoch + 1);

function chart(paths, state, width) {
  const narrow = width < NARROW;
  const layers = [...new Set(paths.map(path => path.layer))].sort((a, b) => a - b);
  const last = Math.max(...paths.flatMap(path => path.epoch));
  const points = path => path.epoch.map((epoch, i) => ({
    value: [path.ixl[i], path.iyl[i], logged(epoch), epoch, path.layer, path.run, path.hl[i], path.saturated[i]],
    ...(path.saturated[i] === 1 ? { symbol: `empty${capital(shapes[layers.indexOf(path.layer) % shapes.length])}` } : {}),
  }));
  return {
    note: `${state.describe()}; ${paths[0].estimator} on ${paths[0].samples} samples (${paths[0].split}). At most log2 ${paths[0].samples} = ${number(Math.log2(paths[0].samples))} bits.`,
    option: base({
      marks: true,
      grid: { left: 64, right: narrow ? 22 : 96, top: 44, bottom: narrow ? 104 : 52 },
      xAxis: axis('I(X;L) (bits)'),
      yAxis: axis('I(Y;L) (bits)', { nameGap: 42 }),
      visualMap: {
        type: 'continuous', dimension: 2, min: 0, max: logged(last), ...scale(narrow, 180), seriesIndex: layers.map((_, i) => i),
        text: [`epoch ${last}`, 'epoch 0'], textStyle: { color: ink() }, inRange: { color: sequential }, calculable: false,
      },
      tooltip: tooltip('item', item => [`${state.layerName(item.value[4], item.value[5])}, epoch ${item.value[3]}`, `I(X;L) ${number(item.value[0])} bits`, `I(Y;L) ${number(item.value[1])} bits`, `H(L) ${number(item.value[6])} bits${item.value[7] === 1 ? ', saturated' : ''}`, `seed ${state.index.runs[item.value[5]].seed}`]),
      series: [
        ...layers.map((layer, i) => ({
          type: 'scatter', name: state.layerName(layer, paths[0].run), symbol: shapes[i % shapes.length], symbolSize: 10, z: 3, itemStyle: { borderColor: faint(), borderWidth: 0.5 },
          data: paths.filter(path => path.layer === layer).flatMap(points),
        })),
        ...paths.map(path => ({
          type: 'line', silent: true, tooltip: { show: false }, showSymbol: false, z: 1, lineStyle: { color: faint(), width: 1, opacity: 0.5 }, emphasis: { disabled: true },
          data: path.epoch.map((_, i) => [path.ixl[i], path.iyl[i]]),
        })),
      ],
    }),
    data: {
      columns: ['seed', 'layer', 'epoch', 'i_xl', 'i_yl', 'h_l', 'saturated'],
      rows: paths.flatMap(path => path.epoch.map((epoch, i) => [state.index.runs[path.run].seed, path.layer, epoch, path.ixl[i], path.iyl[i], path.hl[i], path.saturated[i] === 1])),
    },
  };
}

const capital = text => text[0].toUpperCase() + text.slice(1);
