// Names of fields and lists that are looked at in many places.

export const [nameKey, jobNameKey, retriesKey, analysisKey] = ['ciConfigurationName', 'ciConfigurationJobName', 'maxRetries', 'analysisJobCount'] as const;

/** Of the jobs that a person lists. */
export const specRoles = ['blocking', 'informing', 'upgrade'] as const;

/** The lists of jobs, in spec and in status, each with the role of its jobs. */
export const specLists = specRoles.map((role) => [`${role}Jobs`, role] as const);
export const resultLists = [...specRoles, 'analysis' as const].map((role) => [`${role}JobResults`, role] as const);

export type SpecList = (typeof specLists)[number][0];
export type ResultList = (typeof resultLists)[number][0];
