/** The labels of a letter; `{}` is a number or amount. */
export interface LetterWords {
  reference: string;
  number: string;
  issued: string;
  due: string;
  daysOverdue: string;
  amount: string;
  paid: string;
  open: string;
  credit: string;
  credits: string;
  amountsIn: string;
  ageing: string;
  notDue: string;
  days: string;
  over: string;
  total: string;
  overdue: string;
  disputed: string;
  page: string;
}

export const ENGLISH: LetterWords = {
  reference: 'Reference',
  number: 'Invoice',
  issued: 'Date',
  due: 'Due',
  daysOverdue: 'Days overdue',
  amount: 'Amount',
  paid: 'Paid',
  open: 'Open',
  credit: 'credit',
  credits: 'Credits',
  amountsIn: 'Open items in {}',
  ageing: 'By age',
  notDue: 'Not due',
  days: '{} days',
  over: 'Over {} days',
  total: 'Total',
  overdue: 'Of which overdue',
  disputed: 'In dispute: not in any total, and not asked for until settled',
  page: 'Page {} of {}',
};

/** Puts values in the places of a label, in order. */
export function filled(label: string, ...values: (string | number)[]): string {
  let next = 0;
  return label.replaceAll('{}', () => String(values[next++] ?? ''));
}
