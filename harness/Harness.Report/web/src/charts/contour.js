/** Where a grid of values crosses a level: line segments by marching squares. @param {number[]} grid row by row of y */
export function contour(xs, ys, grid, level) {
  const segments = [];
  const at = (x, y) => grid[y * xs.length + x];
  for (let y = 0; y + 1 < ys.length; y++) {
    for (let x = 0; x + 1 < xs.length; x++) {
      const crossings = [[x, y, x + 1, y], [x + 1, y, x + 1, y + 1], [x, y + 1, x + 1, y + 1], [x, y, x, y + 1]]
        .filter(([x1, y1, x2, y2]) => (at(x1, y1) < level) !== (at(x2, y2) < level))
        .map(([x1, y1, x2, y2]) => {
          const part = (level - at(x1, y1)) / (at(x2, y2) - at(x1, y1));
          return [xs[x1] + part * (xs[x2] - xs[x1]), ys[y1] + part * (ys[y2] - ys[y1])];
        });
      for (let i = 0; i + 1 < crossings.length; i += 2) segments.push([...crossings[i], ...crossings[i + 1]]);
    }
  }
  return segments;
}
