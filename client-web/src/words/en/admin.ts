// What only who moderates reads.

export const admin = {} as const;
