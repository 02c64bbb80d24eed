import { compileSchema } from './compileSchema';
import { releasePayloadSchema } from './crd';
import type { CompiledSchema } from './schema';

let shipped: CompiledSchema | undefined;

/** The schema of the CRD that the project ships, made ready once. */
export function shippedSchema(): CompiledSchema {
	return (shipped ??= compileSchema(releasePayloadSchema));
}
