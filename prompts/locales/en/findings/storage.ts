import type { FindingTexts } from "../../texts.ts";

export const storage: FindingTexts<"storage"> = {
  "storage.ok": {
    title: "Bucket {bucket} takes uploads, and {host} shows them to the world",
    detail:
      "A picture was stored, read back whole and in part, fetched without a key, and removed ({endpoint}, {address}).",
    remedies: {},
  },
  "storage.off": { title: "Files are stored on this server: {path}", detail: "", remedies: {} },
  "storage.crash": {
    title: "The storage test itself failed",
    detail: "This is a fault of mastosetup, not of your settings: {error}",
    remedies: {},
  },
  "storage.skipped": {
    title: "{service} is not tested",
    detail: "The settings are left as they are. Upload a picture once Mastodon runs.",
    remedies: {},
  },
  "storage.not-enabled": {
    title: "S3_ENABLED={value} means off: files would go to the local disk",
    detail: "Mastodon compares with the exact word true, in lower case, and says nothing when it is another.",
    remedies: { enable: "Write S3_ENABLED=true." },
  },
  "storage.local-unwritable": {
    title: "{user} may not write in {path} ({code})",
    detail: "Every upload, every avatar and every picture from other servers would fail.",
    remedies: { own: "Give the directory to the account that Mastodon runs as." },
  },
  "storage.value-invalid": {
    title: '{variable} is "{value}", which no upload can work with',
    detail: "The storage library stops with an error before it sends anything.",
    remedies: { remove: "Take {variable} out, so that its default holds.", set: "Write it as {wanted}." },
  },
  "storage.key-missing": {
    title: "No key for the storage: {missing} is not set",
    detail: "Without a key every upload stops with MissingCredentialsError.",
    remedies: {},
  },
  "storage.ca-file-missing": {
    title: 'AWS_CA_BUNDLE names no file with certificates: "{path}"',
    detail: "The storage library then trusts nobody, and every connection to the endpoint fails.",
    remedies: { remove: "Take AWS_CA_BUNDLE out, so that the system's certificates count." },
  },
  "storage.unresolvable": {
    title: "The name {host} has no address",
    detail: "Uploads go to {endpoint}.",
    remedies: { "path-style": "Keep the bucket out of the host name: take S3_OVERRIDE_PATH_STYLE out." },
  },
  "storage.refused": {
    title: "{host} refuses connections on port {port}",
    detail: "Nothing listens there, or a firewall says no. Uploads go to {endpoint}.",
    remedies: {},
  },
  "storage.unreachable": {
    title: "There is no way from here to {host} port {port} ({code})",
    detail: "Uploads go to {endpoint}.",
    remedies: {},
  },
  "storage.timeout": {
    title: "{host} port {port} does not answer within {seconds} seconds",
    detail: "Mastodon gives up as early and does not try again, so the upload is lost.",
    remedies: {},
  },
  "storage.tls-untrusted": {
    title: "The certificate of {host} port {port} is not trusted ({code})",
    detail: "Issued by {issuer}: an authority that is not in the list that counts here, or it has expired.",
    remedies: {
      "system-store": "Take AWS_CA_BUNDLE out: the certificate is one that the system trusts.",
      bundle:
        "If the authority is your own, put the path of its certificate into AWS_CA_BUNDLE. SSL_CERT_FILE in the file has no effect.",
    },
  },
  "storage.tls-hostname": {
    title: "The certificate of {host} is for other names: {names}",
    detail: "The connection is refused because the name does not match.",
    remedies: { name: "Use the name in the certificate: S3_ENDPOINT={wanted}." },
  },
  "storage.scheme": {
    title: "{host} does not speak what S3_ENDPOINT says",
    detail: "{endpoint} fails, while {wanted} answers.",
    remedies: { "other-scheme": "Write S3_ENDPOINT={wanted}." },
  },
  "storage.ipv6-endpoint": {
    title: "S3_ENDPOINT is an IPv6 address, which the storage library can't connect to",
    detail:
      "{endpoint} fails in Ruby's SDK with a name that can't be resolved. Give the address a name, in DNS or in /etc/hosts.",
    remedies: {},
  },
  "storage.endpoint-missing": {
    title: "S3_ENDPOINT is not set, so uploads go to Amazon",
    detail: "S3_HOSTNAME={host} only says where pictures are fetched from; uploads went to {endpoint} and failed.",
    remedies: { endpoint: "Write S3_ENDPOINT={wanted}." },
  },
  "storage.bucket-in-endpoint": {
    title: "The name of the bucket, {bucket}, stands in the endpoint or host too",
    detail:
      "Mastodon adds the bucket by itself. Twice, uploads go to one place and pictures are looked for in another.",
    remedies: { strip: "Leave the bucket out there: {wanted}." },
  },
  "storage.not-s3": {
    title: "{endpoint} answers, but not as an S3 server (HTTP {status}, {server})",
    detail: "It may be the provider's console, a website or a proxy. The S3 API often has a name or port of its own.",
    remedies: {},
  },
  "storage.key-unknown": {
    title: "{endpoint} does not know this AWS_ACCESS_KEY_ID",
    detail:
      "It answered {code}. Some providers have several kinds of keys: Backblaze B2 wants an application key, not the master key; Cloudflare R2 an R2 API token's access key.",
    remedies: { trim: "Take the spaces or quotes off {variable}." },
  },
  "storage.secret-wrong": {
    title: "AWS_SECRET_ACCESS_KEY does not belong to this key",
    detail: "{endpoint} answered {code} (HTTP {status}). The secret is shown only once, when the key is made.",
    remedies: { trim: "Take the spaces or quotes off {variable}." },
  },
  "storage.bucket-missing": {
    title: "There is no bucket named {bucket}",
    detail:
      "{endpoint} answered {code}. Mastodon would try to create it with the first upload, so a slip of the pen becomes a new bucket.",
    remedies: { similar: "Use {similar}, which this key owns." },
  },
  "storage.region-wrong": {
    title: "The region {region} is not the bucket's; the server names {wanted}",
    detail: "{endpoint} answered {code} (HTTP {status}).",
    remedies: { region: "Use the region {wanted}, in the endpoint and host name too." },
  },
  "storage.clock": {
    title: "This machine's clock and the storage's are {minutes} minutes apart",
    detail: "Signatures carry the time; beyond 15 minutes every upload is refused, and federation suffers as well.",
    remedies: { sync: "Let the system keep its clock." },
  },
  "storage.suspended": {
    title: "The storage account is suspended",
    detail: "{endpoint} answered {code}. Its owner or provider can tell why.",
    remedies: {},
  },
  "storage.upload-failed": {
    title: "The storage could not be used: {code} (HTTP {status})",
    detail: "{endpoint}, bucket {bucket}. {answer}",
    remedies: {},
  },
  "storage.denied": {
    title: "This key may not {verb} in bucket {bucket}",
    detail:
      "{endpoint} answered {code} (HTTP {status}). Mastodon needs PutObject, PutObjectAcl, GetObject and DeleteObject.",
    remedies: { allow: "Allow them to the key, as the account's or bucket's policy says it: {statement}" },
  },
  "storage.acl-refused": {
    title: "The bucket refuses the ACL that Mastodon sends ({acl})",
    detail:
      "Uploads fail with {code}, and pass without the ACL. New buckets at Amazon and all buckets at Cloudflare R2 are like this.",
    remedies: {
      "no-acl":
        "Send no ACL: S3_PERMISSION with nothing behind the equals sign. The bucket's own policy must then let everybody read.",
    },
  },
  "storage.checksum": {
    title: "The storage refuses the checksum header that this release sends",
    detail: "Uploads fail with {code}, and pass without it. Mastodon sends CRC32 since 4.4.16, 4.5.9 and 4.6.0.",
    remedies: { "no-checksum": "Send checksums only where they are required." },
  },
  "storage.not-public": {
    title: "Pictures can't be seen: HTTP {status} without a key",
    detail: "Uploads work, but {url} is not readable by everybody, so every picture on the site would be broken.",
    remedies: {
      "public-acl": "Upload with public-read, Mastodon's default: take S3_PERMISSION out.",
      policy: "Let everybody read files, but not list them. This line replaces the policy that the bucket has now.",
    },
  },
  "storage.listable": {
    title: "Anybody can list the files of bucket {bucket}",
    detail: "{url} shows the list. Files of deleted and private posts can then be found by everybody.",
    remedies: {
      policy: 'Take the right to list (ListBucket, "public bucket", "Everyone: List") away; reading files is enough.',
    },
  },
  "storage.alias-wrong": {
    title: "{variable}={host} does not lead to the bucket's files ({fault})",
    detail: "Pictures would be fetched from {url}.",
    remedies: {
      bare: "Write only the host, and the path where there is one: {wanted}",
      "without-alias": "Do without the alias, and fetch from {wanted}.",
    },
  },
  "storage.hostname-wrong": {
    title: "{variable}={host} does not lead to the bucket's files ({fault})",
    detail: "Pictures would be fetched from {url}.",
    remedies: { bare: "Write only the host: {wanted}", "endpoint-host": "Use the endpoint's host: {wanted}" },
  },
  "storage.not-https": {
    title: "Pictures would be fetched over {protocol}, which browsers block on an https site",
    detail: "{url}; the site's Content-Security-Policy names the host with https only.",
    remedies: { https: "Write S3_PROTOCOL=https." },
  },
  "storage.csp-host": {
    title: "Browsers would refuse pictures from {host}",
    detail:
      "Mastodon's Content-Security-Policy allows media from: {allowed}. The endpoint and Amazon's default host are never added by themselves.",
    remedies: { hostname: "Write S3_HOSTNAME={wanted}.", "extra-host": "Add {wanted} to EXTRA_MEDIA_HOSTS." },
  },
  "storage.range-ignored": {
    title: "The storage does not send parts of files (HTTP {status})",
    detail: "Mastodon reads large files in parts when it makes thumbnails, and would fail.",
    remedies: { "single-request": "Read files in one go: S3_FORCE_SINGLE_REQUEST=true." },
  },
  "storage.cors": {
    title: "The storage does not allow {origin} to read files by script",
    detail:
      "{url} comes without Access-Control-Allow-Origin. Parts of the web client then fail, such as editing a thumbnail.",
    remedies: { rule: "Allow it by a CORS rule. This line replaces the rules that the bucket has now." },
  },
  "storage.left-behind": {
    title: "The test's own file could not be removed: {key}",
    detail: "{endpoint} answered {code} to the removal. The file is a picture of one pixel and does no harm.",
    remedies: { remove: "Remove it with a key that may." },
  },
};
