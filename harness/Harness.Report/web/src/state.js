// What is looked at: the configurations that the filters leave, one of them, and one seed or all.

export const ALL = 'all';

export class State {
  #listeners = [];
  #neuronListeners = [];

  constructor(index) {
    this.index = index;
    this.filters = { dataset: ALL, architecture: ALL, regularizer: ALL };
    this.point = 0;
    this.seed = ALL;
    this.neuron = null;
  }

  onChange(listener) { this.#listeners.push(listener); }

  onNeuron(listener) { this.#neuronListeners.push(listener); }

  /** Has a neuron's own part show it. @param {{run: number, layer: number, neuron: number}} neuron */
  showNeuron(neuron) {
    this.neuron = neuron;
    this.#neuronListeners.forEach(listener => listener());
  }

  /** Numbers of the configurations that the filters leave. */
  matches() {
    return this.index.points.map((_, point) => point).filter(point => this.#matches(this.index.points[point]));
  }

  #matches(point) {
    return Object.entries(this.filters).every(([key, value]) => value === ALL || point[key] === value)
      && (this.seed === ALL || this.#runOf(point) !== undefined);
  }

  setFilter(key, value) { this.filters[key] = value; return this.#settle(); }

  /** @returns what is done when everything shows it */
  setPoint(point) { this.point = point; return this.#settle(); }

  setSeed(seed) { this.seed = seed; return this.#settle(); }

  #settle() {
    const matches = this.matches();
    if (!matches.includes(this.point)) this.point = matches[0];
    return Promise.all(this.#listeners.map(listener => listener()));
  }

  #runOf(point) { return point.runs.find(run => String(this.index.runs[run].seed) === this.seed); }

  /** The configuration; undefined where the filters leave none. */
  get current() { return this.index.points[this.point]; }

  /** Numbers of the runs that are looked at. */
  runs(point = this.point) {
    const found = this.index.points[point];
    if (!found) return [];
    return this.seed === ALL ? found.runs : [this.#runOf(found)].filter(run => run !== undefined);
  }

  /** The one run of a choice of one; null where several are looked at together. */
  get run() { const runs = this.runs(); return runs.length === 1 ? runs[0] : null; }

  /** A class's own name, or its number. */
  className(label) { return this.index.runs[this.current.runs[0]].classes[label] ?? `class ${label}`; }

  /** A layer's name, from 1; the last is the network's output, the softmax. */
  layerName(layer, run = this.current.runs[0]) {
    const { depth } = this.index.runs[run];
    return layer > depth ? 'output' : `layer ${layer}`;
  }

  describe() {
    const runs = this.runs();
    const seeds = runs.length === 1 ? `seed ${this.index.runs[runs[0]].seed}` : `${runs.length} seeds`;
    return this.current ? `${this.current.label}; ${seeds}` : 'no configuration';
  }
}
