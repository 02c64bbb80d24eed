import * as vscode from 'vscode';
import type { Clock } from '../presentation/age';

/** Now, as this person reads times. */
export function readClock(): Clock {
	return { now: Date.now(), timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone, locale: vscode.env.language };
}
