import { entries, type Spot } from '../document/spot';
import type { Severity } from '../findings/finding';
import { onSpecJob } from './defining';
import type { Report, Rule, RuleCode } from './rule';

/** A rule about each qualifier of a job whose qualifiers count: those of upgrade jobs are ignored (J12). */
export function onQualifiers(code: RuleCode, severity: Severity, check: (qualifier: Spot, report: Report) => void): Rule {
	return onSpecJob(code, severity, ({ qualifiers, role }, report) => {
		if (role !== 'upgrade') for (const qualifier of entries(qualifiers)) check(qualifier, report);
	});
}
