import { element, number, table } from './dom.js';
import echarts from './echarts.js';
import { fitted } from './options.js';
import { bytesOf, copy, csv, download, draw } from './save.js';
import { onThemeChange, paper } from './theme.js';

const MOST_ROWS = 200, PAPER_WIDTH = 760, OPEN_KEYS = 8;
const figures = new Set();

/** One chart with its title, its values as a table, and what can be taken from it. */
export class Figure {
  #chart = null;
  #make = null;
  #visible = false;
  #stale = false;
  #width = 0;
  #place = { series: 0, item: -1 };

  /** @param {string} id also the name of the files that are saved */
  constructor(id, title, { height = 340 } = {}) {
    this.id = id;
    this.title = title;
    this.height = height;
    this.caption = element('p', { class: 'note' });
    this.plot = element('div', { class: 'plot', tabindex: '0', role: 'application', 'aria-roledescription': 'chart', style: `height:${height}px` });
    this.spoken = element('p', { class: 'unseen', 'aria-live': 'polite' });
    this.key = element('div', { class: 'key', hidden: true });
    this.values = element('div', { class: 'values', hidden: true });
    this.root = element('figure', { id: `figure-${id}` },
      element('figcaption', {}, element('h3', {}, title), this.caption), this.plot, this.spoken, this.key, this.#tools(), this.values);
    this.plot.addEventListener('keydown', event => this.#key(event));
    this.plot.addEventListener('blur', () => this.#chart?.dispatchAction({ type: 'hideTip' }));
    figures.add(this);
    watch.observe(this.root);
    sizes.observe(this.plot);
  }

  /** @param {(width: number) => {option: object, data: {columns: string[], rows: any[][]}, note?: string, said?: string, above?: number, key?: [string, string][]}} make is called when the figure comes into sight, with the width
   * in pixels; said is for those who do not see, above the height that it needs beyond the figure's own, key the long
   * names behind short ones */
  show(make) {
    this.#make = make;
    this.#stale = true;
    if (this.#visible) this.draw();
  }

  /** Shows a sentence where there is nothing to draw. */
  showNothing(why) {
    this.#make = null;
    this.#stale = false;
    this.#chart?.dispose();
    this.#chart = null;
    this.plot.replaceChildren(element('p', { class: 'none' }, why));
    this.values.replaceChildren();
  }

  seen() {
    this.#visible = true;
    if (this.#stale) this.draw();
  }

  draw() {
    if (!this.#make) return;
    this.#stale = false;
    this.#width = this.plot.clientWidth;
    this.made = this.#make(this.#width);
    this.#place = { series: 0, item: -1 };
    const { option, extra } = fitted(this.made.option, this.#width);
    this.plot.style.height = `${this.height + (this.made.above ?? 0) + extra}px`;
    if (!this.#chart) {
      this.plot.replaceChildren();
      this.#chart = echarts.init(this.plot, null, { renderer: 'svg' });
      if (this.onclick) this.#chart.on('click', parameters => this.onclick(parameters));
    }
    this.#chart.resize();
    this.#chart.setOption(option, { notMerge: true });
    this.caption.textContent = this.made.note ?? '';
    this.#showKey(this.made.key ?? []);
    this.plot.setAttribute('aria-label', `${this.title}. ${this.made.said ?? ''}${this.made.note ?? ''} Arrow keys go from value to value.`);
    if (!this.values.hidden) this.#fill();
  }

  redraw() {
    if (this.#chart && this.#make) this.draw();
  }

  /** What is laid out for a width is laid out anew for another. */
  resize() {
    if (this.#chart && this.#make && this.plot.clientWidth !== this.#width) this.draw();
    else this.#chart?.resize();
  }

  get isDrawn() { return this.#chart !== null && !this.#stale; }

  get canDraw() { return this.#make !== null; }

  /** The picture as a file for a paper, with its title, on white. */
  files(kind) {
    const { option, note, above = 0, key = [] } = this.#make(PAPER_WIDTH);
    const names = key.map(([short, long]) => `${short}: ${long}`).join('; ');
    const { option: titled, extra } = fitted(option, PAPER_WIDTH, this.#paperTitle(), names ? `${note} ${names}.` : note);
    return draw(titled, { width: PAPER_WIDTH, height: Math.max(this.height, 400) + above + extra, kind, background: paper() });
  }

  remove() {
    this.#chart?.dispose();
    figures.delete(this);
    watch.unobserve(this.root);
    sizes.unobserve(this.plot);
    this.root.remove();
  }

  /** With that of its section, since a paper has none. */
  #paperTitle() {
    const section = this.root.closest('section')?.querySelector('h2')?.textContent ?? '';
    if (section.toLowerCase().includes(this.title.toLowerCase())) return section;
    return section ? `${section}: ${this.title.charAt(0).toLowerCase()}${this.title.slice(1)}` : this.title;
  }

  #showKey(key) {
    this.key.hidden = key.length === 0;
    const open = this.key.querySelector('details')?.open ?? key.length <= OPEN_KEYS;
    this.key.replaceChildren(element('details', { open }, element('summary', {}, `Key: ${key.length} names`),
      element('ol', { class: 'names' }, ...key.map(([short, long]) => element('li', {}, element('b', {}, short), ` ${long}`)))));
  }

  #tools() {
    const button = (text, label, act) => element('button', { type: 'button', 'aria-label': `${label}: ${this.title}`, onclick: act }, text);
    const copied = button('Copy CSV', 'Copy the values as CSV', async () => {
      await copy(csv(this.#current().data));
      copied.textContent = 'Copied';
      setTimeout(() => { copied.textContent = 'Copy CSV'; }, 1500);
    });
    const shown = button('Table', 'Show the values as a table', () => {
      this.values.hidden = !this.values.hidden;
      shown.setAttribute('aria-expanded', String(!this.values.hidden));
      if (!this.values.hidden) this.#fill();
    });
    return element('div', { class: 'tools' }, copied,
      button('SVG', 'Save as SVG', () => download(`${this.id}.svg`, new Blob([this.files('svg')], { type: 'image/svg+xml' }))),
      button('PNG', 'Save as PNG', () => download(`${this.id}.png`, new Blob([bytesOf(this.files('png'))], { type: 'image/png' }))),
      shown);
  }

  #current() {
    if (!this.made || this.#stale) this.draw();
    return this.made ?? { data: { columns: [], rows: [] } };
  }

  #fill() {
    const { columns, rows } = this.#current().data;
    const more = rows.length > MOST_ROWS ? `, the first ${MOST_ROWS} of ${rows.length} rows; Copy CSV takes them all` : '';
    this.values.replaceChildren(table(columns, rows.slice(0, MOST_ROWS), this.title + more));
  }

  #key(event) {
    const series = (this.made?.option.series ?? []).map((one, index) => ({ ...one, index })).filter(one => !one.silent && !one.isMouseOnly && one.data?.length);
    if (series.length === 0 || !this.#chart) return;
    const moves = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0], Home: [0, -Infinity], End: [0, Infinity] };
    if (event.key === 'Escape') this.#chart.dispatchAction({ type: 'hideTip' });
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    const at = this.#place;
    at.series = (at.series + move[0] + series.length) % series.length;
    at.item = Math.min(Math.max(at.item + move[1], 0), series[at.series].data.length - 1);
    const one = series[at.series];
    this.#chart.dispatchAction({ type: 'showTip', seriesIndex: one.index, dataIndex: at.item });
    const value = one.data[at.item].value ?? one.data[at.item];
    this.spoken.textContent = `${one.name ?? ''}: ${[].concat(value).slice(0, 3).map(part => typeof part === 'number' ? number(part) : part).join(', ')}`;
  }
}

const watch = new IntersectionObserver(entries => {
  for (const entry of entries.filter(entry => entry.isIntersecting))
    for (const figure of figures) if (figure.root === entry.target) figure.seen();
}, { rootMargin: '400px' });

const sizes = new ResizeObserver(entries => {
  for (const entry of entries)
    for (const figure of figures) if (figure.plot === entry.target) figure.resize();
});

/** Draws what was not yet in sight: for print, and for files. */
export function drawAll() {
  for (const figure of figures) figure.seen();
}

export function redrawAll() {
  for (const figure of figures) figure.redraw();
}

export function resizeAll() {
  for (const figure of figures) figure.resize();
}

export const all = () => [...figures];

onThemeChange(redrawAll);
