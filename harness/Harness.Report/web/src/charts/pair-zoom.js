import { element } from '../dom.js';

const LEAST = 8;

/**
 * Drawing a rectangle with the mouse chooses a part of a map.
 * @param {object} pointer left, top and side of the map in the plot, and x and y of the mouse, which are kept here
 * @param {(columns: [number, number], rows: [number, number]) => void} zoom is given the ends as shares of the map
 */
export function zoomable(plot, pointer, zoom) {
  const frame = element('div', { class: 'zoom', hidden: true });
  let from = null;
  const at = event => {
    const box = plot.getBoundingClientRect();
    [pointer.x, pointer.y] = [event.clientX - box.left, event.clientY - box.top];
    return [share(pointer.x - pointer.left), share(pointer.y - pointer.top)];
  };
  const share = length => Math.min(Math.max(length / pointer.side, 0), 1);
  const ends = to => [[from[0], to[0]].sort((a, b) => a - b), [from[1], to[1]].sort((a, b) => a - b)];
  // Before the chart's own listeners, which ask where the mouse is.
  plot.addEventListener('pointermove', event => {
    const to = at(event);
    if (!from) return;
    const [[left, right], [top, bottom]] = ends(to);
    frame.hidden = false;
    frame.style.cssText = `left:${plot.offsetLeft + pointer.left + left * pointer.side}px;top:${plot.offsetTop + pointer.top + top * pointer.side}px;width:${(right - left) * pointer.side}px;height:${(bottom - top) * pointer.side}px`;
  }, { capture: true });
  plot.addEventListener('mousemove', at, { capture: true });
  plot.addEventListener('pointerdown', event => {
    const box = plot.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left - pointer.left, event.clientY - box.top - pointer.top];
    if (event.button !== 0 || event.pointerType === 'touch' || x < 0 || y < 0 || x > pointer.side || y > pointer.side) return;
    from = at(event);
    event.preventDefault();
  });
  window.addEventListener('pointerup', event => {
    if (!from) return;
    const [columns, rows] = ends(at(event));
    from = null;
    frame.hidden = true;
    if (Math.min(columns[1] - columns[0], rows[1] - rows[0]) * pointer.side >= LEAST) zoom(columns, rows);
  });
  return frame;
}
