/** What a push may hold by default: enough for the first one of all but the largest repositories. */
export const RECEIVE_LIMITS = { maxObjects: 1_000_000, maxBytes: 4_000_000_000, maxSeconds: 120 } as const;
