import type { Instant } from '../../domain/program/program.ts';
import { readShape, type Shape, ShapeError } from '../../domain/verify/reading/shape.ts';

/** An appointment as Acuity has it, with what is needed of it. */
export interface AcuityAppointment {
  id: number;
  firstName: string;
  lastName: string;
  email: string;
  phone: string;
  /** When it begins. */
  at: Instant;
  type: string;
  typeId: number;
  canceled: boolean;
}

const NAME: Shape = { is: 'text', longest: 300 };
const SHAPE: Shape = {
  is: 'keys',
  keys: {
    firstName: NAME,
    lastName: NAME,
    email: NAME,
    phone: NAME,
    at: { is: 'instant' },
    type: NAME,
    canceled: { is: 'flag' },
  },
};

/** Reads one; what it does not name is left out, because Acuity adds fields. @throws ShapeError */
export function readAppointment(value: unknown): AcuityAppointment {
  const given = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  const { firstName, lastName, email, phone, datetime: at, type, canceled } = given;
  const read = readShape(SHAPE, { firstName, lastName, email, phone, at, type, canceled }, 'an appointment');
  return {
    ...(read as Omit<AcuityAppointment, 'id' | 'typeId'>),
    id: wholeNumber(given['id']),
    typeId: wholeNumber(given['appointmentTypeID']),
  };
}

function wholeNumber(value: unknown): number {
  if (Number.isSafeInteger(value)) return Number(value);
  throw new ShapeError('an id of an appointment must be a whole number.');
}
