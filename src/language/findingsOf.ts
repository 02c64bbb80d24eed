import * as l10n from '@vscode/l10n';
import type { CompiledSchema } from '../schema/schema';
import { shippedSchema } from '../schema/shippedSchema';
import { readStream } from './document/document';
import { rangeOf } from './document/spot';
import type { Position } from './document/piece';
import type { Finding, Layer, Severity } from './findings/finding';
import { findingsOfAll } from './findings/findings';
import { nothingAround } from './rules/view';

/** A finding as plain data, positions from 0 in UTF-16 units, `end` exclusive. */
export interface PlainFinding {
	readonly layer: Layer;
	readonly code: string;
	readonly severity: Severity;
	readonly message: string;
	readonly start: Position;
	readonly end: Position;
}

/** All findings of a text in the order of their places: the whole service without an editor. Any text gives an answer. */
export function findingsOf(text: string, options: { readonly namespace?: string; readonly schema?: CompiledSchema } = {}): readonly PlainFinding[] {
	const schema = options.schema ?? shippedSchema();
	const facts = { schema, namespace: options.namespace, complete: true, surroundings: () => nothingAround };
	return findingsOfAll(readStream(text), facts)
		.map(plain)
		.sort((a, b) => a.start.line - b.start.line || a.start.character - b.start.character || (a.code < b.code ? -1 : 1));
}

/** The finding for a file that is no text at all. */
export function unreadableText(): PlainFinding {
	const nowhere = { line: 0, character: 0 };
	return { layer: 'syntax', code: 'encoding', severity: 'error', message: l10n.t('This is no UTF-8 text: the server cannot read it.'), start: nowhere, end: nowhere };
}

function plain(finding: Finding): PlainFinding {
	const { layer, code, severity, message } = finding;
	return { layer, code, severity, message, ...rangeOf(finding) };
}
