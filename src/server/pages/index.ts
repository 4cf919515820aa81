/** The pages: HTML with the first clip in it, and the files that Vite built. It reads no credentials, so a page is the same for everybody. */
export { type PageRooms, pageRoutes } from './routes.ts'
