/**
 * Staff: who operates and who moderates, what they do from the console or on the shore's machine, and the log of it. Every act is
 * written down before it is begun. Nobody here can open an account that its owner made, or read what is theirs; whoever makes
 * one for somebody has seen its first passphrase.
 */
export { makeOperatorCode } from './code.ts'
export { staffRoutes } from './routes.ts'
export { openStaff, type Staff, type StaffActor, type StaffRooms } from './staff.ts'
export { staffOf } from './staff-of.ts'
export { type StaffStore, staffStore } from './store.ts'
