import { ACTS } from './acts.ts';
import { ADDRESS } from './address.ts';
import { COUNTS } from './counts.ts';
import { HOURS } from './hours.ts';
import type { Rule } from './rule.ts';
import { STANDING } from './standing.ts';

/** In the order in which they are asked: the first that says no decides. */
export const RULES: Rule[] = [...STANDING, ...ADDRESS, ...HOURS, ...COUNTS, ...ACTS];

/** The rules that a person may set aside for one contact. What the contact said is never among them. */
export const CAN_BE_ALLOWED = RULES.filter((rule) => rule.canBeAllowed).map((rule) => rule.id);
