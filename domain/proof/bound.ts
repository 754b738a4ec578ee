/**
 * How many things may happen on one path that the procedure does not plan for, when a procedure is loaded. Every way of
 * answering tasks, decisions and look-ups is free. The tests follow the shipped procedures with one more.
 */
export const SURPRISES = 2;
