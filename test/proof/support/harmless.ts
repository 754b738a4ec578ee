/** Why a change that no rule objects to does no harm. Judged by hand; the first that fits counts. */
export const HARMLESS: readonly [changes: RegExp, because: string][] = [
  [
    /^the wait for \S+( and .* swapped| dropped)$/,
    'The interpreter waits for the day even so: no step is done early.',
  ],
  [
    /^the (work|gate) \S+ and the (wait|gate) .* swapped$/,
    'A question or a record comes earlier or later; the contact hears the same on the same day.',
  ],
  [/ swapped$/, 'The same things on the same day, in another order.'],
  [
    /^the work opened\/1 without its guard$/,
    'Every new case is handed over to people, and nobody is contacted.',
  ],
  [
    /^the work \S+ without its guard$/,
    'Said by another channel or to other cases as well, within the same attempt; acts keep their gates.',
  ],
  [
    /^(the work|note:|tell:|task:|send-|act:).* dropped$/,
    'Less is done: nobody hears too much, and what ends a case keeps its gate.',
  ],
  [/^the work \S+ repeated$/, 'Our own people get a record or a task twice; the contact hears nothing.'],
  [/ is not waited for$/, 'A task of our own people does not hold the case up.'],
  [
    / warns of nothing$/,
    'Another message of the step warns as well, or nothing follows that cannot be undone.',
  ],
  [/ does not ask the team$/, 'Whoever approves still has to approve.'],
  [
    / counts as no (attempt|warning)$/,
    'The record counts one less; days, gates and warnings go by the messages themselves.',
  ],
];

/** Whatever else changes: without these nothing would stand between a procedure and harm. None may survive. */
export const DEADLY =
  /^the gate \S+ (dropped|wants no warning|without its guard)$|taken for harmless|without its unit|does not end the case|fewer allowed|(send-|call:).* repeated$/;
