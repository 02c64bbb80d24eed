import { openOurs, openPeer } from './services';

/**
 * One service in a process of its own: `fresh.entry.js ours|peer cold|memory FILE`. Cold: ms from nothing loaded to the
 * findings of the file. Memory: bytes of heap that stay while it is open, module included.
 */
async function main([side, what, file = '']: readonly string[]): Promise<void> {
	const { readFileSync } = await import('node:fs');
	const text = readFileSync(file, 'utf8');
	const collect = (globalThis as { readonly gc?: () => void }).gc;
	const used = (): number => {
		collect?.();
		collect?.();
		return process.memoryUsage().heapUsed;
	};
	const before = what === 'memory' ? used() : 0;
	const started = performance.now();
	const open = side === 'ours' ? openOurs(text) : openPeer(text);
	const found = await open.findings();
	const took = performance.now() - started;
	const kept = what === 'memory' ? used() - before : 0;
	// Asked once more, so that it is still open when the memory is counted.
	await open.findings();
	process.stdout.write(JSON.stringify({ took, kept, found }));
}

void main(process.argv.slice(2)).then(() => process.exit(0));
