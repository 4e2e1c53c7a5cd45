import { createPrompt, useEffect, useKeypress, useState } from "@inquirer/core";

/** The one door to inquirer: its prompt engine, none of its prompts. Ours go back, explain themselves and never show a secret. */
export { createPrompt, useEffect, useKeypress, useState };
