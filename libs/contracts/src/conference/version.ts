/**
 * Version of the conference's wire. One line per change below; the lock spec fails until the number and the hash
 * of all schemas move together, so that a changed message cannot leave unnoticed.
 *
 * 1: first.
 */
export const CONFERENCE_PROTOCOL = 1;

/** Where the signalling socket lives on the server. */
export const CONFERENCE_PATH = '/rt/conference';
