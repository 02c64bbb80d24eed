import { compileSchema } from '../../../src/schema/compileSchema';
import { releasePayloadResource, releasePayloadSchema } from '../../../src/schema/crd';
import type { FieldError } from '../../../src/schema/fieldError';
import { isObject } from '../../../src/schema/paths';
import { readJson } from '../../../src/schema/readJson';
import type { ObjectValue } from '../../../src/schema/schema';
import { judgeWrite } from '../../../src/schema/validate';
import { refusalOf } from '../../../src/schema/wording';
import type { Write } from './writes';

export const schema = compileSchema(releasePayloadSchema);

/** What a server answers of input: accepted, or the refusal with its causes. Causes and sentences have no order. */
export interface ServerAnswer {
	readonly accepted: boolean;
	readonly code: number;
	readonly sentences: readonly string[];
}

/** The validator's errors on a write, or undefined when the text is no JSON. */
export function errorsOf(write: Write, live: ObjectValue): readonly FieldError[] | undefined {
	const reading = readJson(write.text);
	if ('error' in reading) return undefined;
	const facts = { schema, resource: releasePayloadResource, verb: write.verb, namespace: 'ocp', duplicates: reading.duplicates, live: write.verb === 'create' ? undefined : live };
	return judgeWrite(reading.value, facts).errors;
}

export function ourAnswer(write: Write, live: ObjectValue): ServerAnswer {
	const reading = readJson(write.text);
	const value = 'error' in reading ? {} : reading.value;
	const object = isObject(value) ? value : {};
	const metadata = isObject(object['metadata']) ? object['metadata'] : {};
	const say = (given: unknown): string => (typeof given === 'string' ? given : '');
	const request = { resource: releasePayloadResource, name: say(metadata['name']), kind: say(object['kind']), apiVersion: say(object['apiVersion']), text: write.text };
	const refusal = refusalOf(errorsOf(write, live) ?? [], request);
	if (refusal === undefined) return { accepted: true, code: 200, sentences: [] };
	return { accepted: false, code: refusal.code, sentences: sentencesOf(refusal.message, refusal.causes) };
}

/** Causes as `field: message` where there are any, the message where not; sorted, each once. */
export function sentencesOf(message: string, causes: readonly { readonly field?: string; readonly message?: string }[] | undefined): readonly string[] {
	const told = causes === undefined || causes.length === 0 ? [message] : causes.map((cause) => `${cause.field ?? ''}: ${cause.message ?? ''}`);
	return [...new Set(told)].sort();
}

/** Long values are cut alike on both sides. */
export function shortened(answer: ServerAnswer): ServerAnswer {
	return { ...answer, sentences: answer.sentences.map((sentence) => (sentence.length > 600 ? `${sentence.slice(0, 300)}…${sentence.slice(-200)}` : sentence)) };
}
