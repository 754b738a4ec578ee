import { v7 } from 'uuid';

/** A new id. Ids sort by the time they were made, so that lists and indexes stay in order. */
export function newId(): string {
  return v7();
}
