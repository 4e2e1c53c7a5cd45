import type { Variables } from "../../findings/variables.ts";
import type { Reader } from "./reader.ts";
import { SyntaxStop, type Word, Words } from "./sh-words.ts";

/** Beginning one of these, the file is a program and not a list of assignments; what follows is not read here. */
const reserved = new Set(
  "if then else elif fi for while until do done case esac { } ! function select [[ return exit".split(" "),
);

/**
 * A POSIX shell with `set -a; . file` (measured with dash and bash). What would run a command is not run: a variable that depends
 * on one, or stands before a pipe or redirection, is left out. After a syntax error nothing more is read.
 */
export const sh: Reader = (text, environment = new Map()) => {
  const variables = new Map<string, string>();
  const words = new Words(text, variables, environment);
  // A line is parsed whole before any of it is done.
  let lineBefore: Variables = new Map();
  try {
    while (words.peek() !== undefined) {
      if (text[words.at - 1] !== ";") lineBefore = new Map(variables);
      command(words, variables);
    }
  } catch (error) {
    if (!(error instanceof SyntaxStop)) throw error;
    return lineBefore;
  }
  return variables;
};

/** One simple command with the operator or line end behind it. Assignments alone stay; before a program's name they are only the program's. */
function command(words: Words, variables: Map<string, string>): void {
  const before = new Map(variables);
  let empty = true;
  let program: string | null = null;
  for (;;) {
    words.skipBlanks();
    const next = words.peek();
    if (next === undefined || "\n;&|<>()".includes(next)) break;
    empty = false;
    const word = words.word();
    if (word.name === null && program === null) program = word.value;
    if (program !== null && reserved.has(program)) throw new SyntaxStop();
    if (program === null || program === "export") assign(word, variables);
    // dash ends at `export a-b`, bash goes on.
    if (program === "export" && word.name === null && !/^[A-Za-z_][A-Za-z0-9_]*$/.test(word.value))
      throw new SyntaxStop();
  }
  if (empty && ";&|".includes(words.peek() ?? "\n")) throw new SyntaxStop();
  const kept = program === null || program === "export";
  if (!endOfCommand(words) || !kept) restore(variables, before);
}

function assign(word: Word, variables: Map<string, string>): void {
  if (word.name === null) return;
  if (word.unknown) variables.delete(word.name);
  else variables.set(word.name, word.value);
}

/** Whether what the command assigned is seen by this shell: not what runs in the background or in a pipe. */
function endOfCommand(words: Words): boolean {
  const next = words.peek();
  if (next === "(" || next === ")") throw new SyntaxStop();
  if (next === "|" || next === "<" || next === ">") {
    words.skipLine();
    return false;
  }
  words.at += 1;
  if (next !== "&") return true;
  if (words.peek() !== "&") return false;
  words.at += 1;
  return true;
}

function restore(variables: Map<string, string>, before: Variables): void {
  variables.clear();
  for (const [key, value] of before) variables.set(key, value);
}
