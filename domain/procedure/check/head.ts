import { listed } from '../../words.ts';
import { ALWAYS_STOPS } from '../vocabulary/head.ts';
import type { Checking } from './checking.ts';

/** A procedure is found by its folder and named in every case by its id. */
export function idIsTheFolder(checking: Checking): void {
  const { procedure: id } = checking.procedure;
  const { folder } = checking.context;
  if (folder === undefined || id === '' || id === folder) return;
  const says = `The procedure is named "${id}", its folder "${folder}". Give both the same name.`;
  checking.report('FT-PRC-FOLDER', checking.procedure, 'procedure', says);
}

/** Every case stops on a reply and when it is withdrawn; a file that left one out would promise something else. */
export function stopRulesAreComplete(checking: Checking): void {
  const { stopWhen } = checking.procedure;
  if (stopWhen.length === 0) return;
  const missing = ALWAYS_STOPS.filter((rule) => !stopWhen.includes(rule));
  if (missing.length === 0) return;
  const says = `Every procedure also stops when ${listed(missing)}: add it, so that the file says what happens.`;
  checking.report('FT-PRC-STOP-RULE', checking.procedure, 'stop-when', says);
}
