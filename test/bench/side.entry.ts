import type { Session } from '../../src/language/service';
import { Slices, thisThread } from '../../src/ui/manifest/slices';
import { openOurs, openPeer, type Edit, type Side } from './services';

/** One key press, or none, and questions, on a document that is open here. */
export interface Press {
	readonly document: string;
	/** Typed before the question; taken back afterwards, unmeasured. */
	readonly typed: Edit | undefined;
	/** `slices`: all findings, made by us as the editor has them made. */
	readonly ask: 'findings' | 'slices' | 'complete' | 'hover';
	/** Asked about one after the other; what one of them took is the answer. */
	readonly offsets: readonly number[];
}

/** `held`: for how long the thread was held in one go by the last answer in slices. */
export type SideRequest = { readonly open: string; readonly text: string } | { readonly held: true } | Press;

/** `side.entry.js ours|peer`: one service alone in a process, so that neither pays for the other's memory. Answers each message with a number. */
const documents = new Map<string, Side & { readonly session?: Session }>();
const kind = process.argv[2];

async function answer(request: SideRequest): Promise<number> {
	if ('open' in request) {
		const side = kind === 'ours' ? openOurs(request.text) : openPeer(request.text);
		documents.set(request.open, side);
		return await side.findings();
	}
	if ('held' in request) return held;
	const { document, typed, ask, offsets } = request;
	const side = documents.get(document);
	if (side === undefined) throw new Error(`No document ${document} is open.`);
	const started = performance.now();
	if (typed !== undefined) side.edit(typed);
	if (ask === 'slices' && side.session !== undefined) await inSlices(side.session, started);
	else for (const offset of offsets) await (ask === 'findings' || ask === 'slices' ? side.findings() : side[ask](offset));
	const took = (performance.now() - started) / offsets.length;
	if (typed !== undefined) {
		side.edit({ start: typed.start, end: typed.start + typed.text.length, text: '' });
		// Up to date again before the next; the peer keeps nothing from one text to the next that this could spare it.
		if (kind === 'ours') await side.findings();
	}
	return took;
}

let held = 0;

/** The driver of src/ui/manifest with its own budget; the key press before and the findings handed over behind it count too. */
async function inSlices(session: Session, started: number): Promise<void> {
	const thread = thisThread();
	let turn = started;
	held = 0;
	const note = (): void => void (held = Math.max(held, performance.now() - turn));
	const later = (run: () => void): void => {
		note();
		thread.later(() => {
			turn = performance.now();
			run();
		});
	};
	await new Slices({ now: () => thread.now(), later }).run(() => session.step('found') === undefined);
	session.findings();
	note();
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
