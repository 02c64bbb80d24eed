// kubectl sends the reviews of "auth can-i" and "auth whoami" as protobuf; these few lines read what they hold.
import { isObject, objectOf, parseJson, type Json, type JsonObject } from './json';
import { badRequest } from './statusError';

type Field = number | Buffer;

/** Field number → its last value; groups and unknown wire types end the reading. */
function readMessage(bytes: Buffer): ReadonlyMap<number, Field> {
	const fields = new Map<number, Field>();
	let at = 0;
	const varint = (): number => {
		let value = 0;
		for (let factor = 1; at < bytes.length; factor *= 128) {
			const byte = bytes[at++] ?? 0;
			value += (byte & 127) * factor;
			if (byte < 128) break;
		}
		return value;
	};
	while (at < bytes.length) {
		const tag = varint();
		const number = Math.floor(tag / 8);
		switch (tag % 8) {
			case 0:
				fields.set(number, varint());
				break;
			case 1:
				at += 8;
				break;
			case 2: {
				const length = varint();
				fields.set(number, bytes.subarray(at, at + length));
				at += length;
				break;
			}
			case 5:
				at += 4;
				break;
			default:
				throw badRequest('the protobuf message cannot be read');
		}
	}
	return fields;
}

function message(fields: ReadonlyMap<number, Field>, number: number): ReadonlyMap<number, Field> | undefined {
	const value = fields.get(number);
	return Buffer.isBuffer(value) ? readMessage(value) : undefined;
}

function text(fields: ReadonlyMap<number, Field>, number: number): string {
	const value = fields.get(number);
	return Buffer.isBuffer(value) ? value.toString() : '';
}

const magic = Buffer.from('k8s\0');

/** The `spec` of a review, from JSON or from protobuf (`runtime.Unknown` around the object, whose field 2 is the spec). */
export function reviewSpec(body: Buffer): JsonObject {
	if (!body.subarray(0, magic.length).equals(magic)) return jsonSpec(body);
	const unknown = readMessage(body.subarray(magic.length));
	const object = message(unknown, 2) ?? new Map<number, Field>();
	const spec = message(object, 2) ?? new Map<number, Field>();
	const kind = text(message(unknown, 1) ?? new Map<number, Field>(), 2);
	if (kind === 'SelfSubjectRulesReview') return { namespace: text(spec, 1) };
	return accessSpec(spec);
}

const resourceFields = ['namespace', 'verb', 'group', 'version', 'resource', 'subresource', 'name'];

function accessSpec(spec: ReadonlyMap<number, Field>): JsonObject {
	const resource = message(spec, 1);
	const path = message(spec, 2);
	return {
		...(resource !== undefined && { resourceAttributes: attributesOf(resource) }),
		...(path !== undefined && { nonResourceAttributes: { path: text(path, 1), verb: text(path, 2) } }),
	};
}

function attributesOf(resource: ReadonlyMap<number, Field>): JsonObject {
	const entries = resourceFields.map((name, index) => [name, text(resource, index + 1)] as const);
	return objectOf(entries.filter(([, value]) => value !== ''));
}

function jsonSpec(body: Buffer): JsonObject {
	let value: Json = {};
	try {
		if (body.length > 0) value = parseJson(body.toString());
	} catch {
		throw badRequest('the review cannot be read as JSON');
	}
	const spec = isObject(value) ? value['spec'] : undefined;
	return isObject(spec) ? spec : {};
}
