// npm run bench: every number as a ratio measured in this run; medians of `rounds`. Writes its table into both READMEs.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { diagnose, type ProbeSection } from "../src/diagnose.ts";
import { startWorld, worldSecrets } from "../test/services/world.ts";
import { fill } from "../tools/tables.ts";
import { interleaved, median, peakMemory, timed, timeInTerminal, timeOfRun } from "./measure.ts";
import { coldExec, pack, packUnbundled } from "./npx.ts";

declare const __MASTOSETUP_ROOT__: string;

const root = __MASTOSETUP_ROOT__;
const program = join(root, "dist/mastosetup.mjs");
const rounds = 15;

interface Row {
  readonly id: string;
  readonly value: string;
  readonly goal: string;
}

const ratio = (value: number) => `${value.toFixed(2)} ×`;
const say = (text: string) => process.stderr.write(`${text}\n`);

async function startup(scratch: string): Promise<readonly Row[]> {
  say("Start-up …");
  const { bare, version, terminal, prompt } = await interleaved(rounds * 2, {
    bare: () => timeOfRun(process.execPath, ["-e", "0"]),
    version: () => timeOfRun(process.execPath, [program, "--version"]),
    terminal: () => timeInTerminal(["-e", "0"], null, scratch),
    prompt: () => timeInTerminal([program, "--fresh"], "?", scratch),
  });
  return [
    { id: "version", value: ratio(version / bare), goal: "≤ 1.3 ×" },
    { id: "prompt", value: ratio(prompt / terminal), goal: "≤ 2.0 ×" },
  ];
}

const probed = ["database", "redis", "storage", "mail"] as const satisfies readonly ProbeSection[];

async function probes(text: string, live: string): Promise<readonly Row[]> {
  say("Probes …");
  const options = {
    place: { release: { series: "4.5", patch: 15 }, runtime: "systemd", directory: live } as const,
    signal: new AbortController().signal,
    deadline: 10_000,
    databaseStep: true,
    osUser: "mastodon",
    testTo: null,
  };
  const run = (sections: readonly ProbeSection[]) => () => timed(() => diagnose(text, { ...options, sections }));
  await run(probed)();
  const times = await interleaved(rounds, {
    together: run(probed),
    database: run(["database"]),
    redis: run(["redis"]),
    storage: run(["storage"]),
    mail: run(["mail"]),
  });
  say(
    Object.entries(times)
      .map(([name, ms]) => `${name} ${Math.round(ms)} ms`)
      .join(", "),
  );
  const slowest = Math.max(...probed.map((section) => times[section]));
  return [{ id: "probes", value: ratio(times.together / slowest), goal: "≤ 1.3 ×" }];
}

async function publishing(scratch: string): Promise<readonly Row[]> {
  say("Cold npm exec; this takes minutes …");
  const tarball = pack(root, scratch);
  const unbundled = await packUnbundled(root, scratch);
  const { ours, others } = await interleaved(rounds, {
    ours: () => coldExec(tarball.path),
    others: () => coldExec(unbundled),
  });
  return [
    { id: "npx", value: `1/${(others / ours).toFixed(1)}`, goal: "≤ 1/10" },
    { id: "tarball", value: `${Math.ceil(tarball.kilobytes)} KB`, goal: "≤ 600 KB" },
  ];
}

function memory(answers: string, directory: string): readonly Row[] {
  say("Memory …");
  const runs = Array.from({ length: rounds }, () =>
    peakMemory([program, "--answers", answers, "--dry-run", "--skip-steps", "--quiet"], {
      ...process.env,
      XDG_STATE_HOME: directory,
    }),
  );
  const failed = runs.find(({ status }) => status !== 0);
  if (failed) throw new Error(`the replay ended with ${failed.status}`);
  return [
    { id: "memory", value: `${Math.round(median(runs.map(({ megabytes }) => megabytes)))} MB`, goal: "≤ 100 MB" },
  ];
}

const words: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  en: {
    what: "what",
    measured: "measured",
    goal: "goal",
    version: "`--version` against `node -e 0`",
    prompt: "first question against `node -e 0`, in a terminal",
    probes: "all four probes against the slowest of them, once loaded",
    npx: "cold `npm exec` of the tarball against the same program unbundled",
    memory: "peak resident memory of a replay with all probes",
    tarball: "the tarball",
  },
  ja: {
    what: "測定項目",
    measured: "結果",
    goal: "目標",
    version: "`--version`(`node -e 0` との比)",
    prompt: "最初の質問が出るまで(端末での `node -e 0` との比)",
    probes: "4つの確認の合計時間(読み込み後、最も遅い確認との比)",
    npx: "キャッシュなしの `npm exec`(バンドルしない同じプログラムとの比)",
    memory: "すべての確認を含む自動実行の最大常駐メモリ",
    tarball: "配布パッケージの大きさ",
  },
};

function table(rows: readonly Row[], language: string): string {
  const of = (id: string) => words[language]?.[id] ?? id;
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const body = rows.map(({ id, value, goal }) => line([of(id), value, goal]));
  return [line([of("what"), of("measured"), of("goal")]), "| --- | --- | --- |", ...body].join("\n");
}

async function main(): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), "mastosetup-bench-"));
  const world = await startWorld();
  try {
    const live = world.standIn();
    const answers = join(world.directory, "answers.json");
    writeFileSync(answers, JSON.stringify(world.answers(live)));
    await world.postgres.sql(`CREATE DATABASE mastodon_production OWNER ${worldSecrets.role}`);
    await timeOfRun(process.execPath, [program, "--answers", answers, "--skip-steps", "--quiet"]);
    const text = readFileSync(join(live, ".env.production"), "utf8");
    const rows = [
      ...(await startup(scratch)),
      ...(await probes(text, live)),
      ...memory(answers, scratch),
      ...(await publishing(scratch)),
    ];
    process.stdout.write(
      `Node ${process.versions.node}, ${cpus().length} cores, medians of at least ${rounds}\n\n${table(rows, "en")}\n`,
    );
    for (const [language, name] of [
      ["en", "README.md"],
      ["ja", "README.ja.md"],
    ] as const) {
      const path = join(root, name);
      writeFileSync(path, fill(readFileSync(path, "utf8"), "bench", table(rows, language)));
    }
  } finally {
    await world.stop();
    rmSync(scratch, { recursive: true, force: true });
  }
}

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
await main();
