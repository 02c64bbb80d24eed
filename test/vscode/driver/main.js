/**
 * The test's hand in the extension host: `POST /` with `{ source, argument }` evaluates `source` as a function of
 * `(vscode, argument, require)` and answers `{ value }` or `{ error }`. Listens on loopback only, wants the token of this very
 * launch, and does nothing unless the bench asked for it. Its port goes to a file, anew after each reload of the window.
 */
const http = require('node:http');
const { renameSync, writeFileSync } = require('node:fs');
const vscode = require('vscode');

exports.activate = (context) => {
	const { BENCH_DRIVER_FILE: file, BENCH_DRIVER_TOKEN: token } = process.env;
	if (file === undefined || token === undefined) return;
	const server = http.createServer((request, response) => {
		if (request.headers.authorization !== `Bearer ${token}`) {
			response.writeHead(401).end();
			return;
		}
		const pieces = [];
		request.on('data', (piece) => pieces.push(piece));
		request.on('end', async () => {
			const answer = await evaluate(Buffer.concat(pieces).toString('utf8'));
			response.writeHead(200, { 'content-type': 'application/json' }).end(answer);
		});
	});
	server.listen(0, '127.0.0.1', () => {
		writeFileSync(`${file}.new`, JSON.stringify({ port: server.address().port, process: process.pid }));
		renameSync(`${file}.new`, file);
	});
	context.subscriptions.push({ dispose: () => server.closeAllConnections() }, { dispose: () => server.close() });
};

async function evaluate(body) {
	try {
		const { source, argument } = JSON.parse(body);
		const value = await (0, eval)(`(${source})`)(vscode, argument, require);
		return JSON.stringify({ value: value ?? null });
	} catch (error) {
		return JSON.stringify({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
	}
}
