/**
 * Speaks the language server protocol over the standard streams of `BENCH_YAML_SERVER` (the program of yaml-language-server):
 * hands it every YAML document, shows what it publishes, and nothing else.
 */
const { spawn } = require('node:child_process');
const vscode = require('vscode');

exports.activate = (context) => {
	const program = process.env.BENCH_YAML_SERVER;
	if (program === undefined) return;
	const diagnostics = vscode.languages.createDiagnosticCollection('benchYaml');
	const server = spawn(process.execPath, [program, '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'], env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } });
	const connection = connect(server, {
		'textDocument/publishDiagnostics': ({ uri, diagnostics: found }) => diagnostics.set(vscode.Uri.parse(uri), found.map(diagnosticOf)),
		'workspace/configuration': ({ items }) => items.map(({ section }) => (section === 'yaml' ? { validate: true, schemaStore: { enable: false } } : {})),
	});
	const isYaml = (document) => document.languageId === 'yaml' && document.uri.scheme === 'file';
	const open = (document) => {
		if (isYaml(document)) connection.tell('textDocument/didOpen', { textDocument: { uri: document.uri.toString(), languageId: 'yaml', version: document.version, text: document.getText() } });
	};
	const stop = () => {
		server.kill();
		diagnostics.dispose();
	};
	context.subscriptions.push(
		vscode.commands.registerCommand('benchYaml.stop', stop),
		vscode.workspace.onDidOpenTextDocument(open),
		vscode.workspace.onDidChangeTextDocument(({ document }) => {
			if (isYaml(document)) connection.tell('textDocument/didChange', { textDocument: { uri: document.uri.toString(), version: document.version }, contentChanges: [{ text: document.getText() }] });
		}),
		{ dispose: stop },
	);
	const capabilities = { textDocument: { publishDiagnostics: {} }, workspace: { configuration: true } };
	connection.ask('initialize', { processId: process.pid, rootUri: null, capabilities }).then(() => {
		connection.tell('initialized', {});
		connection.tell('workspace/didChangeConfiguration', { settings: { yaml: { validate: true, schemaStore: { enable: false } } } });
		for (const document of vscode.workspace.textDocuments) open(document);
	});
};

function diagnosticOf({ range: { start, end }, message, severity, source, code }) {
	const range = new vscode.Range(start.line, start.character, end.line, end.character);
	return Object.assign(new vscode.Diagnostic(range, message, (severity ?? 1) - 1), { source, code });
}

/** JSON-RPC with headers; `handlers` answer the server's requests and take its notifications. */
function connect(server, handlers) {
	const waiting = new Map();
	let last = 0;
	const send = (message) => {
		const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }));
		if (server.stdin.writable) server.stdin.write(Buffer.concat([Buffer.from(`Content-Length: ${body.length}\r\n\r\n`), body]));
	};
	const take = ({ id, method, params, result }) => {
		if (method === undefined) waiting.get(id)?.(result);
		else if (id === undefined) handlers[method]?.(params);
		else send({ id, result: handlers[method]?.(params) ?? null });
	};
	let received = Buffer.alloc(0);
	server.stdin.on('error', () => undefined);
	server.stdout.on('data', (piece) => {
		received = Buffer.concat([received, piece]);
		for (;;) {
			const head = received.indexOf('\r\n\r\n');
			if (head < 0) return;
			const length = Number(/Content-Length: (\d+)/i.exec(received.toString('latin1', 0, head))?.[1]);
			if (received.length < head + 4 + length) return;
			const body = received.toString('utf8', head + 4, head + 4 + length);
			received = received.subarray(head + 4 + length);
			take(JSON.parse(body));
		}
	});
	return {
		tell: (method, params) => send({ method, params }),
		ask: (method, params) =>
			new Promise((resolve) => {
				waiting.set(++last, resolve);
				send({ id: last, method, params });
			}),
	};
}
