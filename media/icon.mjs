// Draws media/icon.png, 256×256: `node media/icon.mjs`. No drawing library: shapes are distances, a PNG is four chunks.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { crc32, deflateSync } from 'node:zlib';

const size = 256;
const samples = 4;

const navy = [21, 38, 61];
const box = [214, 226, 240];
const edge = [120, 146, 178];
const green = [63, 185, 120];
const white = [255, 255, 255];

/** Distance from a point to the segment between two points. */
function toSegment([x, y], [ax, ay], [bx, by]) {
	const along = Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2)));
	return Math.hypot(x - ax - along * (bx - ax), y - ay - along * (by - ay));
}

const near = (point, line, width) => line.some((corner, i) => i > 0 && toSegment(point, line[i - 1], corner) <= width / 2);

function inside([x, y], polygon) {
	return polygon.reduce((odd, [ax, ay], i) => {
		const [bx, by] = polygon[(i + 1) % polygon.length];
		return ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax ? !odd : odd;
	}, false);
}

function roundedSquare([x, y], radius) {
	const dx = Math.max(radius - x, x - (size - radius), 0);
	const dy = Math.max(radius - y, y - (size - radius), 0);
	return Math.hypot(dx, dy) <= radius;
}

const outline = [[116, 36], [196, 78], [196, 166], [116, 208], [36, 166], [36, 78], [116, 36]];
const lid = [[36, 78], [116, 120], [196, 78]];
const seam = [[116, 120], [116, 208]];
const check = [[154, 190], [172, 208], [206, 168]];

/** Colour at a point, top shape first; undefined outside the icon. */
function colourAt(point) {
	if (!roundedSquare(point, 44)) return undefined;
	if (near(point, check, 13)) return white;
	const fromBadge = Math.hypot(point[0] - 180, point[1] - 188);
	if (fromBadge <= 48) return green;
	if (fromBadge <= 56) return navy;
	if (near(point, outline, 9) || near(point, lid, 9) || near(point, seam, 9)) return edge;
	return inside(point, outline) ? box : navy;
}

function pixel(column, row) {
	const sum = [0, 0, 0, 0];
	for (let i = 0; i < samples * samples; i++) {
		const colour = colourAt([column + ((i % samples) + 0.5) / samples, row + (Math.floor(i / samples) + 0.5) / samples]);
		if (colour === undefined) continue;
		colour.forEach((part, channel) => (sum[channel] += part));
		sum[3] += 1;
	}
	const covered = sum[3] || 1;
	return [sum[0] / covered, sum[1] / covered, sum[2] / covered, (sum[3] / (samples * samples)) * 255].map(Math.round);
}

function chunk(type, data) {
	const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
	const frame = Buffer.alloc(body.length + 8);
	frame.writeUInt32BE(data.length, 0);
	body.copy(frame, 4);
	frame.writeUInt32BE(crc32(body), body.length + 4);
	return frame;
}

const header = Buffer.alloc(13);
header.writeUInt32BE(size, 0);
header.writeUInt32BE(size, 4);
header.set([8, 6, 0, 0, 0], 8);
const rows = Array.from({ length: size }, (_, row) => [0, ...Array.from({ length: size }, (_, column) => pixel(column, row)).flat()]);
const image = Buffer.concat([
	Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
	chunk('IHDR', header),
	chunk('IDAT', deflateSync(Buffer.from(rows.flat()), { level: 9 })),
	chunk('IEND', Buffer.alloc(0)),
]);
writeFileSync(fileURLToPath(new URL('icon.png', import.meta.url)), image);
