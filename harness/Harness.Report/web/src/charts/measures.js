// The columns of the table neurons that can be drawn, with their units.
export const MEASURES = {
  mutual_information: 'mutual information I(T;Y) (bits)',
  mutual_information_mm: 'mutual information, Miller-Madow (bits)',
  kl_selectivity: 'KL selectivity (bits)',
  entropy: 'entropy H(T) (bits)',
  class_selectivity: 'class selectivity (0 to 1)',
  single_drop: 'single-neuron drop (accuracy)',
  mean_activation: 'mean activation (units of the activation)',
  variance_activation: 'variance of the activation (units squared)',
  fraction_active: 'fraction active (share of samples)',
  outgoing_norm: 'norm of the outgoing weights (L2)',
};

/** Measures that any of the sheets has values of. */
export const known = sheets => Object.keys(MEASURES).filter(name => sheets.some(sheet => sheet.values[name]));

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
