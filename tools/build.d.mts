/** Builds into `outdir`; resolves with the directories of the packages inside. */
export function build(outdir?: string): Promise<readonly string[]>;
