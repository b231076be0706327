import { ROUNDING, choice, element, number, table } from '../dom.js';

const MOST = 20;

const BY = {
  redundancy: 'most redundancy', i_pair: 'most I(Ti;Tj)', i_joint: 'most I(Ti,Tj;Y)', synergy: 'most synergy', interaction: 'highest interaction', '-interaction': 'lowest interaction',
};

const COLUMNS = [
  ['redundancy', 'redundancy'], ['unique_i', 'unique, first'], ['unique_j', 'unique, second'], ['synergy', 'synergy'], ['i_pair', 'I(Ti;Tj)'], ['i_joint', 'I(Ti,Tj;Y)'],
  ['interaction', 'interaction'], ['q_value', 'q'],
];

const shown = (name, value) => name === 'q_value' && value !== null && value < ROUNDING ? '<1e-15' : number(value);

/** The strongest pairs of a run; each neuron leads to its own joint histogram. @param {(neuron: object) => boolean} isTold whether the page has that */
export class PairList {
  #by = 'redundancy';

  constructor(state, isTold) {
    this.root = element('div', { class: 'below' });
    this.state = state;
    this.isTold = isTold;
  }

  show(sheet) {
    const all = sheet.strongest;
    const column = all[this.#by.replace('-', '')];
    const sign = this.#by.startsWith('-') ? -1 : 1;
    const rows = column.map((_, row) => row).filter(row => column[row] !== null).sort((a, b) => sign * (column[b] - column[a])).slice(0, MOST);
    this.root.replaceChildren(
      element('div', { class: 'controls' }, choice('Pairs with the', Object.entries(BY).map(([value, text]) => ({ value, text })), this.#by, value => { this.#by = value; this.show(sheet); })),
      table(['first neuron', 'second neuron', ...COLUMNS.map(([, title]) => title)],
        rows.map(row => [this.#neuron(sheet, 'i', row), this.#neuron(sheet, 'j', row), ...COLUMNS.map(([name]) => shown(name, all[name][row]))]),
        `The ${rows.length} pairs with the ${BY[this.#by]} of those in the table pairs; bits. A neuron leads to its joint histogram.`));
  }

  #neuron(sheet, end, row) {
    const neuron = { run: sheet.run, layer: sheet.strongest[`layer_${end}`][row], neuron: sheet.strongest[`neuron_${end}`][row] };
    const text = `layer ${neuron.layer}, neuron ${neuron.neuron}`;
    return this.isTold(neuron) ? element('a', { href: '#histogram', onclick: () => this.state.showNeuron(neuron) }, text) : text;
  }
}
