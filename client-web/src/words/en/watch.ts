// What only who watches reads.

export const watch = {} as const;
