/** Tasks that fit a filter and are not listed. */
export interface Hidden {
  rehearsed: number;
  putOff: number;
  /** No count goes beyond this. */
  most: number;
}

/** Below a list: what it leaves out. */
export function hiddenLines(hidden: Hidden): string[] {
  return partsOf(hidden).map(({ what, option, pronoun }) => `${what} not shown; ${option} adds ${pronoun}.`);
}

/** Instead of a list that has nothing in it. @param narrowed whether only some tasks were asked for */
export function nothingToDo(narrowed: boolean, hidden: Hidden): string {
  const nothing = narrowed ? 'No task like this is open' : 'Nobody has anything to do';
  const parts = partsOf(hidden).map(({ what, option, pronoun }) => `${what} (${option} adds ${pronoun})`);
  return parts.length > 0 ? `${nothing}, apart from ${parts.join(' and ')}.` : `${nothing}.`;
}

function partsOf({ rehearsed, putOff, most }: Hidden) {
  return [
    { count: rehearsed, words: 'of rehearsals and samples', option: '--rehearsals' },
    { count: putOff, words: 'put off', option: '--all' },
  ].flatMap(({ count, words, option }) => {
    if (count === 0) return [];
    const many = count >= most ? `${most} tasks or more` : count === 1 ? '1 task' : `${count} tasks`;
    return [{ what: `${many} ${words}`, option, pronoun: count === 1 ? 'it' : 'them' }];
  });
}
