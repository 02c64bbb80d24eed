import type { ReadResult } from '../tree';
import { readFast } from './fast';
import { readWithYaml } from './yamlReader';

/**
 * Reads one document's text (no `---` in it, no byte order mark). The strict reader first, which takes nearly everything
 * that tools write, then the readers for the rest.
 */
export function readText(text: string): ReadResult {
	const fast = readFast(text);
	if (fast !== undefined) return { root: fast.root, problems: [] };
	return readWithYaml(text);
}
