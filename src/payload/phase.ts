/** What people call the state of a payload; derived from its conditions, never stored. */
export type Phase = 'Pending' | 'Ready' | 'Accepted' | 'Rejected' | 'Failed';
