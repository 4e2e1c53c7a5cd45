import { readdirSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { namedRegion, type StorageCause, saidBy, storageCause } from "../../../src/probes/storage/causes.ts";
import { recording } from "../../services/s3-stand-in.ts";

const xml = (code: string) =>
  Buffer.from(`<?xml version="1.0"?><Error><Code>${code}</Code><Message></Message></Error>`);
const answer = (
  status: number,
  body: Buffer,
  headers: Record<string, string> = { "content-type": "application/xml" },
) => ({
  status,
  headers,
  body,
});

describe("the causes of a refusal", () => {
  it.each<[string, number, StorageCause, string]>([
    ["InvalidAccessKeyId", 403, "key-unknown", "Ceph RGW, s3rver, AWS"],
    ["SignatureDoesNotMatch", 403, "secret-wrong", "Ceph RGW, AWS; Swift's s3api for an unknown key too"],
    ["NoSuchBucket", 404, "bucket-missing", "Ceph RGW, Swift's s3api"],
    ["InvalidBucketName", 400, "bucket-missing", "AWS"],
    ["RequestTimeTooSkewed", 403, "clock", "Ceph RGW"],
    ["UserSuspended", 403, "suspended", "Ceph RGW"],
    ["AccountProblem", 403, "suspended", "AWS's list of error codes"],
    ["AccessDenied", 403, "policy", "Ceph RGW"],
    ["MalformedACLError", 400, "policy", "AWS's list of error codes"],
    ["SlowDown", 503, "failed", "AWS's list of error codes"],
    ["InternalError", 500, "failed", "AWS's list of error codes"],
    ["SomethingNew", 400, "policy", "nobody: another try tells"],
    ["AuthorizationHeaderMalformed", 400, "failed", "AWS for an empty key: no region in it"],
  ])("%s (%i) is %s: %s", (code, status, cause) => {
    expect(storageCause({ code, answer: answer(status, xml(code)) })).toBe(cause);
  });

  it.each<[string, StorageCause]>([
    ["aws-acl-not-supported", "policy"],
    ["aws-authorization-header-malformed", "region-wrong"],
    ["aws-permanent-redirect", "region-wrong"],
    ["b2-checksum-unsupported", "policy"],
    ["r2-acl-not-implemented", "policy"],
    ["r2-key-length", "key-unknown"],
    ["rgw-request-time-too-skewed", "clock"],
  ])("the recording %s is %s", (name, cause) => {
    const { status, headers, body } = recording(name);
    const code = /<Code>([^<]+)/.exec(body)?.[1] ?? "";
    expect(storageCause({ code, answer: { status, headers, body: Buffer.from(body) } })).toBe(cause);
  });

  it("has a source for every recording", () => {
    for (const file of readdirSync(new URL("../../../fixtures/recorded/s3/", import.meta.url))) {
      const { of, source } = recording(file.replace(/\.json$/, ""));
      expect(
        [of, ...source].every((text) => text.length > 10),
        file,
      ).toBe(true);
    }
  });

  it.each<[string, StorageCause]>([
    ["ENOTFOUND", "unresolvable"],
    ["ECONNREFUSED", "refused"],
    ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "tls-untrusted"],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "tls-hostname"],
    ["EPROTO", "not-tls"],
  ])("without an answer, %s is %s", (code, cause) => {
    expect(storageCause({ code, answer: null, error: Object.assign(new Error(code), { code }) })).toBe(cause);
  });

  it("knows a web page when it sees one", () => {
    const page = answer(404, Buffer.from("<html>nothing here</html>"), { "content-type": "text/html" });
    expect(storageCause({ code: "UnknownError", answer: page })).toBe("not-s3");
  });

  it("reads the region from header, element, sentence or endpoint", () => {
    const of = (text: string, headers = {}) => namedRegion(answer(400, Buffer.from(text), headers));
    expect(of("", { "x-amz-bucket-region": "eu-west-3" })).toBe("eu-west-3");
    expect(of("<Region>eu-central-1</Region>")).toBe("eu-central-1");
    expect(of("the region 'x' is wrong; expecting 'us-west-2'")).toBe("us-west-2");
    expect(of("<Endpoint>lab.s3-ap-northeast-1.amazonaws.com</Endpoint>")).toBe("ap-northeast-1");
    expect(of("nothing")).toBeNull();
  });

  it("passes on neither the secret nor control characters of what a server says", () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 6, maxLength: 40 }), (text, secret) => {
        const said = saidBy(answer(400, Buffer.from(`<Message>${text}${secret}${text}</Message>`)), secret);
        expect(said.includes(secret) && !"••••".includes(secret)).toBe(false);
        expect(said.length).toBeLessThanOrEqual(200);
        expect([...said].every((letter) => letter >= " ")).toBe(true);
      }),
    );
  });
});
