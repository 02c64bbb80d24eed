import * as vscode from 'vscode';
import { relativeFormat, type Clock } from '../presentation/age';

/** Now, as this person reads times. What the language and the zone need takes the better part of a frame, so it is made when a row asks. */
export function readClock(): Clock {
	let relative: Intl.RelativeTimeFormat | undefined;
	return {
		now: Date.now(),
		get timeZone() {
			return Intl.DateTimeFormat().resolvedOptions().timeZone;
		},
		get relative() {
			return (relative ??= relativeFormat(vscode.env.language));
		},
	};
}
