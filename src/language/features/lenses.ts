import * as l10n from '@vscode/l10n';
import { shownState } from '../../payload/jobs';
import { phaseOf, type Phase } from '../../payload/phase';
import { overrideOutlook } from '../../payload/outlook';
import type { PayloadRef, ReleasePayload } from '../../payload/releasePayload';
import { settle } from '../../payload/settle';
import { longList } from '../../presentation/wordLists';
import type { Range } from '../document/piece';
import { at, rangeOf, stretchOf, type Spot } from '../document/spot';
import type { PayloadView } from '../rules/view';

/** A line above a payload. */
export interface Lens {
	readonly range: Range;
	readonly title: string;
	readonly action: LensAction | undefined;
}

export interface LensAction { readonly kind: 'accept' | 'reject' | 'open'; readonly ref: PayloadRef }

/** What a payload's lenses say, and whether the stored object can be decided upon from here. */
export interface LensFacts {
	readonly live: ReleasePayload | 'absent' | undefined;
	/** Somebody handles accept, reject and open: false in the browser. */
	readonly canAct: boolean;
}

/** The phase that the text gives, the live one when it is known, and the verdicts a person can give. */
export function lensesOf(view: PayloadView, facts: LensFacts): readonly Lens[] {
	const range = headOf(view.root);
	const { name, namespace } = view.header;
	const ref = { name, namespace };
	const lens = (title: string, action?: LensAction): Lens => ({ range, title, action });
	const lenses = [lens(textTitle(view.payload))];
	if (facts.live === 'absent') lenses.push(lens(l10n.t('Live: not in the cluster')));
	else if (facts.live) lenses.push(lens(l10n.t('Live: {0}', phaseWord(phaseOf(facts.live.status.conditions))), facts.canAct ? { kind: 'open', ref } : undefined));
	const named = name !== '' && namespace !== '';
	if (facts.canAct && named && facts.live !== 'absent' && facts.live) {
		lenses.push(lens(l10n.t('Accept'), { kind: 'accept', ref }), lens(l10n.t('Reject'), { kind: 'reject', ref }));
	}
	return lenses;
}

function headOf(root: Spot): Range {
	return rangeOf(stretchOf(at(root, 'kind') ?? at(root, 'apiVersion') ?? root, 'key'));
}

/** What the conditions in the text say, else what the controllers' rules make of the rest; then what becomes of an override. */
function textTitle(payload: ReleasePayload): string {
	const conditions = payload.status.conditions ?? [];
	const phase = conditions.length > 0 ? phaseOf(conditions) : settle(payload).phase;
	const title = l10n.t('In this text: {0}', phaseWord(phase));
	const outlook = outlookWord(payload);
	const failed = phase === 'Rejected' ? longList(failedBlocking(payload), 3) : '';
	return [title, failed, outlook].filter((part) => part !== '').join(' · ');
}

function failedBlocking({ status }: ReleasePayload): readonly string[] {
	const failed = (status.blockingJobResults ?? []).filter((job) => shownState(job, 'blocking') === 'failed');
	return failed.map(({ ciConfigurationName, name, ciConfigurationJobName }) => [ciConfigurationName, name, ciConfigurationJobName].find((each) => each !== undefined && each !== '') ?? '');
}

export function phaseWord(phase: Phase): string {
	switch (phase) {
		case 'Accepted':
			return l10n.t('Accepted');
		case 'Rejected':
			return l10n.t('Rejected');
		case 'Failed':
			return l10n.t('Failed');
		case 'Ready':
			return l10n.t('Ready');
		case 'Pending':
			return l10n.t('Pending');
	}
}

/** What becomes of the override; '' when there is none. */
export function outlookWord(payload: ReleasePayload): string {
	const outlook = overrideOutlook(payload);
	switch (outlook) {
		case undefined:
			return '';
		case 'inForce':
			return l10n.t('override in force');
		case 'soon':
			return l10n.t('override takes effect at once');
		case 'waitsForCreation':
			return l10n.t('override waits for the release image');
		case 'waitsForMirror':
			return l10n.t('override waits for the mirror');
		case 'creationFailed':
			return l10n.t('override has no effect: creation failed');
		case 'unrecognised':
			return l10n.t('override is ignored');
		case 'reasonTooLong':
			return l10n.t('override never lands: the reason is too long');
	}
}
