import type { WayOut } from '../../connectors/connectors.ts';
import type { AnyItem, Port } from '../../connectors/ports.ts';
import type { Instant } from '../../domain/program/program.ts';
import type { TaskKind } from '../../domain/program/state.ts';
import type { Intents } from '../../ledger/schema.ts';
import { roadOf } from '../../domain/channels.ts';
import type { Kind } from '../../domain/gate/asked.ts';

/** What the job's failures count against, and what must be on for it. */
export function roadOfJob({ channel, way }: Job): string {
  return roadOf(channel, way.by === 'port' ? way.port.connector : null);
}

/** One effect that reaches another system or the contact, made ready for `carryOut`. */
export interface Job {
  /** The effect's index in its step. */
  index: number;
  kind: Kind;
  verb: Intents['verb'];
  channel: string;
  name: string;
  recipient: string;
  /** For an act: the one whose warning and approval cover it. */
  allowedAs?: string;
  warnsOf: string | null;
  way: WayOut<Port<AnyItem>>;
  /** What a person is asked when it goes by hand, where that is more than to post a text. */
  handed?: { kind: TaskKind; role: string; options: string[]; again: number };
  /** Writes what goes out, once. `at`: when, for the record in it. @throws MessageError */
  write(id: string, at: Instant): Promise<AnyItem>;
  /** When it counts as delivered, once the other side has taken it; null: when the other side reports it. */
  deliveredAt(acceptedAt: Instant): Instant | null;
}
