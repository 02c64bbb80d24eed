import * as l10n from '@vscode/l10n';
import { epoch } from '../../payload/conditions';
import { jobState, runBucket, type JobState } from '../../payload/jobState';
import { isDecided, phaseOf } from '../../payload/phase';
import { duration } from '../../presentation/age';
import { positionIn, type Position } from '../document/piece';
import { at, field, type Spot } from '../document/spot';
import type { PayloadView, ResultJob, RunView } from '../rules/view';
import { decisivePayload, jobStatus } from './decisive';
import { outlookWord, phaseWord } from './lenses';

/** Something that is worked out and not written, to be shown behind a place. */
export interface Hint {
	readonly position: Position;
	readonly label: string;
}

/** Lines that are looked at, both included. */
export interface Lines {
	readonly first: number;
	readonly last: number;
}

/** What the lines hold without saying it: the stream in a name, the phase in conditions, the sum of a list, retries that are left, how long runs took. */
export function hintsOf(view: PayloadView, { first, last }: Lines): readonly Hint[] {
	const { root, header, conditions, resultJobs } = view;
	const hints: Hint[] = [];
	const add: Add = (spot, label, onKey = false) => {
		if (!spot) return;
		// Behind a key stands its colon.
		const [node, piece, colon] = onKey ? [spot.key, spot.keyPiece, 1] : [spot.node, spot.piece, 0];
		if (node?.kind !== 'scalar' || node.end === node.start) return;
		const position = positionIn(piece, node.end + colon);
		if (position.line < first || position.line > last) return;
		const text = label();
		if (text !== '') hints.push({ position, label: text });
	};
	const { stream } = header.release;
	const named = header.imagestreamTagName === '' ? at(root, 'metadata', 'name') : view.at('spec', 'payloadCoordinates', 'imagestreamTagName');
	if (header.streamName === '' && stream !== undefined) add(named, () => l10n.t('stream {0}', stream));
	add(view.at('spec', 'payloadOverride', 'override'), () => outlookWord(decisivePayload(view)));
	add(view.at('status', 'conditions'), () => phaseWord(phaseOf(conditions)), true);
	const lists = new Set<string>();
	for (const job of resultJobs) {
		const { piece, node } = job.spot;
		if (lists.size < lists.add(job.list).size) add(view.at('status', job.list), () => passedOf(resultJobs.filter(({ list }) => list === job.list)), true);
		// Pieces know their lines: most jobs of a long list are passed over at once.
		if ((piece.line <= last && piece.line + piece.lineStarts.length >= first) || piece.tree.cuts.has(node)) jobHints(job, () => isDecided(phaseOf(conditions)), add);
	}
	return hints;
}

type Add = (spot: Spot | undefined, label: () => string, onKey?: boolean) => void;

function passedOf(jobs: readonly ResultJob[]): string {
	return l10n.t('{0} of {1} jobs passed', jobs.filter((job) => stateOf(job) === 'Success').length, jobs.length);
}

function jobHints(job: ResultJob, decided: () => boolean, add: Add): void {
	const { spot, runs, role, maxRetries = 0, analysisJobCount = 0 } = job;
	if (field(spot, 'state') === undefined) add(field(spot, 'ciConfigurationName') ?? job.olderName, () => stateOf(job));
	if (analysisJobCount > 0) add(field(spot, 'analysisJobCount'), () => l10n.t('{0} of {1} runs passed', runs.filter(({ state }) => runBucket(state) === 'success').length, analysisJobCount));
	else if (role !== 'upgrade' && runs.length > 0) add(field(spot, 'maxRetries'), () => retriesLeft(stateOf(job), Math.max(0, maxRetries + 1 - runs.length), decided));
	for (const run of runs) add(field(run.spot, 'completionTime'), () => spanOf(run));
}

function retriesLeft(state: JobState, left: number, decided: () => boolean): string {
	if (state === 'Success') return '';
	return left > 0 && decided() ? l10n.t('no more: the payload is decided') : l10n.t('{0} left', left);
}

function spanOf({ startTime, completionTime }: RunView): string {
	const [from, to] = [epoch(startTime), epoch(completionTime)];
	return from === undefined || to === undefined || to < from ? '' : duration(to - from);
}

/** By the controllers' rule for the runs, whatever the text says. */
function stateOf(job: ResultJob): JobState {
	return jobState(jobStatus(job));
}
