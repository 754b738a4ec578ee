/** Sizes of the sheets that letters are printed on. */
export const PAPERS = ['A4', 'Letter'] as const;
export type Paper = (typeof PAPERS)[number];

/** What stands at the head of the house's letters. */
export interface Letterhead {
  /** The company. */
  name: string;
  /** Address, phone, email, bank: each a line. */
  lines: string[];
  paper: Paper;
}
