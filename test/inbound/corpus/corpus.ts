import { AWAY } from './absences.ts';
import { AT_DESKS } from './desks.ts';
import { MACHINES } from './machines.ts';
import { PEOPLE } from './people.ts';
import { REPORTS } from './reports.ts';
import type { Sample } from './sample.ts';
import { TEXTS } from './texts.ts';

/** Messages in the formats of real programs and servers, each with the class that it must get. */
export const CORPUS: Sample[] = [...PEOPLE, ...AWAY, ...AT_DESKS, ...REPORTS, ...MACHINES, ...TEXTS];
