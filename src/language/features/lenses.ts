import * as l10n from '@vscode/l10n';
import { hasFailed } from '../../payload/jobs';
import { phaseOf, type Phase } from '../../payload/phase';
import { overrideOutlook } from '../../payload/outlook';
import type { PayloadRef, ReleasePayload } from '../../payload/releasePayload';
import { phaseWithoutConditions } from '../../payload/settle';
import { longList } from '../../presentation/wordLists';
import type { Range } from '../document/piece';
import { at, rangeOf, stretchOf, textOf, type Spot } from '../document/spot';
import type { PayloadView } from '../rules/view';
import { decisivePayload, jobStatus } from './decisive';

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
export function lensesOf(view: PayloadView, { live, canAct }: LensFacts): readonly Lens[] {
	const range = headOf(view.root);
	const { name, namespace } = view.header;
	const lens = (title: string, kind?: LensAction['kind']): Lens => ({ range, title, action: kind && { kind, ref: { name, namespace } } });
	const text = lens(textTitle(view));
	if (!live) return [text];
	if (live === 'absent') return [text, lens(l10n.t('Live: not in the cluster'))];
	const stored = lens(l10n.t('Live: {0}', phaseWord(phaseOf(live.status.conditions))), canAct ? 'open' : undefined);
	return canAct && name !== '' && namespace !== '' ? [text, stored, lens(l10n.t('Accept'), 'accept'), lens(l10n.t('Reject'), 'reject')] : [text, stored];
}

function headOf(root: Spot): Range {
	return rangeOf(stretchOf(at(root, 'kind') ?? at(root, 'apiVersion') ?? root, 'key'));
}

/** What the conditions in the text say, else what the controllers' rules make of the rest; then what becomes of an override. */
function textTitle(view: PayloadView): string {
	const payload = decisivePayload(view);
	const { conditions = [] } = payload.status;
	const phase = conditions.length > 0 ? phaseOf(conditions) : phaseWithoutConditions(payload);
	const title = l10n.t('In this text: {0}', phaseWord(phase));
	const failed = phase === 'Rejected' ? longList(failedBlocking(view), 3) : '';
	return [title, failed, outlookWord(payload)].filter((part) => part !== '').join(' · ');
}

function failedBlocking({ resultJobs }: PayloadView): readonly string[] {
	const failed = resultJobs.filter((job) => job.role === 'blocking' && hasFailed(jobStatus(job)));
	return failed.map(({ name, olderName, jobName }) => [name, textOf(olderName), jobName].find((each) => each) ?? '');
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
	switch (overrideOutlook(payload)) {
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
