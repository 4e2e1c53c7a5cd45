import type { WorksheetTexts } from "../../setting-texts.ts";

export const worksheet: WorksheetTexts = {
  title: "Mastodonを設定する前に",
  line: "mastosetupがお聞きする可能性のある質問の一覧です。",
  settings: {},
  intro: [
    "すべてに答える必要があるサーバーはほとんどありません。多くの質問には",
    "既定値があり、特定の回答をしたときだけお聞きする質問もあります。",
    "書き込んだら、パスワードと同じように安全な場所で保管するか、",
    "シークレットは書かないでください。",
  ],
  answer: "回答",
  yes: "はい",
  no: "いいえ",
  choices: "選択肢",
  example: "例",
  initial: "既定値",
  empty: "空のままの場合",
  suggestions: "既知の値",
  secret: "シークレットです。ここには書かず、聞かれたときに入力してください。",
  advanced: "詳細設定を選んだときと、既定値を決められないときだけお聞きします。",
  conditional: "必要で、まだわかっていない場合だけお聞きします。",
  providers: "サービスごとに自動で入る値",
  values: "値",
  documentation: "参考資料",
};
