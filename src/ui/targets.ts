import * as vscode from 'vscode';
import { isNamespaceName, isObjectName, type PayloadPlace } from './documentUri';
import { placeOfDocument } from './documents';
import { pickPayload, type PayloadQuestion, type PickerParts } from './payloadPicker';

/**
 * The payload that a command's argument means: a tree node, `{ context, ref }`, `{ context, namespace, name }` as a lens
 * passes it, or, without an argument, the document in front. Whatever else was passed is no payload.
 */
export function placeOf(argument: unknown): PayloadPlace | undefined {
	if (argument === undefined) return frontDocument();
	if (argument instanceof vscode.Uri) return placeOfDocument(argument);
	if (typeof argument !== 'object' || argument === null || !('context' in argument)) return undefined;
	const { context } = argument;
	const ref = 'ref' in argument ? argument.ref : argument;
	if (typeof context !== 'string' || typeof ref !== 'object' || ref === null || !('namespace' in ref) || !('name' in ref)) return undefined;
	const { namespace, name } = ref;
	if (typeof namespace !== 'string' || typeof name !== 'string' || !isNamespaceName(namespace) || !isObjectName(name)) return undefined;
	return { context, ref: { namespace, name } };
}

function frontDocument(): PayloadPlace | undefined {
	const uri = vscode.window.activeTextEditor?.document.uri;
	return uri === undefined ? undefined : placeOfDocument(uri);
}

/** The argument's payload, else the one that a person picks; undefined when they pick none. */
export async function placeOrPick(argument: unknown, question: PayloadQuestion, parts: PickerParts): Promise<PayloadPlace | undefined> {
	const place = placeOf(argument);
	if (place !== undefined) return place;
	const picked = await pickPayload(question, parts);
	return typeof picked === 'string' ? undefined : picked;
}
