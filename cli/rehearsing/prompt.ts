import { createInterface } from 'node:readline/promises';
import type { Readable } from 'node:stream';
import { terminal } from '../output/terminal.ts';
import { onInterrupt } from '../up/interrupt.ts';
import type { Session } from './session.ts';

/**
 * Reads line after line, from a terminal or from anywhere else, until the person has had enough. Ctrl-D and Ctrl-C end it
 * after the line that is being done. Lines that do not come from a terminal are shown, so that the output reads as one.
 */
export async function readLines(session: Session, input: Readable & { isTTY?: boolean }): Promise<void> {
  const fromTerminal = input.isTTY === true && process.stdout.isTTY;
  const lines = createInterface({ input, ...(fromTerminal ? { output: process.stdout } : {}) });
  let left = false;
  const leave = () => {
    left = true;
    lines.close();
  };
  lines.on('SIGINT', leave);
  const unheard = onInterrupt(leave);
  try {
    const ask = () => {
      if (!fromTerminal || left) return;
      lines.setPrompt(session.prompt);
      lines.prompt();
    };
    session.begin();
    ask();
    for await (const line of lines) {
      if (left) break;
      if (!fromTerminal) session.heard(line);
      if (!(await session.say(line))) break;
      ask();
    }
  } finally {
    unheard();
    lines.close();
    if (fromTerminal) terminal.out('');
  }
}
