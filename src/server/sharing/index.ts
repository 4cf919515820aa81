/**
 * Clips as other programs read them: what a page says of itself in its head, oEmbed, and Atom feeds. It shows what anyone may
 * see, says the same to everybody, and fetches nothing: an address that it is given is compared, never opened.
 */
export { baseOf, clipAddress, profileAddress } from './addresses.ts'
export { type Head, headOfClip, headOfList } from './head.ts'
export { type SharingRooms, sharingRoutes } from './routes.ts'
