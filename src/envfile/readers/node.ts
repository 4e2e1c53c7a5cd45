import { parse } from "dotenv";
import { type Reader, withoutLongGaps } from "./reader.ts";

/** What Mastodon's streaming server does: npm's dotenv itself. Only `parse`, which neither prints nor touches the environment. */
export const node: Reader = (text) => new Map(Object.entries(parse(withoutLongGaps(text))));
