import * as l10n from '@vscode/l10n';
import { oneLine } from './hostile';
import type { Problem, RowAction } from './treeNode';

/** What a problem happened to, for sentences that name it. */
export interface ProblemPlace {
	readonly context: string;
	/** URL of the API server; empty when there is none. */
	readonly server: string;
	readonly namespace: string | undefined;
}

export interface ProblemWords {
	/** A row's label: what is the matter, in three or four words. */
	readonly title: string;
	/** A whole sentence that names what it happened to. */
	readonly sentence: string;
	/** What a person can do about it, a whole sentence. */
	readonly nextStep: string;
	/** Codicon id. */
	readonly icon: string;
	readonly action: RowAction;
}

/** The reasons that have words of their own, those of `ClusterErrorReason`; any other text reads as `unexpected`. */
export const problemReasons = [
	'unreachable',
	'tls',
	'unauthorized',
	'credential',
	'untrusted',
	'forbidden',
	'notFound',
	'notInstalled',
	'conflict',
	'invalid',
	'expired',
	'busy',
	'server',
	'unexpected',
	'config',
] as const;

export type ProblemReason = (typeof problemReasons)[number];

const retry: RowAction = { kind: 'command', command: 'retry' };
const showLog: RowAction = { kind: 'command', command: 'showLog' };
const pickContext: RowAction = { kind: 'command', command: 'pickContext' };
const manageTrust: RowAction = { kind: 'command', command: 'manageTrust' };

/** The words for a problem. The detail, which the server or the system gave, is a part of the sentence; `retryAt` is the caller's to add. */
export function problemWords(problem: Problem, place: ProblemPlace): ProblemWords {
	const reason = problemReasons.find((each) => each === problem.reason) ?? 'unexpected';
	const words = wordsFor(reason, named(place));
	// The next step follows as a sentence of its own, and the detail of some ends like one.
	const detail = oneLine(problem.detail).replace(/[.\s]+$/, '');
	return { ...words, sentence: detail === '' ? words.sentence : l10n.t('{0} Detail: {1}.', words.sentence, detail) };
}

/** One message for a notification: what failed and what to do. */
export function problemMessage(problem: Problem, place: ProblemPlace): string {
	const words = problemWords(problem, place);
	return l10n.t('{0} {1}', words.sentence, words.nextStep);
}

interface Named {
	readonly context: string;
	readonly server: string;
	/** `namespace x of context y`, or `context y`. */
	readonly where: string;
}

function named(place: ProblemPlace): Named {
	const context = oneLine(place.context, 100);
	return {
		context,
		server: place.server === '' ? l10n.t('the server of context {0}', context) : oneLine(place.server, 200),
		where: place.namespace === undefined ? l10n.t('context {0}', context) : l10n.t('namespace {0} of context {1}', oneLine(place.namespace, 100), context),
	};
}

function wordsFor(reason: ProblemReason, at: Named): ProblemWords {
	switch (reason) {
		case 'unreachable':
		case 'tls':
		case 'busy':
		case 'server':
		case 'unexpected':
			return serverWords(reason, at);
		case 'unauthorized':
		case 'credential':
		case 'untrusted':
		case 'forbidden':
		case 'config':
			return accessWords(reason, at);
		case 'notFound':
		case 'notInstalled':
		case 'conflict':
		case 'invalid':
		case 'expired':
			return objectWords(reason, at);
	}
}

function serverWords(reason: 'unreachable' | 'tls' | 'busy' | 'server' | 'unexpected', at: Named): ProblemWords {
	switch (reason) {
		case 'unreachable':
			return {
				title: l10n.t('Cluster cannot be reached'),
				sentence: l10n.t('No answer from {0}.', at.server),
				nextStep: l10n.t('Check the network, VPN or proxy, then retry.'),
				icon: 'plug',
				action: retry,
			};
		case 'tls':
			return {
				title: l10n.t('Certificate is not trusted'),
				sentence: l10n.t('The certificate of {0} is not trusted, or made for another name.', at.server),
				nextStep: l10n.t('Check certificate-authority of context {0} in the kubeconfig, then retry.', at.context),
				icon: 'shield',
				action: retry,
			};
		case 'busy':
			return {
				title: l10n.t('Cluster is busy'),
				sentence: l10n.t('{0} asks to wait: it has too many requests.', at.server),
				nextStep: l10n.t('It is tried again by itself; retry asks at once.'),
				icon: 'watch',
				action: retry,
			};
		case 'server':
			return {
				title: l10n.t('Cluster reports an error'),
				sentence: l10n.t('{0} could not answer because of an error of its own.', at.server),
				nextStep: l10n.t('Retry; if it stays, tell whoever runs the cluster.'),
				icon: 'error',
				action: retry,
			};
		case 'unexpected':
			return {
				title: l10n.t('Unexpected answer'),
				sentence: l10n.t('What {0} answered is not the Kubernetes API: it may be a login page or a proxy.', at.server),
				nextStep: l10n.t('See the log for what was asked; check server and proxy-url of context {0} in the kubeconfig.', at.context),
				icon: 'question',
				action: showLog,
			};
	}
}

function accessWords(reason: 'unauthorized' | 'credential' | 'untrusted' | 'forbidden' | 'config', at: Named): ProblemWords {
	switch (reason) {
		case 'unauthorized':
			return {
				title: l10n.t('Login expired'),
				sentence: l10n.t('{0} does not accept the login of context {1}.', at.server, at.context),
				nextStep: l10n.t('Log in again in a terminal, for example with oc login {0}: the new login is picked up by itself.', at.server),
				icon: 'key',
				action: retry,
			};
		case 'credential':
			return {
				title: l10n.t('Credentials cannot be had'),
				sentence: l10n.t('The plugin or file that gives the credentials of context {0} failed.', at.context),
				nextStep: l10n.t('Check that the plugin named in the kubeconfig is installed and works in a terminal, then retry.'),
				icon: 'key',
				action: retry,
			};
		case 'untrusted':
			return {
				title: l10n.t('Workspace is not trusted'),
				sentence: l10n.t('Context {0} gets its credentials from a program, which is not run in a workspace that is not trusted.', at.context),
				nextStep: l10n.t('Trust the workspace, or pick a context that needs no program.'),
				icon: 'workspace-untrusted',
				action: manageTrust,
			};
		case 'forbidden':
			return {
				title: l10n.t('Not allowed'),
				sentence: l10n.t('Your user may not do this in {0}.', at.where),
				nextStep: l10n.t('Ask whoever runs the cluster for the rights get, list and watch on releasepayloads.release.openshift.io, then retry.'),
				icon: 'lock',
				action: retry,
			};
		case 'config':
			return {
				title: l10n.t('Kubeconfig cannot be used'),
				sentence: at.context === '' ? l10n.t('The kubeconfig is missing, empty or broken.') : l10n.t('The kubeconfig is missing, empty or broken, or has no complete context {0}.', at.context),
				nextStep: l10n.t('Mend the file, which is read again by itself, or pick another context.'),
				icon: 'gear',
				action: pickContext,
			};
	}
}

function objectWords(reason: 'notFound' | 'notInstalled' | 'conflict' | 'invalid' | 'expired', at: Named): ProblemWords {
	switch (reason) {
		case 'notFound':
			return {
				title: l10n.t('Not found'),
				sentence: l10n.t('It is no longer in {0}.', at.where),
				nextStep: l10n.t('Release controllers delete old and rejected payloads; retry to look again.'),
				icon: 'search-stop',
				action: retry,
			};
		case 'notInstalled':
			return {
				title: l10n.t('No ReleasePayloads here'),
				sentence: l10n.t('{0} does not know the resource releasepayloads.release.openshift.io.', at.server),
				nextStep: l10n.t('Pick the context of a cluster on which release controllers run.'),
				icon: 'extensions',
				action: pickContext,
			};
		case 'conflict':
			return {
				title: l10n.t('Changed meanwhile'),
				sentence: l10n.t('The payload in {0} was changed by someone else at the same time.', at.where),
				nextStep: l10n.t('Look at it as it is now and decide again.'),
				icon: 'git-compare',
				action: retry,
			};
		case 'invalid':
			return {
				title: l10n.t('Refused by the server'),
				sentence: l10n.t('{0} refused what was sent.', at.server),
				nextStep: l10n.t('See the log for the request; nothing was changed.'),
				icon: 'error',
				action: showLog,
			};
		case 'expired':
			return {
				title: l10n.t('List is out of date'),
				sentence: l10n.t('The list of {0} is too old to be continued.', at.where),
				nextStep: l10n.t('It is read anew by itself; retry asks at once.'),
				icon: 'history',
				action: retry,
			};
	}
}
