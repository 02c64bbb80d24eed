import { compileSchema } from './compileSchema';
import type { CompiledSchema } from './schema';

/** Why a schema cannot be what payloads are checked by. */
export type SchemaTrouble = 'absent' | 'broken' | 'tooLarge';

/**
 * The schema of a foreign server, ready for checks, or why it is not to be relied on: it lets anything pass (no fields of
 * a payload), holds what no API server would have let in, or is deeper or larger than we look. Patterns and rules that
 * are not understood are no such reason: they are not checked, and stay in `issues`. Takes any value.
 */
export function usableSchema(openAPIV3Schema: unknown): CompiledSchema | SchemaTrouble {
	const schema = compileSchema(openAPIV3Schema);
	const kinds = new Set(schema.issues.map(({ kind }) => kind));
	if (kinds.has('tooDeep') || kinds.has('tooLarge')) return 'tooLarge';
	if (kinds.has('absent') || (kinds.size === 0 && !schema.root.properties.has('spec'))) return 'absent';
	if (kinds.has('notObject') || kinds.has('badKeyword') || !schema.root.properties.has('spec')) return 'broken';
	return schema;
}
