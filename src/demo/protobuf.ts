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

/** A field of bytes: tag, length, content. Lengths here stay far below what needs more than four bytes. */
function bytesField(number: number, content: Buffer): Buffer {
	const length: number[] = [];
	for (let rest = content.length; ; rest = Math.floor(rest / 128)) {
		length.push(rest < 128 ? rest : (rest % 128) + 128);
		if (rest < 128) break;
	}
	return Buffer.concat([Buffer.from([number * 8 + 2, ...length]), content]);
}

/**
 * The OpenAPI v2 document as clients read it that know it as protobuf only (gnostic openapi_v2.Document): its version and
 * title and nothing more. What such a client looks for it then asks of version 3, or leaves to the server.
 */
export function emptyOpenApiV2(title: string, version: string): Buffer {
	const info = Buffer.concat([bytesField(1, Buffer.from(title)), bytesField(2, Buffer.from(version))]);
	return Buffer.concat([bytesField(1, Buffer.from('2.0')), bytesField(2, info), bytesField(8, Buffer.alloc(0)), bytesField(9, Buffer.alloc(0))]);
}
