import type { Spot } from '../document/spot';
import { memoryOf } from '../document/value';
import { toStretch, type Finding } from '../findings/finding';
import { allRules } from './all';
import type { Report, Rule } from './rule';
import { headerKey, type Header, type PayloadView } from './view';

/** All findings of meaning of one payload. Those about items are kept with the item for as long as the header stays the same. */
export function meaningOf(payload: PayloadView): readonly Finding[] {
	const findings: Finding[] = [];
	const { header } = payload;
	const key = headerKey(header);
	for (const rule of allRules) {
		if (rule.on === 'payload' && applies(rule, header)) rule.check(payload, reportInto(findings, rule));
	}
	for (const job of payload.specJobs) findings.push(...kept(job.spot, key, (rule, report) => { if (rule.on === 'specJob') rule.check(job, report, header); }, header));
	for (const job of payload.resultJobs) findings.push(...kept(job.spot, key, (rule, report) => { if (rule.on === 'resultJob') rule.check(job, report, header); }, header));
	for (const each of payload.conditions) findings.push(...kept(each.spot, key, (rule, report) => { if (rule.on === 'condition') rule.check(each, report, header); }, header));
	return findings;
}

interface Kept {
	readonly key: string;
	readonly findings: readonly Finding[];
}

function kept(spot: Spot, key: string, check: (rule: Rule, report: Report) => void, header: Header): readonly Finding[] {
	const memory = memoryOf(spot.node, spot.piece);
	memory.views ??= new Map();
	const known = memory.views.get('findings') as Kept | undefined;
	if (known?.key === key) return known.findings;
	const findings: Finding[] = [];
	for (const rule of allRules) if (rule.on !== 'payload' && applies(rule, header)) check(rule, reportInto(findings, rule));
	memory.views.set('findings', { key, findings } satisfies Kept);
	return findings;
}

function applies(rule: Rule, header: Header): boolean {
	return rule.currentShapeOnly !== true || !header.olderShape;
}

function reportInto(findings: Finding[], rule: Rule): Report {
	return (where, message, more = {}) => {
		findings.push({
			...toStretch(where, more.part),
			layer: 'meaning',
			code: rule.code,
			severity: more.severity ?? rule.severity,
			message,
			related: (more.related ?? []).map((each) => ({ ...toStretch(each.where), message: each.message })),
			fixes: more.fixes ?? [],
		});
	};
}
