import type { FindingTexts } from "../../texts.ts";

export const domain: FindingTexts<"domain"> = {
  "domain.ok": { title: "{name} leads to this machine", detail: "It resolves to {addresses}.", remedies: {} },
  "domain.crash": {
    title: "The check of the domain itself broke down",
    detail: "This is a fault of mastosetup, not of your settings: {error}",
    remedies: {},
  },
  "domain.skipped": {
    title: "{name} was not looked up: {reason} names are not in the DNS",
    detail: "",
    remedies: {},
  },

  "domain.missing": {
    title: "{variable} is not set",
    detail: "It is part of every address and every link that Mastodon makes. An empty line is not the same as none.",
    remedies: {
      set: "Set LOCAL_DOMAIN to the name that people will see after the @; it can not be changed later",
      remove: "Take the empty line out: the web address is then LOCAL_DOMAIN",
    },
  },
  "domain.invalid": {
    title: "{variable} is not a domain: {value}",
    detail:
      "Only the name belongs there, like social.example: no https://, no port, path, space or underscore, at least two parts, and no IP address.",
    remedies: { "name-only": "Use {name}", write: "Write the name alone" },
  },
  "domain.upper-case": {
    title: "{variable} has capital letters: {value}",
    detail:
      "The DNS does not mind, but Mastodon puts the name as it is into every address, where other servers compare it letter by letter.",
    remedies: { "lower-case": "Use {name}" },
  },
  "domain.unicode": {
    title: "{variable} is not written in ASCII: {value}",
    detail: "Mastodon wants the punycode form; browsers go on showing the name as you wrote it.",
    remedies: { punycode: "Use {name}" },
  },

  "domain.unresolvable": {
    title: "{name} has no address in the DNS yet",
    detail:
      "Nobody can reach the server by this name ({error}). If the record is new, it may take a while; if not, look for a typing error, because the name can not be changed later.",
    remedies: { records: "Add an A record (and AAAA, if there is IPv6) for {name}; this machine has {own}" },
  },
  "domain.unanswered": {
    title: "The name servers gave no answer about {name}",
    detail: "They failed with {error}, so nothing can be said about the name.",
    remedies: {},
  },
  "domain.elsewhere": {
    title: "{name} leads to {addresses}, which is not an address of this machine",
    detail: "Behind NAT, a reverse proxy or a CDN this is as it should be. Otherwise compare: this machine has {own}.",
    remedies: {},
  },
  "domain.private": {
    title: "{name} leads to {addresses}, which can not be reached from outside",
    detail: "For a server in a closed network this is as it should be. Other servers on the internet will not find it.",
    remedies: {},
  },
  "domain.trademark": {
    title: "{name} contains a trademark of Mastodon gGmbH",
    detail: 'The use of "mastodon" and "mstdn" in names is restricted; read the policy before you settle on the name.',
    remedies: {},
  },
};
