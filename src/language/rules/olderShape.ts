import * as l10n from '@vscode/l10n';
import { field, keyOf } from '../document/spot';
import { type Fix, information } from '../findings/finding';
import { onPayload } from './defining';
import { convert } from './olderConversion';
import type { Rule } from './rule';
import type { PayloadFacts } from './view';

// S12: fields of the older API, and the way to today's. types.go, 2021-10 to 2022-03.

/** Worked out when somebody looks at it. */
const conversion = (payload: PayloadFacts): Fix => ({
	get title() {
		const { lost = [], commented = false } = convert(payload) ?? {};
		const named = lost.slice(0, 3).join(', ') + (lost.length > 3 ? ', …' : '');
		return (
			!named ? l10n.t('Convert to the current form')
			: commented ? l10n.t('Convert to the current form; without a place there, kept as a comment: {0}', named)
			: l10n.t('Convert to the current form; without a place there, and gone: {0}', named)
		);
	},
	preferred: true,
	edits: () => convert(payload)?.edits ?? [],
});

export const olderShapeRules: readonly Rule[] = [
	onPayload('S12', information, (payload, report) => {
		const where =
			payload.at('status', 'analysisJobResults') ??
			payload.resultJobs.find(({ olderName }) => olderName)?.olderName ??
			payload.conditions.map(({ spot }) => field(spot, 'generation')).find((spot) => spot);
		if (where) report(where, l10n.t('"{0}" is of the older API: today the server drops it unread.', keyOf(where) ?? ''), 'key', conversion(payload));
	}),
];
