import { element } from './dom.js';

/** Puts every figure into the document as PNG and SVG, where engine report --png takes them from. */
export async function exportFigures(figures, state) {
  const points = state.index.points.length > 1 ? state.matches().slice(0, 20) : [state.point];
  for (const point of points) {
    if (point !== state.point) await state.setPoint(point);
    const suffix = points.length > 1 ? `-configuration-${point + 1}` : '';
    for (const figure of figures().filter(figure => figure.canDraw)) {
      add(`${figure.id}${suffix}.svg`, base64(new TextEncoder().encode(figure.files('svg'))));
      add(`${figure.id}${suffix}.png`, figure.files('png').replace(/^[^,]*,/, ''));
    }
  }
}

const add = (file, content) => document.body.append(element('script', { type: 'application/base64', 'data-file': file }, content));

function base64(bytes) {
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}
