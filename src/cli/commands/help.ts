import { padEnd, widthOf } from "../../report/width.ts";
import { type ExitCode, exitCode } from "../exit.ts";
import { commands, type FlagName, flags, type Options } from "../flags.ts";
import { format, type Speaker } from "../say.ts";

interface Flag {
  readonly short?: string;
  readonly value?: string;
  readonly commands?: readonly string[];
}

/** Made from the tables that the parser reads; to standard output, because it was asked for. */
export function help(options: Options, speaker: Speaker): ExitCode {
  const { cli } = speaker.messages;
  const table: readonly (readonly [FlagName, Flag])[] = Object.entries(flags) as [FlagName, Flag][];
  const own = table.filter(([, flag]) => flag.commands?.includes(options.command));
  const common = table.filter(([, flag]) => flag.commands === undefined);
  const rows = (list: typeof table) => list.map(([name, flag]) => [usage(name, flag), cli.flags[name]] as const);
  const blocks = [
    [cli.about, "", `  ${cli.usageLine}`],
    block(
      cli.commandsTitle,
      commands.map((name) => [name, cli.commands[name]] as const),
      speaker,
    ),
    block(format(cli.optionsTitle, { command: options.command }), rows(own), speaker),
    block(cli.commonTitle, rows(common), speaker),
    block(cli.exitTitle, Object.entries(cli.exits), speaker),
    [format(cli.moreHelp, { command: "check" })],
  ];
  speaker.data(`${blocks.map((lines) => lines.join("\n")).join("\n\n")}\n`);
  return exitCode.done;
}

function usage(name: string, { short, value }: Flag): string {
  return `${short === undefined ? "" : `-${short}, `}--${name}${value === undefined ? "" : ` ${value}`}`;
}

function block(title: string, rows: readonly (readonly [string, string])[], { look }: Speaker): readonly string[] {
  const column = Math.min(26, Math.max(...rows.map(([name]) => widthOf(name))) + 2);
  const room = Math.max(20, look.columns() - column - 2);
  const lines = rows.flatMap(([name, text]) => {
    const wrapped = look.wrap(text, room);
    const [first = "", ...rest] = widthOf(name) < column ? wrapped : ["", ...wrapped];
    return [`  ${padEnd(name, column)}${first}`.trimEnd(), ...rest.map((line) => `  ${" ".repeat(column)}${line}`)];
  });
  return [title, ...lines];
}
