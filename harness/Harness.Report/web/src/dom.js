// Elements without innerHTML: whatever comes from a spec or a file's name is text.

/** @param {string} tag  @param {object} properties  @param {(Node|string)[]} children */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === 'class') made.className = value;
    else if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, '');
    else if (value !== false && value != null) made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

/** A labelled choice. @param {({value: string, text: string} | {group: string, options: {value: string, text: string}[]})[]} options */
export function choice(label, options, value, change) {
  const item = option => element('option', { value: option.value, selected: option.value === value }, option.text);
  const select = element('select', { onchange: () => change(select.value) },
    ...options.map(option => option.group ? element('optgroup', { label: option.group }, ...option.options.map(item)) : item(option)));
  return element('label', { class: 'choice' }, element('span', {}, label), select);
}

/** @param kind of table: a class beside that of the box that scrolls */
export function table(columns, rows, caption, kind = '') {
  return element('div', { class: `scroll ${kind}`.trim(), tabindex: '0' },
    element('table', {},
      element('caption', {}, element('span', {}, caption)),
      element('thead', {}, element('tr', {}, ...columns.map(name => element('th', { scope: 'col' }, name)))),
      element('tbody', {}, ...rows.map(row => element('tr', {}, ...row.map(cell => element('td', { class: String(cell).length > 40 ? 'long' : '' }, text(cell))))))));
}

/** A value as people read it; an element as it is. */
export function text(value) {
  if (value == null) return '-';
  if (value instanceof Node) return value;
  return typeof value === 'number' ? number(value) : String(value);
}

/** Sums of shares of 1 are not known any better. */
export const ROUNDING = 1e-15;

export function number(value) {
  if (value == null || Number.isNaN(value)) return '-';
  if (Number.isInteger(value)) return String(value);
  const size = Math.abs(value);
  if (size < ROUNDING) return '0';
  return size >= 1e-3 && size < 1e5 ? String(Number(value.toPrecision(4))) : value.toExponential(2).replace(/\.?0*e\+?/, 'e');
}
