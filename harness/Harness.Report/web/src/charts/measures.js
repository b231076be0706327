// The measures of neurons. Which there are, and how they are called, the data say: they come from the engine's definitions.

/** The columns with charts that any of the sheets has values of. */
export const drawn = data => data.columns.filter(column => column.drawn && data.sheets.some(sheet => sheet.values[column.name]));

/** A column's name with its unit, for an axis. */
export const title = (data, name) => data.columns.find(column => column.name === name)?.title ?? name;

/** The sheets of the runs that are looked at, of one split and quantizer. */
export const chosenSheets = (data, state, kind) => {
  const runs = new Set(state.runs());
  return data.sheets.filter(sheet => runs.has(sheet.run) && label(sheet) === kind);
};

export const label = sheet => `${sheet.quantizer}, ${sheet.split}`;

export const kinds = data => [...new Set(data.sheets.map(label))];

/** One entry for each neuron of the sheets. */
export function neurons(sheets, names) {
  return sheets.flatMap(sheet => sheet.neuron.map((neuron, i) => ({
    run: sheet.run, layer: sheet.layer[i], neuron, inactive: sheet.values.inactive?.[i] === 1,
    ...Object.fromEntries(names.map(name => [name, sheet.values[name]?.[i] ?? null])),
  })));
}
