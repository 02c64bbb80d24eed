import * as l10n from '@vscode/l10n';
import type { JobRole, ShownJobState, ShownRunState } from '../payload/jobs';
import type { Phase } from '../payload/phase';

/** How a state looks and is called. The icon differs in shape within each table, so that colour never carries it alone. */
export interface Look {
	readonly word: string;
	/** Codicon id. */
	readonly icon: string;
	/** Theme colour id; undefined: the default foreground. */
	readonly color: string | undefined;
}

export function phaseLook(phase: Phase): Look {
	switch (phase) {
		case 'Accepted':
			return { word: l10n.t('Accepted'), icon: 'pass-filled', color: 'testing.iconPassed' };
		case 'Rejected':
			return { word: l10n.t('Rejected'), icon: 'error', color: 'testing.iconFailed' };
		case 'Failed':
			return { word: l10n.t('Failed'), icon: 'circle-slash', color: 'testing.iconErrored' };
		case 'Ready':
			return { word: l10n.t('Ready'), icon: 'beaker', color: 'charts.blue' };
		case 'Pending':
			return { word: l10n.t('Pending'), icon: 'watch', color: 'testing.iconQueued' };
	}
}

/** A payload of which only the name is known yet. */
export function unreadLook(): Look {
	return { word: l10n.t('Not read yet'), icon: 'circle-small', color: 'list.deemphasizedForeground' };
}

/** An undecided payload that nothing can save any more. */
export function doomedLook(): Look {
	return { word: l10n.t('Will be rejected'), icon: 'flame', color: 'testing.iconFailed' };
}

export function jobLook(state: ShownJobState): Look {
	switch (state) {
		case 'passed':
			return { word: l10n.t('Passed'), icon: 'pass', color: 'testing.iconPassed' };
		case 'failed':
			return { word: l10n.t('Failed'), icon: 'error', color: 'testing.iconFailed' };
		case 'running':
			return { word: l10n.t('Running'), icon: 'play-circle', color: 'charts.blue' };
		case 'awaitsRetry':
			return { word: l10n.t('Waiting for a retry'), icon: 'history', color: 'charts.yellow' };
		case 'neverStarted':
			return { word: l10n.t('Not started'), icon: 'circle-outline', color: 'testing.iconUnset' };
		case 'ignored':
			return { word: l10n.t('Ignored'), icon: 'circle-slash', color: 'testing.iconSkipped' };
		case 'unknown':
			return { word: l10n.t('Unknown'), icon: 'question', color: 'testing.iconUnset' };
	}
}

/** A blocking job that should have run long ago. */
export function overdueLook(): Look {
	return { word: l10n.t('Never started'), icon: 'warning', color: 'list.warningForeground' };
}

/** A job waiting for a retry that nobody will launch: the payload is decided. */
export function abandonedLook(): Look {
	return { word: l10n.t('Retry abandoned'), icon: 'debug-disconnect', color: 'testing.iconSkipped' };
}

/** An upgrade entry with passed and failed runs: its own rule calls it passed, a reader must not. */
export function partlyFailedLook(): Look {
	return { word: l10n.t('Some runs failed'), icon: 'warning', color: 'charts.orange' };
}

export function runLook(state: ShownRunState): Look {
	switch (state) {
		case 'passed':
			return { word: l10n.t('Passed'), icon: 'pass', color: 'testing.iconPassed' };
		case 'failed':
			return { word: l10n.t('Failed'), icon: 'error', color: 'testing.iconFailed' };
		case 'aborted':
			return { word: l10n.t('Aborted'), icon: 'stop-circle', color: 'testing.iconFailed' };
		case 'error':
			return { word: l10n.t('Error'), icon: 'bracket-error', color: 'testing.iconErrored' };
		case 'triggered':
			return { word: l10n.t('Triggered'), icon: 'clock', color: 'testing.iconQueued' };
		case 'running':
			return { word: l10n.t('Running'), icon: 'play-circle', color: 'charts.blue' };
		case 'ignored':
			return { word: l10n.t('Ignored'), icon: 'circle-slash', color: 'testing.iconSkipped' };
		case 'unknown':
			return { word: l10n.t('Unknown'), icon: 'question', color: 'testing.iconUnset' };
	}
}

export function roleLook(role: JobRole): Look {
	switch (role) {
		case 'blocking':
			return { word: l10n.t('Blocking'), icon: 'shield', color: undefined };
		case 'informing':
			return { word: l10n.t('Informing'), icon: 'info', color: undefined };
		case 'upgrade':
			return { word: l10n.t('Upgrade'), icon: 'arrow-up', color: undefined };
		case 'analysis':
			return { word: l10n.t('Analysis'), icon: 'graph', color: undefined };
	}
}

/** Every state once, for legends and for tests that no two look alike. */
export const phases: readonly Phase[] = ['Accepted', 'Rejected', 'Failed', 'Ready', 'Pending'];
export const shownJobStates: readonly ShownJobState[] = ['passed', 'failed', 'running', 'awaitsRetry', 'neverStarted', 'ignored', 'unknown'];
export const shownRunStates: readonly ShownRunState[] = ['passed', 'failed', 'aborted', 'error', 'triggered', 'running', 'ignored', 'unknown'];
export const jobRoles: readonly JobRole[] = ['blocking', 'informing', 'upgrade', 'analysis'];
