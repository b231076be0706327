import { bytes } from './data.js';
import echarts from './echarts.js';

/** RFC 4180, so that a field may hold anything. */
export function csv({ columns, rows }) {
  const field = value => {
    const text = value == null ? '' : String(value);
    return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [columns, ...rows].map(row => row.map(field).join(',')).join('\r\n') + '\r\n';
}

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Browsers that keep the clipboard from pages on disk still copy what is selected.
    const area = document.createElement('textarea');
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
  }
}

export function download(name, blob) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** Draws an option outside of the page. @returns {string} an SVG document, or a data URL of a PNG at three pixels a point */
export function draw(option, { width, height, kind, background }) {
  const holder = document.createElement('div');
  holder.style.cssText = `position:absolute;left:-10000px;width:${width}px;height:${height}px`;
  document.body.append(holder);
  const chart = echarts.init(holder, null, kind === 'svg' ? { renderer: 'svg', width, height } : { renderer: 'canvas', width, height, devicePixelRatio: 3 });
  try {
    chart.setOption({ ...option, backgroundColor: background });
    return kind === 'svg' ? chart.renderToSVGString() : chart.getDataURL({ type: 'png', pixelRatio: 3, backgroundColor: background });
  } finally {
    chart.dispose();
    holder.remove();
  }
}

export const bytesOf = dataUrl => bytes(dataUrl.slice(dataUrl.indexOf(',') + 1));
