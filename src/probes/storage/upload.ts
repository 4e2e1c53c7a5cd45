import { storageCause } from "./causes.ts";
import type { Reply } from "./client.ts";
import type { Trial } from "./trial.ts";

export interface Uploaded {
  /** What Mastodon's own request got. */
  readonly first: Reply;
  readonly stored: boolean;
  /** What had to be left out until it passed. */
  readonly without: { readonly acl: boolean; readonly checksum: boolean };
}

/**
 * Uploads as Paperclip does; where that is refused for something that may be the ACL (mastodon#17978) or the checksum header
 * (mastodon#34173), once more without the one, the other, both.
 */
export async function upload(trial: Trial): Promise<Uploaded> {
  const { api, storage, key, body } = trial;
  const put = (acl: string | null, checksum: boolean) => api.put({ key, body, type: "image/png", acl, checksum });
  const first = await put(storage.acl, storage.checksum);
  if (first.ok) return { first, stored: true, without: { acl: false, checksum: false } };
  if (storageCause(first) === "policy") {
    const leaveOut = [
      { acl: storage.acl !== null, checksum: false },
      { acl: false, checksum: storage.checksum },
      { acl: storage.acl !== null, checksum: storage.checksum },
    ];
    for (const without of leaveOut.filter(
      (one, i) => (one.acl || one.checksum) && (i < 2 || (one.acl && one.checksum)),
    )) {
      const again = await put(without.acl ? null : storage.acl, storage.checksum && !without.checksum);
      if (again.ok) return { first, stored: true, without };
    }
  }
  return { first, stored: false, without: { acl: false, checksum: false } };
}
