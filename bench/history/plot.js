// Points and the line that fits them, as a drawing.

/** @typedef {{x: number, y: number}} Point */

/**
 * The straight line through the points, as least squares have it, how well it fits (1: all points lie on it), and the
 * exponent that fits best (1: twice the size takes twice the time).
 *
 * @param {Point[]} points
 */
export function fitOf(points) {
  const { slope, intercept, r2 } = line(points);
  const { slope: exponent } = line(points.map(({ x, y }) => ({ x: Math.log(x), y: Math.log(y) })));
  return { slope, intercept, r2, exponent };
}

function line(points) {
  const mean = (of) => points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [x, y] = [mean((point) => point.x), mean((point) => point.y)];
  const xy = mean((point) => (point.x - x) * (point.y - y));
  const [xx, yy] = [mean((point) => (point.x - x) ** 2), mean((point) => (point.y - y) ** 2)];
  return { slope: xy / xx, intercept: y - (xy / xx) * x, r2: xy ** 2 / (xx * yy) };
}

const [WIDTH, HEIGHT, LEFT, BOTTOM, TOP] = [640, 400, 70, 60, 50];

/**
 * @param {{title: string, xName: string, yName: string, points: Point[]}} plot
 * @returns {string} SVG
 */
export function plot({ title, xName, yName, points }) {
  const [maxX, maxY] = [Math.max(...points.map(({ x }) => x)), Math.max(...points.map(({ y }) => y)) * 1.1];
  const x = (value) => LEFT + (value / maxX) * (WIDTH - LEFT - 30);
  const y = (value) => HEIGHT - BOTTOM - (value / maxY) * (HEIGHT - BOTTOM - TOP);
  const { slope, intercept } = fitOf(points);
  const text = (at, content, more = '') =>
    `<text x="${at[0].toFixed(1)}" y="${at[1].toFixed(1)}" ${more}>${escaped(content)}</text>`;
  const stroke = (from, to, colour) =>
    `<line x1="${x(from[0]).toFixed(1)}" y1="${y(from[1]).toFixed(1)}" x2="${x(to[0]).toFixed(1)}" y2="${y(to[1]).toFixed(1)}" stroke="${colour}"/>`;
  const dots = points.flatMap((point) => [
    `<circle cx="${x(point.x).toFixed(1)}" cy="${y(point.y).toFixed(1)}" r="4" fill="#06c"/>`,
    text([x(point.x), y(point.y) - 10], point.y.toFixed(2), 'text-anchor="middle" font-size="11"'),
    text([x(point.x), HEIGHT - BOTTOM + 18], point.x.toFixed(1), 'text-anchor="middle" font-size="11"'),
  ]);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="14">
<rect width="100%" height="100%" fill="#fff"/>
${text([WIDTH / 2, 25], title, 'text-anchor="middle"')}
${text([WIDTH / 2, HEIGHT - 15], xName, 'text-anchor="middle"')}
${text([20, HEIGHT / 2], yName, `text-anchor="middle" transform="rotate(-90 20 ${HEIGHT / 2})"`)}
${stroke([0, 0], [maxX, 0], '#333')}
${stroke([0, 0], [0, maxY], '#333')}
${stroke([0, Math.max(0, intercept)], [maxX, intercept + slope * maxX], '#c60')}
${dots.join('\n')}
</svg>
`;
}

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
