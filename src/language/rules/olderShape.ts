import * as l10n from '@vscode/l10n';
import { field, type Spot } from '../document/spot';
import type { Fix } from '../findings/finding';
import { convert } from './olderConversion';
import type { Rule } from './rule';
import type { PayloadView } from './view';

// S12: fields of the older API, and the way to today's. types.go, 2021-10 to 2022-03.

const olderFields: Rule = {
	code: 'S12',
	severity: 'information',
	on: 'payload',
	check(payload, report) {
		const where = payload.at('status', 'analysisJobResults') ?? payload.resultJobs.find((job) => job.olderName !== undefined)?.olderName ?? payload.conditions.map(({ spot }) => field(spot, 'generation')).find((each) => each !== undefined);
		if (!where) return;
		report(where, l10n.t('This is the form of the older API: today the server drops "{0}" unread.', keyText(where)), 'key', conversion(payload));
	},
};

const keyText = ({ key }: Spot): string => key?.kind === 'scalar' ? key.text : '';

/** Worked out when somebody looks at it. */
const conversion = (payload: PayloadView): Fix => ({
	get title() {
		const { lost = [], commented = false } = convert(payload) ?? {};
		if (lost.length === 0) return l10n.t('Convert to the current form');
		const named = lost.slice(0, 3).join(', ') + (lost.length > 3 ? ', …' : '');
		return commented ? l10n.t('Convert to the current form; without a place there, kept as a comment: {0}', named) : l10n.t('Convert to the current form; without a place there, and gone: {0}', named);
	},
	preferred: true,
	edits: () => convert(payload)?.edits ?? [],
});

export const olderShapeRules: readonly Rule[] = [olderFields];
