import { readFile } from "node:fs/promises";

/** The text of a bundle of CAs, or null where it can't be read as one. */
export async function caBundle(path: string): Promise<string | null> {
  const text = await readFile(path, "utf8").catch(() => "");
  return text.includes("-----BEGIN") && text.includes("CERTIFICATE-----") ? text : null;
}
