/**
 * Archives of accounts: everything of one as a file, for its person alone; and such a file brought here from elsewhere. It fetches
 * nothing from anywhere, and trusts nothing that an archive says of itself.
 */
export { type ArchivesStore, archivesStore } from './archives-store.ts'
export { archiveTables } from './columns.ts'
export { type ContentsStore, contentsStore } from './contents-store.ts'
export { endArchives } from './end.ts'
export { archiveJob } from './make.ts'
export { archiveRoutes } from './routes.ts'
