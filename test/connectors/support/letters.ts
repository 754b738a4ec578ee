import type { Letter } from '../../../letter/letter.ts';
import { statementOf } from '../../../domain/statement/statement.ts';
import { plusDays } from '../../../domain/statement/days.ts';
import type { OpenItem } from '../../../domain/statement/openItem.ts';
import { invoice, TODAY } from '../../domain/support/openItems.ts';

/** A letter about these items, to an example customer. */
export function letter(items: OpenItem[], more: Partial<Letter> = {}): Letter {
  return {
    paper: 'A4',
    locale: 'en-GB',
    date: TODAY,
    at: Date.parse('2026-03-10T09:00:00Z'),
    sender: {
      name: 'Example Supplies Ltd.',
      lines: ['1 Sample Street, London', 'accounts@example.com', '+44 20 7946 0000'],
    },
    recipient: ['Pat Example', 'Example Bakery', '12 Model Road', 'Leeds', 'United Kingdom'],
    reference: '10023',
    title: 'A friendly reminder',
    text: 'Dear Pat Example,\n\nthese invoices have passed their due date. Perhaps the payment is on its way already; if so, thank you, and please let us know.\n\nKind regards\nSam Sample',
    statement: statementOf(items, TODAY),
    ...more,
  };
}

export function manyInvoices(count: number): OpenItem[] {
  return Array.from({ length: count }, (_, index) =>
    invoice({
      number: `INV-${1_000 + index}`,
      due: plusDays(TODAY, 10 - 2 * index),
      issued: plusDays(TODAY, -20 - 2 * index),
      amount: 12_345 + index * 1_111,
      paid: index % 5 === 0 ? 2_345 : 0,
    }),
  );
}
