/** What a process finds in its environment: name to value. Set-but-empty and absent are different things (Mastodon tells them apart). */
export type Variables = ReadonlyMap<string, string>;

/** A change to an env file, as remedies carry it: a string sets the variable, `null` takes its line out. */
export type VariableChanges = Readonly<Record<string, string | null>>;
