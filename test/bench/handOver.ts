import { writeFileSync } from 'node:fs';
import type { Table } from './measuring';

/** Runs a part and leaves its tables where `run.mjs` said. */
export function handOver(part: () => Promise<readonly Table[]>): void {
	part().then(
		(tables) => {
			writeFileSync(process.argv[2] ?? 'tables.json', JSON.stringify(tables));
			process.exit(0);
		},
		(error: unknown) => {
			process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
			process.exit(1);
		},
	);
}
