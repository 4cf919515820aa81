/** The way to the shore: the typed client of `core/client` on this browser's network. */
import { openClient } from '../../core/client/index.ts'

export { Declined, Unreachable } from '../../core/client/index.ts'
export const call = openClient({ send: (address, asked) => fetch(address, asked) })
