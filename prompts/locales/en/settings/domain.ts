import type { SettingTexts } from "../../setting-texts.ts";

export const domain: SettingTexts["domain"] = {
  title: "Domain",
  line: "The name by which other servers know yours. It can never change afterwards.",
  settings: {
    local: {
      label: "Domain people will see after @",
      help: [
        "The domain is part of every address (alice@social.example) and of every",
        "link that other servers store. Changing it later breaks the server for",
        "everybody who follows somebody on it.",
        "If the site shall live at another name (www.social.example), answer the",
        "short name here and the other one at “web domain” under more settings.",
        "A name such as 例え.jp is turned into punycode, its spelling in DNS (xn--…).",
      ],
      example: "social.example",
    },
    web: {
      label: "Web domain, if it is another one",
      help: [
        "Where the site itself is served, if that is not the domain after the @.",
        "The domain after the @ must then redirect /.well-known/webfinger to it,",
        "or nobody can find or follow your people. It can't change later either.",
        "Most servers don't need this.",
      ],
      example: "www.social.example",
      empty: "the same as the domain",
    },
    alternates: {
      label: "Further domains of this server",
      help: [
        "Other names under which the same site may be opened, with commas between.",
        "Mastodon refuses every name that it does not know. They don't appear in",
        "addresses.",
      ],
      example: "old.example,social.example.org",
    },
    singleUser: {
      label: "Only for yourself (single user mode)",
      help: [
        "Registrations are off and the front page is your profile. It can be turned",
        "off again at any time. It needs an account, so the administrator is asked",
        "for at the end.",
      ],
    },
  },
};
