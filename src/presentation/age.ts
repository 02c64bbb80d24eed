import * as l10n from '@vscode/l10n';

/** Now, and how a reader writes times. `ui` knows all three; pure code has no clock of its own. The last two may be made when they are asked for. */
export interface Clock {
	/** Epoch ms. */
	readonly now: number;
	/** IANA name of the reader's zone; anything unknown reads as UTC. */
	readonly timeZone: string;
	/** Of the display language (`relativeFormat`); one serves all rows that are painted together, since making one costs more than a row. */
	readonly relative: Intl.RelativeTimeFormat;
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Span for a row: `40 s`, `12 min`, `5 h`, `3 d`; negative spans count as nothing. */
export function shortSpan(ms: number): string {
	if (!(ms >= minute)) return l10n.t('{0} s', Math.max(0, Math.floor((Number.isFinite(ms) ? ms : 0) / second)));
	if (ms < hour) return l10n.t('{0} min', Math.floor(ms / minute));
	if (ms < 2 * day) return l10n.t('{0} h', Math.floor(ms / hour));
	return l10n.t('{0} d', Math.floor(ms / day));
}

/** Age for a row; under a minute, and for times ahead (a clock that is off), it is "now". */
export function shortAge(at: number, clock: Clock): string {
	return clock.now - at < minute ? l10n.t('now') : shortSpan(clock.now - at);
}

/** How long something took or has been taking, to the minute: `48 s`, `12 min`, `1 h 45 min`, `2 d 3 h`. */
export function duration(ms: number): string {
	if (!(ms >= hour)) return shortSpan(ms);
	const hours = Math.floor(ms / hour);
	if (ms < day) {
		const minutes = Math.floor((ms % hour) / minute);
		return minutes === 0 ? l10n.t('{0} h', hours) : l10n.t('{0} h {1} min', hours, minutes);
	}
	const days = Math.floor(ms / day);
	return hours % 24 === 0 ? l10n.t('{0} d', days) : l10n.t('{0} d {1} h', days, hours % 24);
}

/** Age in words: "3 hours ago", in the reader's language. */
export function ago(at: number, clock: Clock): string {
	const since = clock.now - at;
	if (since < minute) return l10n.t('just now');
	const format = clock.relative;
	if (since < hour) return format.format(-Math.floor(since / minute), 'minute');
	if (since < 2 * day) return format.format(-Math.floor(since / hour), 'hour');
	return format.format(-Math.floor(since / day), 'day');
}

/** Time of day in the reader's zone: `14:05`; with the date when it is not today. */
export function clockTime(at: number, clock: Clock): string {
	const format = formatIn(clock.timeZone);
	const [then, now] = [written(at, format), written(clock.now, format)];
	return then.date === now.date ? then.time : `${then.date} ${then.time}`;
}

/** Both zones at full length: `2026-05-01 13:24 UTC (15:24 Europe/Berlin)`, or UTC alone for who lives there. */
export function utcAndLocal(at: number, clock: Clock): string {
	const [utc, local] = [written(at, formatIn('UTC')), written(at, formatIn(clock.timeZone))];
	const words = l10n.t('{0} UTC', `${utc.date} ${utc.time}`);
	if (utc.date === local.date) return utc.time === local.time ? words : l10n.t('{0} ({1} {2})', words, local.time, clock.timeZone);
	return l10n.t('{0} ({1} {2})', words, `${local.date} ${local.time}`, clock.timeZone);
}

interface Written {
	/** `2026-05-01`: the international order is unambiguous in every language. */
	readonly date: string;
	readonly time: string;
}

function written(at: number, format: Intl.DateTimeFormat): Written {
	// Beyond the days that a Date can hold, Intl throws.
	if (!(Math.abs(at) <= 8.64e15)) return { date: '', time: '' };
	const parts: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
	return { date: `${parts.year ?? ''}-${parts.month ?? ''}-${parts.day ?? ''}`, time: `${parts.hour ?? ''}:${parts.minute ?? ''}` };
}

function formatIn(timeZone: string): Intl.DateTimeFormat {
	const fields = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
	try {
		return new Intl.DateTimeFormat('en', { ...fields, timeZone });
	} catch {
		// No such zone.
		return new Intl.DateTimeFormat('en', { ...fields, timeZone: 'UTC' });
	}
}

/** For a BCP 47 tag; anything unknown reads as English. */
export function relativeFormat(locale: string): Intl.RelativeTimeFormat {
	try {
		return new Intl.RelativeTimeFormat(locale);
	} catch {
		// No such language.
		return new Intl.RelativeTimeFormat('en');
	}
}
