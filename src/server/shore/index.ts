/** The shore about itself: its declaration, its health, its API document. It knows nothing about any person. */
export { type ShoreFacts, shoreRoutes } from './routes.ts'
