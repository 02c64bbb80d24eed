import { openOurs, openPeer, type Edit, type Side } from './services';

/** One key press, or none, and one question, on a document that is open here. */
export interface Press {
	readonly document: string;
	/** Typed before the question; taken back afterwards, unmeasured. */
	readonly typed: Edit | undefined;
	readonly ask: 'findings' | 'complete' | 'hover';
	readonly offset: number;
}

export type SideRequest = { readonly open: string; readonly text: string } | Press;

/** `side.entry.js ours|peer`: one service alone in a process, so that neither pays for the other's memory. Answers each message with a number. */
const documents = new Map<string, Side>();
const kind = process.argv[2];

async function answer(request: SideRequest): Promise<number> {
	if ('open' in request) {
		const side = kind === 'ours' ? openOurs(request.text) : openPeer(request.text);
		documents.set(request.open, side);
		return await side.findings();
	}
	const { document, typed, ask, offset } = request;
	const side = documents.get(document);
	if (side === undefined) throw new Error(`No document ${document} is open.`);
	const started = performance.now();
	if (typed !== undefined) side.edit(typed);
	if (ask === 'findings') await side.findings();
	else await side[ask](offset);
	const took = performance.now() - started;
	if (typed !== undefined) {
		side.edit({ start: typed.start, end: typed.start + typed.text.length, text: '' });
		// Up to date again before the next; the peer keeps nothing from one text to the next that this could spare it.
		if (kind === 'ours') await side.findings();
	}
	return took;
}

process.on('message', (request: SideRequest) => {
	answer(request).then(
		(value) => process.send?.(value),
		(error: unknown) => {
			process.stderr.write(`${String(error)}\n`);
			process.exit(1);
		},
	);
});
process.on('disconnect', () => process.exit(0));
