// Data lie in the page as gzip and base64, one element a section, and are unpacked when a section first needs them.

const unpacked = new Map();

/** The data of a section; null where the sweep has none. */
export function load(name) {
  if (!unpacked.has(name)) unpacked.set(name, unpack(document.getElementById(`data-${name}`)));
  return unpacked.get(name);
}

async function unpack(holder) {
  if (!holder) return null;
  const packed = bytes(holder.textContent);
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  return JSON.parse(await new Response(stream).text());
}

/** Of what the browser has, the fastest: texts of megabytes are unpacked here. */
export function bytes(base64) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(base64);
  const text = atob(base64);
  const all = new Uint8Array(text.length);
  for (let i = 0; i < all.length; i++) all[i] = text.charCodeAt(i);
  return all;
}
