// Colours that people with any colour vision tell apart (Okabe and Ito, arranged and darkened or lightened for the background); lines and marks differ in
// dash and shape as well.

const dark = window.matchMedia('(prefers-color-scheme: dark)');
let forced = null;

export const isDark = () => forced ?? dark.matches;

/** For print and files: light, whatever the screen is. */
export function forceLight(on) { forced = on ? false : null; }

export function onThemeChange(listener) { dark.addEventListener('change', listener); }

const light = ['#0072b2', '#d55e00', '#009e73', '#a3468c', '#946c00', '#2a2a2a', '#3d8bd4'];
const onDark = ['#56b4e9', '#ff8a3d', '#2fc99a', '#e08fc4', '#f0c94a', '#e8e8e8', '#9cc9ff'];

export const palette = () => isDark() ? onDark : light;
export const colour = index => palette()[index % palette().length];
export const ink = () => isDark() ? '#e6e6e6' : '#1f2328';
export const faint = () => isDark() ? '#9a9a9a' : '#6a6f76';
export const lines = () => isDark() ? '#3a3a3a' : '#e2e4e8';
export const paper = () => isDark() ? '#1b1d20' : '#ffffff';
export const random = () => isDark() ? '#a8a8a8' : '#767676';

export const dashes = ['solid', [7, 4], [2, 3], [9, 3, 2, 3], [4, 2], [12, 4]];
export const shapes = ['circle', 'triangle', 'rect', 'diamond', 'pin', 'arrow', 'roundRect'];

/** From dark to light, alike for all kinds of colour vision and in grey (cividis). */
export const sequential = ['#00224e', '#35456c', '#666970', '#948e77', '#c8b866', '#fee838'];

/** From class 0 by white to class 1. */
export const diverging = ['#d55e00', '#f0a26a', '#f7f7f7', '#7fb6dc', '#0072b2'];

export const between = (colours, share) => {
  const place = Math.min(Math.max(share, 0), 1) * (colours.length - 1);
  const [low, high] = [Math.floor(place), Math.ceil(place)];
  const part = place - low;
  const mix = at => Math.round(parseInt(colours[low].slice(at, at + 2), 16) * (1 - part) + parseInt(colours[high].slice(at, at + 2), 16) * part);
  return `rgb(${mix(1)},${mix(3)},${mix(5)})`;
};
